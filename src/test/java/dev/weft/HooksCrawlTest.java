package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.Bodies;
import dev.weft.hook.Hook;
import dev.weft.hook.Hooks;
import dev.weft.hook.OutlinkHook;
import dev.weft.hook.PageHook;
import dev.weft.hook.RequestHook;
import dev.weft.hook.ResponseHook;
import dev.weft.hook.RetryAdvice;
import dev.weft.hook.RetryHook;
import dev.weft.hook.ScopeHook;
import dev.weft.hook.Verdict;
import dev.weft.page.Disposition;
import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of hook in a crawl, what it may change, and what it cannot break. */
@Timeout(60)
final class HooksCrawlTest {
  /** Calls late in a row that make a hook one that stalls. */
  private static final int HUNG_IN_ROW = 8;

  private final PageList records = new PageList();
  private Site site;

  @BeforeEach
  void serve() throws IOException {
    site = new Site();
    site.on(
        "/", any -> Site.Reply.ok("<a href=/a>a</a><a href=/b>b</a><a href=/c?session=1>c</a>"));
    site.on("/a", any -> Site.Reply.ok("<a href=/a/deep>deep</a>"));
    site.on("/a/deep", any -> Site.Reply.ok("deep"));
    site.on("/b", any -> Site.Reply.ok("b"));
    site.on("/c", any -> Site.Reply.ok("c"));
  }

  @AfterEach
  void end() {
    site.close();
  }

  private CrawlReport crawl(Hook... hooks) {
    return crawl(Hooks.TIME_MAX, hooks);
  }

  private CrawlReport crawl(Duration timeMax, Hook... hooks) {
    return report(crawler().hooks(Hooks.of(List.of(hooks))).hookTimeMax(timeMax));
  }

