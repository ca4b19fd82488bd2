package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Site.Reply;
import dev.weft.dns.Resolver;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.ProxyRules;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.RequestRules;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crawl through a proxy, seen by the resolver and the fetcher it asks. */
@Timeout(60)
class ProxyCrawlTest {
  private static final String PROXY = "proxy.test";

  private final PageList records = new PageList();
  private final List<String> lookedUp = new CopyOnWriteArrayList<>();
  private final List<FetchRequest> requests = new CopyOnWriteArrayList<>();

  @Test
  void theProxysHostIsLookedUpAndEveryRequestGoesThere() throws UnknownHostException {
    crawl(ProxyRules.of("http://" + PROXY + ":3128", ""), "http://a.example/");

    assertThat(lookedUp).containsOnly(PROXY);
    assertThat(requests)
        .extracting(request -> request.url().path())
        .containsExactly("/robots.txt", "/");
    assertThat(requests)
        .allSatisfy(
            request -> {
              assertThat(request.proxy())
                  .hasValueSatisfying(p -> assertThat(p.port()).isEqualTo(3128));
              assertThat(request.addresses()).containsExactly(InetAddress.getByName("10.0.0.1"));
            });
    assertThat(records.of("/")).containsExactly(Disposition.FETCHED);
  }

  @ParameterizedTest
  @EnumSource(names = {"NETTY", "BLOCKING"})
  void aProxyIsAskedForEverythingWithItsOwnCredentials(FetcherKind kind) throws IOException {
    try (Site proxy = new Site()) {
      proxy.on("/", any -> Reply.ok("<a href=/more>more</a>")).on("/more", any -> Reply.ok("more"));
      ProxyRules rules = ProxyRules.of("http://me:pw@127.0.0.1:" + proxy.port(), "");

      crawler(rules, "http://a.example/")
          .fetcher(kind)
          .build()
          .start()
          .report()
          .toCompletableFuture()
          .join();

      assertThat(records.of("/")).containsExactly(Disposition.FETCHED);
      assertThat(records.of("/more")).containsExactly(Disposition.FETCHED);
      assertThat(proxy.asked).hasSize(3);
      assertThat(proxy.asked)
          .allSatisfy(
              asked -> {
                assertThat(asked.header("Proxy-authorization")).isEqualTo("Basic bWU6cHc=");
                assertThat(asked.header("Host")).isEqualTo("a.example");
              });
    }
  }

  @Test
  void hostsReachedDirectlyAreLookedUpThemselvesAndMayNotBePrivate() {
    crawl(ProxyRules.of("http://" + PROXY + ":3128", "b.example"), "http://a.example/to-b");

    assertThat(lookedUp).containsOnly(PROXY, "b.example");
    Page forbidden = records.pages.get(1);
    assertThat(forbidden.url().href()).isEqualTo("http://b.example/");
    assertThat(forbidden.error()).extracting(Page.PageError::code).isEqualTo("addressForbidden");
  }

  @Test
  void hostile04_anAddressInTheUrlIsBlockedThroughAProxyToo() {
    crawl(ProxyRules.of("http://" + PROXY + ":3128", ""), "http://a.example/to-metadata");

    Page forbidden = records.pages.get(1);
    assertThat(forbidden.url().href()).isEqualTo("http://169.254.169.254/latest");
    assertThat(forbidden.error()).extracting(Page.PageError::code).isEqualTo("addressForbidden");
    assertThat(requests).noneMatch(r -> r.url().host().toString().startsWith("169."));
  }

  @Test
  void anUnknownProxyIsNamedInTheFailure() {
    crawl(ProxyRules.of("http://nowhere.test:3128", ""), "http://a.example/");

    Page failed = records.pages.get(0);
    assertThat(failed.disposition()).isEqualTo(Disposition.FETCH_FAILED);
    assertThat(failed.error())
        .isEqualTo(new Page.PageError("unknownHost", "the proxy nowhere.test:3128: no such host"));
  }

  private void crawl(ProxyRules proxies, String seed) {
    Crawler.Builder crawler = crawler(proxies, seed).resolver(new Names()).fetcher(new Answers());
    crawler.build().start().report().toCompletableFuture().join();
  }

  private Crawler.Builder crawler(ProxyRules proxies, String seed) {
    return Crawler.builder()
        .seeds(List.of(new Seed(CrawlUrl.parse(seed).orElseThrow(), ScopeKind.ANY, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 1, 0, false, true))
        .requests(RequestRules.NONE.withProxies(proxies))
        .sink(records);
  }

  private static String pageAt(String path) {
    return switch (path) {
      case "/to-b" -> "<a href='http://b.example/'>b</a>";
      case "/to-metadata" -> "<a href='http://0xa9fea9fe/latest'>m</a>";
      default -> "";
    };
  }

  /** Knows every host but one, at a private address. */
  private final class Names implements Resolver {
    @Override
    public void resolve(HostName host, Consumer<Resolution> done) {
      lookedUp.add(host.toString());
      done.accept(
          host.toString().startsWith("nowhere")
              ? new Unresolved(Unresolved.Reason.UNKNOWN_HOST, "no such host")
              : new Resolved(List.of(privateAddress()), Duration.ofMinutes(1), 0));
    }

    private static InetAddress privateAddress() {
      try {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {}
  }

  /** Answers every request at once, with no socket. */
  private final class Answers implements Fetcher {
    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
      requests.add(request);
      String path = request.url().path();
      byte[] page = pageAt(path).getBytes(UTF_8);
      done.accept(
          new FetchOutcome.Answered(
              new Answer(
                  path.equals("/robots.txt") ? 404 : 200,
                  Headers.of("Content-Type", "text/html"),
                  Body.wrap(page, page.length),
                  null,
                  FetchTimings.NONE,
                  null,
                  "http/1.1")));
      return () -> {};
    }

    @Override
    public void close() {}
  }
}
