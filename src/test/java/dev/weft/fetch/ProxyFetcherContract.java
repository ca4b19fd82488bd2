package dev.weft.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.Conversation.Script;
import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any fetcher does by way of a proxy, which the server of the fixture plays. */
public abstract class ProxyFetcherContract extends FetcherFixture {
  private static final String SECRET = "Basic dXNlcjpwYXNz";
  private static final Certificates CERTIFICATES = new Certificates();
  private static final CrawlUrl ELSEWHERE =
      CrawlUrl.parse("http://elsewhere.example:8080/a?b=c#d").orElseThrow();

  private MisbehavingServer target = MisbehavingServer.start();

  @AfterEach
  void closeTarget() {
    target.close();
  }

  @Test
  void plainRequestIsSentToTheProxyWithItsWholeUrl() {
    server.on("http://elsewhere.example:8080/a?b=c", c -> c.answer(200, "abc"));

    Answer answer = answer(viaProxy(ELSEWHERE));

    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.remote()).isNotNull().extracting("port").isEqualTo(server.port());
    assertThat(server.heads().get(0).lines())
        .startsWith(
            "GET http://elsewhere.example:8080/a?b=c HTTP/1.1", "Host: elsewhere.example:8080")
        .contains("Proxy-Authorization: " + SECRET)
        .noneMatch(line -> line.contains("#d"));
  }

  @Test
  void connectionToTheProxyIsKept() {
    server.on("http://elsewhere.example:8080/a?b=c", c -> c.answer(200, "abc"));

    for (int i = 0; i < 3; i++) {
      assertThat(text(answer(viaProxy(ELSEWHERE)))).isEqualTo("abc");
    }

    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void connectionToTheProxyIsNotThatToTheHost() {
    server.on("/", c -> c.answer(200, "the host"));
    server.on(server.url("/").href(), c -> c.answer(200, "the proxy"));

    assertThat(text(answer(viaProxy(server.url("/"))))).isEqualTo("the proxy");
    assertThat(text(answer("/"))).isEqualTo("the host");
    assertThat(text(answer(viaProxy(server.url("/"))))).isEqualTo("the proxy");
  }

  @Test
  void httpsGoesThroughATunnel() throws Exception {
    serveTarget();
    target.on("/", c -> c.answer(200, "abc".repeat(100_000)));
    server.on("localhost:" + target.port(), tunnel());

    Answer first = answer(viaProxy(target.url("/")));
    Answer second = answer(viaProxy(target.url("/")));

    assertThat(text(first)).isEqualTo("abc".repeat(100_000));
    assertThat(text(second)).hasSize(300_000);
    assertThat(first.timings().tlsNanos()).isPositive();
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.heads()).hasSize(1);
    assertThat(server.heads().get(0).lines())
        .startsWith("CONNECT localhost:" + target.port() + " HTTP/1.1")
        .contains("Host: localhost:" + target.port(), "Proxy-Authorization: " + SECRET);
  }

  @Test
  void hostile01_credentialsOfTheProxyStayWithTheProxy() throws Exception {
    serveTarget();
    target.on("/", c -> c.answer(200, "abc"));
    server.on("localhost:" + target.port(), tunnel());
    Headers own = Headers.of("Authorization", "Bearer of-the-host");

    answer(viaProxy(target.url("/")).withHeaders(own));

    assertThat(server.heads().get(0)).doesNotContain("of-the-host");
    assertThat(target.heads().get(0)).contains("of-the-host").doesNotContain("Proxy-");
  }

  @Test
  void hostile12_certificateIsThatOfTheHostBehindTheTunnel() throws Exception {
    target.close();
    target = MisbehavingServer.start(CERTIFICATES.goodFor("elsewhere.example"));
    trustTheRoot();
    server.on("localhost:" + target.port(), tunnel());

    assertThat(failure(viaProxy(target.url("/")))).isEqualTo(FetchFailure.TLS_WRONG_HOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 407 -\r\nProxy-Authenticate: Basic\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 502 -\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 -\r\nLocation: http://captive.example/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 -\r\n\r\nbytes that the target cannot have said",
        "HTTP/1.1 200 -\nA: b\n\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        ""
      })
  void tunnelThatIsRefusedIsTheProxysFailure(String answer) throws Exception {
    serveTarget();
    server.on(
        "localhost:" + target.port(),
        c -> {
          c.send(answer);
          c.close();
        });

    assertThat(failure(viaProxy(target.url("/")))).isEqualTo(FetchFailure.PROXY_FAILED);
    assertThat(target.connections()).isZero();
    await(() -> server.openConnections() == 0);
  }

  @Test
  void wantedCredentialsAreTheProxysFailure() {
    server.on(
        "http://elsewhere.example:8080/a?b=c",
        c -> c.send("HTTP/1.1 407 -\r\nContent-Length: 0\r\n\r\n"));

    assertThat(failure(viaProxy(ELSEWHERE))).isEqualTo(FetchFailure.PROXY_FAILED);
  }

  @Test
  void statusOfAPlainRequestIsPassedOn() {
    server.on("http://elsewhere.example:8080/a?b=c", c -> c.answer(504, "no answer from there"));

    assertThat(answer(viaProxy(ELSEWHERE)).status()).isEqualTo(504);
  }

  @Test
  void proxyThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    Proxy nobody = new Proxy(server.url("/").host(), port, null);

    for (CrawlUrl url : List.of(ELSEWHERE, CrawlUrl.parse("https://elsewhere.example/").get())) {
      assertThat(failure(get(url).via(nobody, server.addresses())))
          .isEqualTo(FetchFailure.PROXY_FAILED);
    }
  }

  @Test
  void silenceOfTheProxyMeetsTheConnectTimeOut() throws Exception {
    serveTarget();
    fetcher.close();
    fetcher = open(options(timeouts(300, 60_000, 60_000, 60_000)));
    server.on("localhost:" + target.port(), Conversation::holdUntilClosed);

    assertThat(failure(viaProxy(target.url("/")))).isEqualTo(FetchFailure.PROXY_FAILED);
    await(() -> server.openConnections() == 0);
  }

  private Script tunnel() {
    return c -> {
      c.send("HTTP/1.1 200 Connection established\r\n\r\n");
      c.tunnelTo(target.port());
    };
  }

  private FetchRequest viaProxy(CrawlUrl url) {
    return get(url)
        .via(new Proxy(server.url("/").host(), server.port(), SECRET), server.addresses());
  }

  private void serveTarget() throws Exception {
    target.close();
    target = MisbehavingServer.start(CERTIFICATES.goodFor("localhost"));
    trustTheRoot();
  }

  private void trustTheRoot() throws Exception {
    fetcher.close();
    fetcher = open(options(PATIENT), new TlsOptions(CERTIFICATES.roots()));
  }
}