  private Crawler.Builder crawler() {
    CrawlUrl root = CrawlUrl.parse(site.url("127.0.0.1", "/")).orElseThrow();
    return Crawler.builder()
        .seeds(List.of(new Seed(root, ScopeKind.HOST, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 4, 2, false, true))
        .sink(records);
  }

  private static CrawlReport report(Crawler.Builder crawler) {
    return crawler.build().start().report().toCompletableFuture().join();
  }

  private Page page(String path) {
    return records.pages.stream()
        .filter(page -> page.url().path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static String code(Page page) {
    return page.error() == null ? "" : page.error().code();
  }

  @Test
  void aRequestHookSetsHeadersAndSkips() {
    RequestHook hook =
        request -> {
          request.set("X-Token", "t-" + request.url().path());
          return request.url().path().equals("/b") ? Verdict.no("not today") : Verdict.YES;
        };
    CrawlReport report = crawl(hook);

    assertThat(site.asked("/a").get(0).header("X-token")).isEqualTo("t-/a");
    assertThat(site.asked("/robots.txt").get(0).header("X-token")).isEmpty();
    assertThat(site.asked("/b")).isEmpty();
    assertThat(page("/b").error()).isEqualTo(new Page.PageError("skippedByHook", "not today"));
    assertThat(page("/b").disposition()).isEqualTo(Disposition.FETCH_FAILED);
    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
  }

  @Test
  void whatARequestHookSkipsIsNoRequest() {
    RequestHook skipping =
        request -> request.url().path().equals("/b") ? Verdict.no("never") : Verdict.YES;
    RequestHook throwing = request -> thrown(request.url(), "/c", Verdict.YES);
    CrawlReport report = crawl(skipping, throwing);

    assertThat(records.pages).hasSize(5);
    assertThat(page("/b").attempts()).isZero();
    assertThat(page("/c").attempts()).isZero();
    assertThat(page("/a").attempts()).isEqualTo(1);
    assertThat(report.totals().requests() - report.totals().robotsRequests()).isEqualTo(3);
    assertThat(report.totals().requests()).isEqualTo(site.asked.size());
  }

  @Test
  void aResponseHookKeepsAnAnswerFromBeingRead() {
    ResponseHook hook =
        (url, answer) -> url.path().equals("/a") ? Verdict.no("secret") : Verdict.YES;
    crawl(hook);

    assertThat(page("/a").content()).isNull();
    assertThat(code(page("/a"))).isEqualTo("skippedByHook");
    assertThat(site.asked("/a/deep")).isEmpty();
    assertThat(page("/b").content()).isNotNull();
  }

  @Test
  void outlinkHooksRewriteAndDropAndScopeHooksKeepOut() {
    OutlinkHook links =
        (from, link) ->
            link.path().equals("/b")
                ? Optional.empty()
                : CrawlUrl.parse(link.href().replaceAll("\\?session=.*", ""));
    ScopeHook scope =
        (url, hops) -> url.path().startsWith("/a/") ? Verdict.no("too deep") : Verdict.YES;
    CrawlReport report = crawl(links, scope);

    assertThat(records.pages)
        .extracting(page -> page.url().pathAndQuery())
        .containsExactlyInAnyOrder("/", "/a", "/c");
    assertThat(report.totals().outOfScope()).isEqualTo(Map.of("outlink hook", 1L, "too deep", 1L));
  }

  @Test
  void aRetryHookAsksForMoreAndForLess() {
    AtomicInteger asked = new AtomicInteger();
    site.on("/a", any -> Site.Reply.of(asked.incrementAndGet() < 6 ? 404 : 200));
    site.on("/b", any -> Site.Reply.of(503));
    RetryHook hook =
        tried -> {
          int status = tried.answer().orElseThrow().status();
          return status == 404
              ? RetryAdvice.again(Duration.ofMillis(1))
              : status == 503 ? RetryAdvice.GIVE_UP : RetryAdvice.USUAL;
        };
    crawl(hook);

    assertThat(page("/a").attempts()).isEqualTo(6);
    assertThat(page("/a").disposition()).isEqualTo(Disposition.FETCHED);
    assertThat(page("/b").attempts()).isEqualTo(1);
  }

  @Test
  void aRetryHookThatNeverHasEnoughIsBounded() {
    site.on("/a", any -> Site.Reply.of(404));
    RetryHook hook =
        tried ->
            tried.url().path().equals("/a") ? RetryAdvice.again(Duration.ZERO) : RetryAdvice.USUAL;
    crawl(hook);

    assertThat(page("/a").attempts()).isEqualTo(20);
  }

  @Test
  void aPageHookAddsItems() {
    PageHook hook =
        page ->
            page.content() == null
                ? page
                : page.with(
                    page.content()
                        .with(
                            List.of(new Item("seen", Map.of("by", new ItemValue.Text("a hook"))))));
    crawl(hook);

    assertThat(page("/a").items()).extracting(Item::type).containsExactly("seen");
  }

  @Test
  void aBodyThatAPageHookPutsAsideIsFreed() throws IOException {
    int pages = 200;
    PageHook stripping = page -> page.with((Page.Reply) null);
    Path files = Path.of(System.getProperty("java.io.tmpdir"));
    Bodies few = new Bodies(1 << 20, 512 << 10, files);
    try (EndlessSite large = new EndlessSite(pages, 50_000)) {
      CrawlReport report =
          report(
              large
                  .crawl()
                  .fetch(FetchOptions.of("Weft").withBodies(few))
                  .hook(stripping)
                  .keepBodies()
                  .onPage(page -> {})
                  .maxDuration(Duration.ofSeconds(30)));

      assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
      assertThat(report.totals().pages()).isEqualTo(pages);
    }
  }

  @Test
  void whatAHookThrowsCostsThatUrlAlone() {
    RequestHook requests = request -> thrown(request.url(), "/a", Verdict.YES);
    ResponseHook responses = (url, answer) -> thrown(url, "/b", Verdict.YES);
    OutlinkHook links = (page, link) -> thrown(page, "/", Optional.of(link));
    CrawlReport report = crawl(requests, responses);

    assertThat(code(page("/a"))).isEqualTo("hookFailed");
    assertThat(page("/a").error())
        .extracting(Page.PageError::message)
        .asString()
        .contains("HooksCrawlTest", "IllegalStateException", "/a is too much");
    assertThat(code(page("/b"))).isEqualTo("hookFailed");
    assertThat(page("/c").disposition()).isEqualTo(Disposition.FETCHED);
    assertThat(report.totals().errors())
        .anySatisfy(
            error -> {
              assertThat(error.code()).isEqualTo("hookFailed");
              assertThat(error.count()).isEqualTo(2);
            });

    records.pages.clear();
    assertThat(crawl(links).end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(code(page("/"))).isEqualTo("hookFailed");
  }

  private static <T> T thrown(CrawlUrl url, String path, T otherwise) {
    if (url.path().equals(path)) {
      throw new IllegalStateException(path + " is too much");
    }
    return otherwise;
  }

  @Test
  void aPageHookThatThrowsOrCheatsLeavesThePageAsItWas() {
    PageHook throwing = page -> thrown(page.url(), "/a", page);
    PageHook cheating = page -> page.url().path().equals("/b") ? records.pages.get(0) : page;
    CrawlReport report = crawl(throwing, cheating);

    assertThat(records.pages).hasSize(5);
    assertThat(report.totals().errors())
        .anySatisfy(error -> assertThat(error.count()).isEqualTo(2));
  }

  /** Waits for something as code does that heeds no interrupt. */
  private static void hang(CountDownLatch until) {
    while (until.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
  }

  @Test
  void aHookThatHangsCostsItsUrlAndNoMore() {
    CountDownLatch end = new CountDownLatch(1);
    RequestHook requests =
        request -> {
          if (request.url().path().equals("/a")) {
            hang(end);
          }
          return Verdict.YES;
        };
    ResponseHook responses =
        (url, answer) -> {
          if (url.path().equals("/b")) {
            end.await();
          }
          return Verdict.YES;
        };
    PageHook pages =
        page -> {
          if (page.url().path().equals("/c")) {
            hang(end);
          }
          return page;
        };
    CrawlReport report = crawl(Duration.ofMillis(300), requests, responses, pages);
    end.countDown();

    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(code(page("/a"))).isEqualTo("hookFailed");
    assertThat(page("/a").error())
        .extracting(Page.PageError::message)
        .asString()
        .contains("HooksCrawlTest", "took longer than its limit of 300ms");
    assertThat(code(page("/b"))).isEqualTo("hookFailed");
    assertThat(page("/c").disposition()).isEqualTo(Disposition.FETCHED);
    assertThat(page("/").disposition()).isEqualTo(Disposition.FETCHED);
    assertThat(report.totals().errors())
        .anySatisfy(
            error -> {
              assertThat(error.code()).isEqualTo("hookFailed");
              assertThat(error.count()).isEqualTo(3);
            });
  }

  private static String links(int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> "<a href=/many/" + i + ">")
        .collect(Collectors.joining());
  }

  @Test
  void aHookThatAlwaysHangsHoldsUpNoCrawl() {
    int many = 300;
    site.on("/", any -> Site.Reply.ok(links(many)));
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    RequestHook requests =
        request -> {
          if (!request.url().path().equals("/")) {
            asked.incrementAndGet();
            hang(end);
          }
          return Verdict.YES;
        };
    CrawlReport report = crawl(Duration.ofMillis(100), requests);
    end.countDown();

    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(records.pages).hasSize(1 + many);
    assertThat(records.pages).filteredOn(page -> code(page).equals("hookFailed")).hasSize(many);
    assertThat(asked).hasValueLessThan(50);
    assertThat(records.pages)
        .anySatisfy(page -> assertThat(String.valueOf(page.error())).contains("is not asked"));
  }

  @Test
  void aHookThatStallsCostsTheUrlsItHungOnAndTheTime() {
    int many = 300;
    site.on("/", any -> Site.Reply.ok(links(many)));
    AtomicInteger asked = new AtomicInteger();
    int hung = HUNG_IN_ROW + 2;
    RequestHook requests =
        request -> {
          boolean hangs = !request.url().path().equals("/") && asked.incrementAndGet() <= hung;
          if (hangs) {
            new CountDownLatch(1).await();
          }
          return Verdict.YES;
        };
    CrawlReport report = crawl(Duration.ofMillis(300), requests);

    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(records.pages).hasSize(1 + many);
    assertThat(records.pages).filteredOn(page -> code(page).equals("hookFailed")).hasSize(hung);
    assertThat(records.pages).filteredOn(page -> page.attempts() == 1).hasSize(1 + many - hung);
  }

  @Test
  void theTimeOfACallIsWhatTheHooksSayUnlessTheCrawlSaysOtherwise() {
    CountDownLatch never = new CountDownLatch(1);
    RequestHook hook =
        request -> {
          if (request.url().path().equals("/a")) {
            never.await();
          }
          return Verdict.YES;
        };
    report(crawler().hooks(Hooks.of(List.of(hook)).within(Duration.ofMillis(200))));

    assertThat(String.valueOf(page("/a").error())).contains("took longer than its limit of 200ms");
  }

  @Test
  void aHookThatBlocksHoldsUpItsOwnUrlOnly() throws InterruptedException {
    CountDownLatch others = new CountDownLatch(2);
    RequestHook blocking =
        request -> {
          if (request.url().path().equals("/a")) {
            others.await();
          }
          return Verdict.YES;
        };
    site.on(
        "/b",
        any -> {
          others.countDown();
          return Site.Reply.ok("b");
        });
    site.on(
        "/c",
        any -> {
          others.countDown();
          return Site.Reply.ok("c");
        });
    crawl(blocking);

    assertThat(records.of("/a")).containsExactly(Disposition.FETCHED);
  }
}
