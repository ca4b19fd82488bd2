package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.Site.Asked;
import dev.weft.Site.Reply;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Crawls that go on from a state, on real threads and sockets. */
@Timeout(60)
class ResumedCrawlTest {
  private static final int PAGES = 10;

  /** The calls that read all of a state. */
  private static final Set<String> READING_ALL = Set.of("eachFinished", "eachQueued");

  private final FrontierState state = MemoryFrontierStore.state(new Fingerprinter(1, 2));
  private final PageList records = new PageList();
  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void serve() throws IOException {
    site = new Site();
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < PAGES; i++) {
      links.append("<a href=/page/").append(i).append(">page</a>");
      site.on("/page/" + i, any -> Reply.ok("page"));
    }
    site.on("/", any -> Reply.ok(links.toString()));
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void limitsAndTotalsAreThoseOfTheWholeCrawl() {
    CrawlReport first = report(crawl(get("/")).limits(pagesMax(4)));
    CrawlReport second = report(crawl(get("/")).limits(pagesMax(7)));
    CrawlReport third = report(crawl(get("/")));
    CrawlReport fourth = report(crawl(get("/")));

    assertThat(first.end()).isEqualTo(CrawlEnd.PAGES_MAX);
    assertThat(first.resumedFrom()).isEmpty();
    assertThat(first.checkpoint().totals().pages()).isEqualTo(4);
    assertThat(second.end()).isEqualTo(CrawlEnd.PAGES_MAX);
    assertThat(second.resumedFrom())
        .hasValueSatisfying(from -> assertThat(from.totals().pages()).isEqualTo(4));
    assertThat(second.totals().pages()).isEqualTo(7);
    assertThat(third.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(third.totals().pages()).isEqualTo(1 + PAGES);
    assertThat(third.totals().seedsFetched()).isEqualTo(1);
    assertThat(third.totals().elapsed()).isGreaterThan(second.totals().elapsed());
    assertThat(fourth.totals().finished()).isEqualTo(third.totals().finished());
    assertThat(records.pages).extracting(page -> page.url().path()).doesNotHaveDuplicates();
    assertThat(site.asked("/page/0")).hasSize(1);
  }

  @Test
  void newSeedsAreAdded() {
    report(crawl(get("/page/0")));
    CrawlReport second = report(crawl(get("/page/0"), get("/page/1")));

    assertThat(second.totals().pages()).isEqualTo(2);
    assertThat(site.asked("/page/0")).hasSize(1);
    assertThat(site.asked("/page/1")).hasSize(1);
  }

  @Test
  void whatASeedSendsIsSentByALaterRunThoughItIsNotGivenAgain() {
    site.on("/form", any -> Reply.ok("form"));
    report(crawl(post("/form", "q=a")).limits(pagesMax(0)));
    assertThat(site.asked("/form")).isEmpty();
    report(crawl(get("/form")));
    report(crawl(post("/form", "q=a")));

    assertThat(site.asked("/form"))
        .extracting(Asked::method, Asked::body)
        .containsExactlyInAnyOrder(tuple("POST", "q=a"), tuple("GET", ""));
  }

  @Test
  void aCookieBringsNoThirdVisitInALaterRun() {
    site.on(
        "/page", asked -> asked.header("Cookie").isEmpty() ? Reply.to("/login") : Reply.ok("in"));
    site.on("/login", any -> Reply.to("/page").with("Set-Cookie", "session=1"));
    site.on("/again", any -> Reply.to("/page").with("Set-Cookie", "session=2"));
    report(crawl(get("/page")).cookies());
    assertThat(site.asked("/page")).hasSize(2);
    report(crawl(get("/page"), get("/again")).cookies());

    assertThat(site.asked("/again")).hasSize(1);
    assertThat(site.asked("/page")).hasSize(2);
  }

  @Test
  void aCookieBringsWhatAnEarlierRunFinishedWithoutReadingAllOfItsState() {
    site.on("/page", any -> Reply.ok("page"));
    site.on("/login", any -> Reply.to("/page").with("Set-Cookie", "session=1"));
    report(crawl(get("/page")).cookies());
    report(crawl(state(READING_ALL), get("/page"), get("/login")).cookies());

    assertThat(site.asked("/page")).hasSize(2);
    assertThat(records.pages)
        .filteredOn(page -> page.url().path().equals("/page"))
        .extracting(Page::visit)
        .containsExactly(1, 2);
  }

  /** The state with calls that it does not take. */
  private FrontierState state(Set<String> without) {
    return (FrontierState)
        Proxy.newProxyInstance(
            FrontierState.class.getClassLoader(),
            new Class<?>[] {FrontierState.class},
            (proxy, method, arguments) -> {
              assertThat(without).doesNotContain(method.getName());
              return method.invoke(state, arguments);
            });
  }

  @Test
  void aDiskThatFillsUpEndsTheCrawlBeforeItIsFull() {
    CrawlReport first = report(crawl(get("/")).minFreeDisk(folder, Long.MAX_VALUE));
    CrawlReport second = report(crawl(get("/")).minFreeDisk(folder, 0));

    assertThat(first.end()).isEqualTo(CrawlEnd.DISK_LOW);
    assertThat(first.failure())
        .hasValueSatisfying(
            e ->
                assertThat(e)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("min-free-disk"));
    assertThat(first.totals().finished()).isEqualTo(first.checkpoint().totals().finished());
    assertThat(second.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(second.totals().pages()).isEqualTo(1 + PAGES);
    assertThat(records.pages).hasSize(1 + PAGES);
  }

  private static FrontierLimits pagesMax(long pages) {
    return FrontierLimits.of(1_000_000, 8).withPagesMax(pages);
  }

  private Seed get(String path) {
    return new Seed(url(path), ScopeKind.ANY, "test");
  }

  private Seed post(String path, String body) {
    Submission sent = Submission.of("POST", Submission.FORM, body.getBytes(UTF_8));
    return new Seed(url(path), ScopeKind.ANY, "test", sent);
  }

  private CrawlUrl url(String path) {
    return CrawlUrl.parse(site.url("a.localhost", path)).orElseThrow();
  }

  private Crawler.Builder crawl(Seed... seeds) {
    return crawl(state, seeds);
  }

  private Crawler.Builder crawl(FrontierState from, Seed... seeds) {
    return Crawler.builder()
        .seeds(List.of(seeds))
        .politeness(new PolitenessOptions(Duration.ZERO, 4, 0, false, true))
        .sink(records)
        .state(from, from.recover(Long.MAX_VALUE));
  }

  private static CrawlReport report(Crawler.Builder crawl) {
    return crawl.build().start().report().toCompletableFuture().join();
  }
}
