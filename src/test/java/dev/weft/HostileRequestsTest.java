package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Site.Reply;
import dev.weft.fetch.FetchOptions;
import dev.weft.page.Disposition;
import dev.weft.page.Headers;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.Credential;
import dev.weft.request.HeaderRule;
import dev.weft.request.RequestRules;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What real requests carry to whom, through the library's front door. */
@Timeout(60)
class HostileRequestsTest {
  private static final Headers SECRETS =
      Headers.of(
          "Authorization", "hush", "Cookie", "hush", "Proxy-Authorization", "hush", "X-Open", "1");

  private final PageList records = new PageList();
  private Site one;
  private Site two;

  @BeforeEach
  void serve() throws IOException {
    one = new Site();
    two = new Site();
  }

  @AfterEach
  void end() {
    one.close();
    two.close();
  }

  @Test
  void hostile01_aRedirectToAnotherHostDropsWhatSaysWhoAsks() {
    one.on("/", any -> Reply.to(two.url("b.localhost", "/landed")));
    two.on("/landed", any -> Reply.ok("here"));

    // The second seed only makes loopback permitted for b.localhost; its origin is another.
    crawl(SECRETS, RequestRules.NONE, one.url("a.localhost", "/"), one.url("b.localhost", "/none"));

    assertThat(one.asked("/").get(0).headers()).containsKey("Authorization");
    checkNoSecrets(two);
  }

  @Test
  void hostile02_aRedirectToAnotherPortDropsWhatSaysWhoAsks() {
    one.on("/", any -> Reply.to(two.url("a.localhost", "/landed")));
    two.on("/landed", any -> Reply.ok("here"));
    CrawlUrl seed = url(one.url("a.localhost", "/"));
    RequestRules rules =
        RequestRules.NONE
            .withHeaderRules(List.of(new HeaderRule(UrlPattern.of("*", "test"), SECRETS)))
            .withCredentials(List.of(Credential.basic(seed.origin(), "me", "hush")));

    crawl(Headers.NONE, rules, seed.href());

    assertThat(one.asked("/").get(0).header("Cookie")).isEqualTo("hush");
    assertThat(one.asked("/robots.txt").get(0).headers()).containsKey("Authorization");
    checkNoSecrets(two);
  }

  private static void checkNoSecrets(Site site) {
    assertThat(site.asked("/landed")).hasSize(1);
    assertThat(site.asked("/robots.txt")).hasSize(1);
    for (Site.Asked asked : site.asked) {
      assertThat(asked.header("X-Open")).isEqualTo("1");
      assertThat(asked.headers())
          .doesNotContainKeys("Authorization", "Cookie", "Proxy-authorization");
    }
  }

  @Test
  void aLinkElsewhereCarriesNoCredential() {
    String there = two.url("a.localhost", "/landed");
    one.on("/", any -> Reply.ok("<a href='" + there + "'>x</a><a href=/more>y</a>"));
    one.on("/more", any -> Reply.ok("more"));
    two.on("/landed", any -> Reply.ok("here"));
    CrawlUrl seed = url(one.url("a.localhost", "/"));
    RequestRules rules =
        RequestRules.NONE.withCredentials(List.of(Credential.bearer(seed.origin(), "hush")));

    crawl(Headers.of("X-Open", "1"), rules, seed.href());

    assertThat(one.asked("/more").get(0).header("Authorization")).isEqualTo("Bearer hush");
    checkNoSecrets(two);
  }

  @Test
  void aConditionalRequestMayFindNothingNew() {
    one.on(
        "/",
        asked -> asked.header("If-None-Match").equals("\"v1\"") ? Reply.of(304) : Reply.ok("new"));
    RequestRules rules =
        RequestRules.NONE.withHeaderRules(
            List.of(
                new HeaderRule(
                    UrlPattern.of("re:/$", "test"), Headers.of("If-None-Match", "\"v1\""))));

    CrawlReport report = crawl(Headers.NONE, rules, one.url("a.localhost", "/"));

    assertThat(records.of("/")).containsExactly(Disposition.UNCHANGED);
    assertThat(report.totals().seedsFetched()).isEqualTo(1);
  }

  private CrawlReport crawl(Headers headers, RequestRules rules, String... seeds) {
    return Crawler.builder()
        .seeds(Stream.of(seeds).map(seed -> new Seed(url(seed), ScopeKind.ANY, "test")).toList())
        .politeness(new PolitenessOptions(Duration.ZERO, 1, 0, false, true))
        .fetch(FetchOptions.of("Weft").withHeaders(headers))
        .requests(rules)
        .sink(records)
        .build()
        .start()
        .report()
        .toCompletableFuture()
        .join();
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
