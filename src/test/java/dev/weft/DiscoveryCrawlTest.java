package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.Site.Reply;
import dev.weft.engine.RevisitRun;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crawls that learn of pages by sitemaps, and of copies by their content or their own word. */
@Timeout(60)
class DiscoveryCrawlTest {
  private static final DiscoveryOptions OF_ROBOTS = new DiscoveryOptions(List.of(), true, false);

  private final FrontierState state = MemoryFrontierStore.state(new Fingerprinter(1, 2));
  private PageList records = new PageList();
  private Site site;

  @BeforeEach
  void serve() throws IOException {
    site = new Site();
    site.on("/", any -> Reply.ok("no link"));
    for (String path : List.of("/a", "/b", "/c")) {
      site.on(path, any -> Reply.ok("page " + path));
    }
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void sitemapsOfRobotsAreReadWhereThatIsAskedFor() {
    site.on("/robots.txt", any -> Reply.ok("Sitemap: " + url("/index.xml") + "\n"));
    site.on("/index.xml", any -> Reply.ok(index(url("/part.xml"))));
    site.on(
        "/part.xml",
        any ->
            Reply.ok(
                urlset(
                    entry(url("/a"), null, "0.1"),
                    entry(url("/b"), null, "0.9"),
                    entry("http://b.localhost:" + site.port() + "/elsewhere", null, "1.0"))));
    site.on("/elsewhere", any -> Reply.ok("of another host"));

    crawl(DiscoveryOptions.NONE);
    assertThat(paths()).containsExactly("/");
    CrawlReport report = fresh(OF_ROBOTS);

    assertThat(paths()).containsExactly("/index.xml", "/part.xml", "/b", "/", "/a");
    assertThat(report.totals().outOfScope()).containsEntry("sitemap of another host", 1L);
    assertThat(record("/part.xml").disposition()).isEqualTo(Disposition.FETCHED);
    assertThat(Objects.requireNonNull(record("/part.xml").content()).outlinks()).isEqualTo(3);
  }

  @Test
  void aSitemapThatTheUserNamesIsTakenAndABrokenOneIsAnError() {
    site.on("/mine.xml", any -> Reply.ok(urlset(entry(url("/c"), null, null))));
    site.on("/broken.xml", any -> Reply.ok("<html><p>no sitemap"));
    List<CrawlUrl> given = List.of(crawlUrl("/mine.xml"), crawlUrl("/broken.xml"));

    crawl(new DiscoveryOptions(given, false, false));

    assertThat(paths()).contains("/c", "/mine.xml");
    assertThat(record("/broken.xml").disposition())
        .isIn(Disposition.PARSE_FAILED, Disposition.FETCHED);
  }

  @Test
  void whatASitemapCallsChangedIsFetchedThoughItIsNotDue() {
    Instant past = Instant.now().minus(Duration.ofDays(400)).truncatedTo(ChronoUnit.SECONDS);
    site.on(
        "/s.xml",
        any -> Reply.ok(urlset(entry(url("/a"), past, null), entry(url("/b"), past, null))));
    DiscoveryOptions options = new DiscoveryOptions(List.of(crawlUrl("/s.xml")), false, false);
    crawl(options);
    site.on("/a", any -> Reply.ok("edited"));
    Instant future = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    site.on(
        "/s.xml",
        any -> Reply.ok(urlset(entry(url("/a"), future, null), entry(url("/b"), past, null))));
    RevisitRun.begin(
        state, state.recover(Long.MAX_VALUE), Duration.ofDays(30), Instant.now().plusMillis(5));
    records = new PageList();
    crawl(options);

    assertThat(records.pages)
        .extracting(page -> page.url().path(), page -> page.comparison().change())
        .containsExactlyInAnyOrder(tuple("/s.xml", Change.CHANGED), tuple("/a", Change.CHANGED));
  }

  @Test
  void aCopyNamesItsOriginalAlsoInALaterRun() {
    site.on("/", any -> Reply.ok("<a href=/a>a</a><a href=/copy>copy</a>"));
    site.on("/copy", any -> Reply.ok("page /a"));
    site.on("/late", any -> Reply.ok("page /a"));
    CrawlReport report = crawl(DiscoveryOptions.NONE);
    assertThat(duplicates()).isEqualTo(Map.of("/copy", "/a"));
    assertThat(report.totals().comparisons().duplicates()).isEqualTo(1);

    run(DiscoveryOptions.NONE, state, "/late");
    assertThat(duplicates()).isEqualTo(Map.of("/copy", "/a", "/late", "/a"));
  }

  @Test
  void theCanonicalUrlOfAPageIsFetchedAndNamedWhereThatIsAskedFor() {
    site.on("/", any -> Reply.ok("<link rel=canonical href=/real><a href=/a>a</a>"));
    site.on("/real", any -> Reply.ok("real <link rel=canonical href=/real>"));

    crawl(DiscoveryOptions.NONE);
    assertThat(paths()).doesNotContain("/real");
    fresh(new DiscoveryOptions(List.of(), false, true));

    assertThat(paths()).containsExactlyInAnyOrder("/", "/a", "/real");
    assertThat(duplicates()).isEqualTo(Map.of("/", "/real"));
  }

  private Map<String, String> duplicates() {
    Map<String, String> found = new HashMap<>();
    for (Page page : records.pages) {
      CrawlUrl original = page.comparison().duplicateOf();
      if (original != null) {
        found.put(page.url().path(), original.path());
      }
    }
    return found;
  }

  private static String index(String location) {
    return "<?xml version=\"1.0\"?><sitemapindex"
        + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>"
        + location
        + "</loc></sitemap></sitemapindex>";
  }

  private static String urlset(String... entries) {
    return "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
        + String.join("", entries)
        + "</urlset>";
  }

  private static String entry(
      String location, @Nullable Instant modified, @Nullable String priority) {
    return "<url><loc>"
        + location
        + "</loc>"
        + (modified == null ? "" : "<lastmod>" + modified + "</lastmod>")
        + (priority == null ? "" : "<priority>" + priority + "</priority>")
        + "</url>";
  }

  private List<String> paths() {
    return records.pages.stream().map(page -> page.url().path()).toList();
  }

  private Page record(String path) {
    return records.pages.stream()
        .filter(page -> page.url().path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record of " + path));
  }

  private String url(String path) {
    return site.url("a.localhost", path);
  }

  private CrawlUrl crawlUrl(String path) {
    return CrawlUrl.parse(url(path)).orElseThrow();
  }

  private CrawlReport crawl(DiscoveryOptions options) {
    return run(options, state, "/");
  }

  private CrawlReport fresh(DiscoveryOptions options) {
    records = new PageList();
    return run(options, MemoryFrontierStore.state(new Fingerprinter(3, 4)), "/");
  }

  private CrawlReport run(DiscoveryOptions options, FrontierState into, String seed) {
    return Crawler.builder()
        .seeds(List.of(new Seed(crawlUrl(seed), ScopeKind.HOST, "test")))
        .discovery(options)
        .politeness(new PolitenessOptions(Duration.ZERO, 1, 0, false, true))
        .sink(records)
        .state(into, into.recover(Long.MAX_VALUE))
        .build()
        .start()
        .report()
        .toCompletableFuture()
        .join();
  }
}
