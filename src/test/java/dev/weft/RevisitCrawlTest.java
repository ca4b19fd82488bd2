package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.Site.Asked;
import dev.weft.Site.Reply;
import dev.weft.engine.RevisitRun;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Finished crawls that are fetched again: what is asked, and what is said of it. */
@Timeout(60)
class RevisitCrawlTest {
  private final FrontierState state = MemoryFrontierStore.state(new Fingerprinter(1, 2));
  private final Map<String, Reply> content = new ConcurrentHashMap<>();
  private PageList records = new PageList();
  private Site site;

  @BeforeEach
  void serve() throws IOException {
    site = new Site();
    page("/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>");
    page("/a", "a");
    page("/b", "b");
    page("/c", "c");
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void anUnchangedSiteCostsOnlyNotModified() {
    crawl();
    CrawlReport second = revisit(Duration.ZERO);

    assertThat(second.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(records.pages)
        .extracting(Page::disposition, Page::visit, page -> page.comparison().change())
        .containsOnly(tuple(Disposition.UNCHANGED, 2, Change.UNCHANGED))
        .hasSize(4);
    assertThat(second.totals().pages()).isZero();
    assertThat(second.totals().comparisons().of(Change.UNCHANGED)).isEqualTo(4);
    assertThat(site.asked("/a").get(1).header("If-None-Match")).isEqualTo("\"a\"");
  }

  @Test
  void aThirdVisitStillAsksWithWhatTheFirstLearnt() {
    crawl();
    revisit(Duration.ZERO);
    page("/a", "other");
    revisit(Duration.ZERO);

    assertThat(records.pages).extracting(Page::visit).containsOnly(3);
    assertThat(change("/a")).isEqualTo(Change.CHANGED);
    assertThat(change("/b")).isEqualTo(Change.UNCHANGED);
    assertThat(site.asked("/b").get(2).header("If-None-Match")).isEqualTo("\"b\"");
  }

  @Test
  void theSameContentIsUnchangedThoughTheServerKnowsNoValidators() {
    site.on("/a", any -> Reply.ok("a"));
    crawl();
    revisit(Duration.ZERO);

    assertThat(record("/a").disposition()).isEqualTo(Disposition.FETCHED);
    assertThat(change("/a")).isEqualTo(Change.UNCHANGED);
  }

  @Test
  void newChangedMovedAndGonePagesAreToldApart() {
    crawl();
    page("/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a><a href=/new>new</a>");
    page("/new", "new");
    site.on("/a", any -> Reply.of(404));
    site.on("/b", any -> new Reply(301, "", List.of()).with("Location", "/b2"));
    page("/b2", "b");
    revisit(Duration.ZERO);

    assertThat(change("/")).isEqualTo(Change.CHANGED);
    assertThat(change("/new")).isEqualTo(Change.NEW);
    assertThat(change("/a")).isEqualTo(Change.GONE);
    assertThat(change("/b")).isEqualTo(Change.MOVED);
    assertThat(change("/b2")).as("it has the content that was at /b").isEqualTo(Change.UNCHANGED);
    assertThat(change("/c")).isEqualTo(Change.UNCHANGED);

    revisit(Duration.ZERO);
    assertThat(records.pages)
        .extracting(page -> page.comparison().change())
        .containsOnly(Change.UNCHANGED)
        .hasSize(6);
  }

  @Test
  void aFailureSaysNothingAndForgetsNothing() {
    crawl();
    site.on("/a", any -> Reply.of(500));
    revisit(Duration.ZERO);
    assertThat(change("/a")).isNull();

    page("/a", "a");
    revisit(Duration.ZERO);
    assertThat(record("/a").disposition()).isEqualTo(Disposition.UNCHANGED);
    assertThat(change("/a")).isEqualTo(Change.UNCHANGED);
  }

  @Test
  void whatIsNotDueIsNotFetched() {
    crawl();
    int asked = site.asked.size();
    CrawlReport second = revisit(Duration.ofDays(1));

    assertThat(records.pages).isEmpty();
    assertThat(second.totals().finished()).isZero();
    assertThat(site.asked).hasSize(asked);
    assertThat(RevisitRun.nextDue(state, recovered(), Duration.ofDays(1)))
        .hasValueSatisfying(
            due ->
                assertThat(due).isBetween(Instant.now().plus(Duration.ofHours(23)), Instant.MAX));
  }

  @Test
  void anInterruptedRevisitGoesOnAndVisitsNothingTwice() {
    crawl();
    for (String path : List.of("/", "/a", "/b", "/c")) {
      page(path, path.equals("/") ? "<a href=/a>new</a>" : "new " + path);
    }
    RevisitRun.begin(state, recovered(), Duration.ZERO, Instant.now());
    records = new PageList();
    CrawlReport first = run(FrontierLimits.of(1_000_000, 1).withPagesMax(2));
    CrawlReport second = run(FrontierLimits.of(1_000_000, 1));

    assertThat(first.end()).isEqualTo(CrawlEnd.PAGES_MAX);
    assertThat(second.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(records.pages)
        .extracting(page -> page.url().path(), Page::visit, page -> page.comparison().change())
        .containsExactlyInAnyOrder(
            tuple("/", 2, Change.CHANGED),
            tuple("/a", 2, Change.CHANGED),
            tuple("/b", 2, Change.CHANGED),
            tuple("/c", 2, Change.CHANGED));
    assertThat(RevisitRun.of(recovered()))
        .satisfies(run -> assertThat(run.number()).isEqualTo(2))
        .satisfies(run -> assertThat(run.isOpen()).isFalse());
  }

  @Test
  void limitsAreThoseOfARun() {
    run(FrontierLimits.of(1_000_000, 1).withPagesMax(2));
    RevisitRun.begin(state, recovered(), Duration.ofDays(1), Instant.now());
    CrawlReport second = run(FrontierLimits.of(1_000_000, 1).withPagesMax(2));

    assertThat(second.totals().pages()).isEqualTo(2);
    assertThat(records.pages).hasSize(4).extracting(Page::visit).containsOnly(1);
  }

  private void page(String path, String text) {
    content.put(path, Reply.ok(text).with("ETag", "\"" + text.replace('"', '\'') + "\""));
    site.on(path, asked -> answer(path, asked));
  }

  private Reply answer(String path, Asked asked) {
    Reply reply = content.getOrDefault(path, Reply.of(404));
    boolean isSame = reply.fields().contains(asked.header("If-None-Match"));
    return isSame ? Reply.of(304) : reply;
  }

  private void crawl() {
    run(FrontierLimits.of(1_000_000, 8));
  }

  private CrawlReport revisit(Duration age) {
    RevisitRun.begin(state, recovered(), age, Instant.now());
    records = new PageList();
    return run(FrontierLimits.of(1_000_000, 8));
  }

  private Recovered recovered() {
    return state.recover(Long.MAX_VALUE);
  }

  private CrawlReport run(FrontierLimits limits) {
    CrawlUrl seed = CrawlUrl.parse(site.url("a.localhost", "/")).orElseThrow();
    return Crawler.builder()
        .seeds(List.of(new Seed(seed, ScopeKind.HOST, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 4, 0, false, true))
        .limits(limits)
        .sink(records)
        .state(state, recovered())
        .build()
        .start()
        .report()
        .toCompletableFuture()
        .join();
  }

  private Page record(String path) {
    return records.pages.stream()
        .filter(page -> page.url().path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record of " + path));
  }

  private @Nullable Change change(String path) {
    return record(path).comparison().change();
  }
}
