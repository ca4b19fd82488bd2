package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Site.Reply;
import dev.weft.fetch.FetchOptions;
import dev.weft.page.Disposition;
import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cookies through a whole crawl, on real sockets. */
@Timeout(60)
class CookieCrawlTest {
  private final PageList records = new PageList();
  private Site site;

  @BeforeEach
  void serve() throws IOException {
    site = new Site();
    site.on("/", asked -> isLoggedIn(asked) ? Reply.ok("<a href=/in>in</a>") : Reply.to("/login"));
    site.on("/login", any -> Reply.to("/").with("Set-Cookie", "session=s3cret; Path=/; HttpOnly"));
    site.on("/in", asked -> isLoggedIn(asked) ? Reply.ok("within") : Reply.of(403));
  }

  private static boolean isLoggedIn(Site.Asked asked) {
    return asked.header("Cookie").contains("session=s3cret");
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void aPageThatSendsToItsLoginIsFetchedOnceMoreWithTheCookie() {
    CrawlReport report = crawl(true, Headers.of("Cookie", "mine=1"));

    assertThat(records.of("/")).containsExactly(Disposition.REDIRECTED, Disposition.FETCHED);
    assertThat(records.pages)
        .filteredOn(page -> page.url().path().equals("/"))
        .extracting(Page::visit)
        .containsExactly(1, 2);
    assertThat(records.of("/login")).containsExactly(Disposition.REDIRECTED);
    assertThat(records.of("/in")).containsExactly(Disposition.FETCHED);
    assertThat(site.asked("/in").get(0).header("Cookie")).isEqualTo("mine=1; session=s3cret");
    assertThat(site.asked("/robots.txt").get(0).header("Cookie")).doesNotContain("session");
    assertThat(report.totals().seedsFetched()).isEqualTo(1);
  }

  @Test
  void withoutCookiesNothingIsFetchedTwice() {
    crawl(false, Headers.NONE);

    assertThat(records.of("/")).containsExactly(Disposition.REDIRECTED);
    assertThat(site.asked).allSatisfy(asked -> assertThat(asked.header("Cookie")).isEmpty());
  }

  @Test
  void aSiteThatSetsANewCookieEachTimeComesToAnEnd() {
    site.on("/", any -> Reply.to("/").with("Set-Cookie", "n" + site.asked.size() + "=1; Path=/"));

    crawl(true, Headers.NONE);

    assertThat(records.of("/")).containsExactly(Disposition.REDIRECTED, Disposition.REDIRECTED);
  }

  @Test
  void hostile01_aCookieGoesToNoOtherHost() throws IOException {
    try (Site other = new Site()) {
      other.on("/", any -> Reply.ok("other"));
      site.on("/in", any -> Reply.to(other.url("b.localhost", "/")));
      Seed allowsLoopback =
          new Seed(
              CrawlUrl.parse(site.url("b.localhost", "/none")).orElseThrow(),
              ScopeKind.ANY,
              "test");

      crawl(true, Headers.NONE, allowsLoopback);

      assertThat(other.asked("/")).hasSize(1);
      assertThat(other.asked("/").get(0).header("Cookie")).isEmpty();
    }
  }

  private CrawlReport crawl(boolean cookies, Headers headers, Seed... more) {
    CrawlUrl seed = CrawlUrl.parse(site.url("a.localhost", "/")).orElseThrow();
    Crawler.Builder crawler =
        Crawler.builder()
            .seeds(List.of(new Seed(seed, ScopeKind.ANY, "test")))
            .seeds(List.of(more))
            .politeness(new PolitenessOptions(Duration.ZERO, 1, 0, false, true))
            .fetch(FetchOptions.of("Weft").withHeaders(headers))
            .sink(records);
    Crawler built = (cookies ? crawler.cookies() : crawler).build();
    return built.start().report().toCompletableFuture().join();
  }
}
