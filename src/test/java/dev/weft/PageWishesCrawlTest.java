package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.politeness.PolitenessOptions;
import dev.weft.politeness.PolitenessOptions.PageRules;
import dev.weft.report.CrawlTotals;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pages ask of robots, obeyed by a whole crawl. */
final class PageWishesCrawlTest {
  private final Site site;

  PageWishesCrawlTest() throws IOException {
    site = new Site();
    site.on(
        "/",
        asked ->
            Site.Reply.ok(
                "<a href=/meta>1</a><a href=/header>2</a><a href=/other>3</a>"
                    + "<a rel=nofollow href=/marked>4</a>"));
    site.on(
        "/meta",
        asked -> Site.Reply.ok("<meta name=robots content=nofollow><a href=/by-meta>x</a>"));
    site.on(
        "/header",
        asked -> Site.Reply.ok("<a href=/by-header>x</a>").with("X-Robots-Tag", "weft: none"));
    site.on(
        "/other",
        asked -> Site.Reply.ok("<a href=/by-other>x</a>").with("X-Robots-Tag", "otherbot: none"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private CrawlTotals crawl(PageRules rules) {
    CrawlUrl url = CrawlUrl.parse(site.url("localhost", "/")).orElseThrow();
    return Crawler.builder()
        .seeds(List.of(new Seed(url, ScopeKind.HOST, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 1, 0, false, true).withPages(rules))
        .sink(new PageList())
        .build()
        .start()
        .report()
        .toCompletableFuture()
        .join()
        .totals();
  }

  @Test
  void linksThatAreNotToBeFollowedAreCountedByRule() {
    CrawlTotals totals = crawl(PageRules.OBEYED);

    assertThat(totals.outOfScope()).isEqualTo(Map.of("rel=nofollow", 1L, "nofollow page", 2L));
    assertThat(site.asked).extracting(Site.Asked::path).contains("/by-other");
    assertThat(site.asked)
        .extracting(Site.Asked::path)
        .doesNotContain("/marked", "/by-meta", "/by-header");
  }

  @Test
  void eachMayBeIgnored() {
    CrawlTotals totals = crawl(new PageRules(false, false));

    assertThat(totals.outOfScope()).isEmpty();
    assertThat(site.asked)
        .extracting(Site.Asked::path)
        .contains("/marked", "/by-meta", "/by-header", "/by-other");
  }
}
