package dev.weft.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.demo.DemoPage.Kind;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DemoServerTest {
  private static DemoServer server;
  private static DemoTruth truth;

  @BeforeAll
  static void start() throws IOException {
    server = DemoServer.start(DemoOptions.DEFAULT.withPages(800));
    truth = DemoTruth.of(server.web());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPageComesWholeWithItsLength() throws IOException {
    String url = find(page -> page.kind() == Kind.PAGE && !page.delivery().chunked());
    String answer = ask("GET", url, "");

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(answer).contains("content-length: " + body(url).length + "\r\n");
    assertThat(answer.getBytes(ISO_8859_1)).endsWith(body(url));
  }

  @Test
  void aPageOfManyBytesComesInChunks() throws IOException {
    String url = find(page -> page.kind() == Kind.PAGE && page.delivery().chunked());
    String answer = ask("GET", url, "");

    assertThat(answer).contains("transfer-encoding: chunked\r\n").endsWith("\r\n0\r\n\r\n");
  }

  @Test
  void gzipIsSentOnlyToThoseWhoAcceptIt() throws IOException {
    String url =
        find(
            page ->
                page.kind() == Kind.PAGE && page.delivery().gzip() && !page.delivery().chunked());

    assertThat(ask("GET", url, "")).doesNotContain("content-encoding");
    String answer = ask("GET", url, "Accept-Encoding: gzip\r\n");
    assertThat(answer).contains("content-encoding: gzip\r\n");
    byte[] coded = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
    try (InputStream decoded = new GZIPInputStream(new ByteArrayInputStream(coded))) {
      assertThat(decoded.readAllBytes()).isEqualTo(body(url));
    }
  }

  @Test
  void aBusyPageSucceedsAtTheSecondRequest() throws IOException {
    String url = find(page -> page.kind() == Kind.BUSY);

    assertThat(ask("GET", url, ""))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
        .contains("retry-after: 1\r\n");
    assertThat(ask("GET", url, "")).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void aSlowPageKeepsTheOrderOfPipelinedRequests() throws IOException {
    String slow = find(page -> page.kind() == Kind.PAGE && page.delivery().delayMillis() > 0);
    String missing = server.web().seeds().get(0) + "nothing";
    String answers = exchange(request("GET", slow, "") + last("GET", missing));

    assertThat(answers).startsWith("HTTP/1.1 200 OK\r\n").contains("HTTP/1.1 404 Not Found\r\n");
  }

  @Test
  void aConnectionServesOneRequestAfterAnother() throws IOException {
    CrawlUrl root = CrawlUrl.parse(server.web().seeds().get(0)).orElseThrow();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.port())) {
      socket.setSoTimeout(10_000);
      for (int i = 0; i < 5; i++) {
        socket.getOutputStream().write(request("GET", root + "gone/1.html", "").getBytes(US_ASCII));
        assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 410 Gone\r\n");
      }
    }
  }

  @Test
  void aRedirectNamesItsTarget() throws IOException {
    String url = server.web().seeds().get(0) + "loop/a";

    assertThat(ask("GET", url, "")).startsWith("HTTP/1.1 30").contains("location: /loop/b\r\n");
  }

  @Test
  void headHasNoBodyAndOtherMethodsAreRefused() throws IOException {
    String root = server.web().seeds().get(0);

    assertThat(ask("HEAD", root, "")).contains("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
    assertThat(ask("POST", root, "Content-Length: 0\r\n")).startsWith("HTTP/1.1 405");
  }

  @Test
  void whatIsNoHttpEndsTheConnection() throws IOException {
    assertThat(exchange("\0\1\2 hello\r\n\r\n")).isEmpty();
  }

  private static String find(Predicate<DemoPage> wanted) {
    return truth.urls(Disposition.FETCHED).stream()
        .sorted()
        .filter(url -> wanted.test(page(url)))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] body(String url) {
    return server.web().body(page(url));
  }

  private static DemoPage page(String url) {
    CrawlUrl parsed = CrawlUrl.parse(url).orElseThrow();
    return server.web().page(parsed.host().toString(), parsed.pathAndQuery());
  }

  private static String ask(String method, String url, String headers) throws IOException {
    return exchange(request(method, url, headers + "Connection: close\r\n"));
  }

  private static String last(String method, String url) {
    return request(method, url, "Connection: close\r\n");
  }

  private static String request(String method, String url, String headers) {
    CrawlUrl parsed = CrawlUrl.parse(url).orElseThrow();
    return method
        + " "
        + parsed.pathAndQuery()
        + " HTTP/1.1\r\nHost: "
        + parsed.host()
        + ":"
        + parsed.port()
        + "\r\n"
        + headers
        + "\r\n";
  }

  /** Reads an answer that comes in one piece. */
  private static String readHead(InputStream in) throws IOException {
    byte[] bytes = new byte[4_096];
    return new String(bytes, 0, in.read(bytes), ISO_8859_1);
  }

  private static String exchange(String requests) throws IOException {
    int port = CrawlUrl.parse(server.web().seeds().get(0)).orElseThrow().port();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(requests.getBytes(US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
