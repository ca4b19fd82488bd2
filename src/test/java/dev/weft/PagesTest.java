package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Page;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pages of a crawl, taken in each of the ways there are. */
@Timeout(120)
final class PagesTest {
  /** What may wait to be taken or be in flight; see {@code PageOutlet}. */
  private static final int WAITING_MAX = 1_000;

  private static CrawlReport reportOf(Crawl crawl) {
    return crawl.report().toCompletableFuture().join();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Waits until the crawl does nothing more by itself. */
  private static int standstill(EndlessSite site) {
    int before = -1;
    for (int same = 0; same < 20; ) {
      int now = site.asked.get();
      same = now == before ? same + 1 : 0;
      before = now;
      LockSupport.parkNanos(25_000_000);
    }
    return before;
  }

  @Test
  void anIteratorGivesEveryPageOnce() throws IOException {
    Set<String> urls = new HashSet<>();
    try (EndlessSite site = new EndlessSite(300, 10);
        Crawl crawl = site.crawl().takePages().build().start()) {
      for (Page page : crawl.pages()) {
        assertThat(urls.add(page.url().href())).isTrue();
      }
      assertThat(urls).hasSize(300);
      assertThat(reportOf(crawl).end()).isEqualTo(CrawlEnd.FINISHED);
    }
  }

  @Test
  void closingAStreamEndsTheCrawl() throws IOException {
    try (EndlessSite site = new EndlessSite(100_000, 10);
        Crawl crawl = site.crawl().takePages().build().start()) {
      try (Stream<Page> pages = crawl.pages().stream()) {
        assertThat(pages.limit(20).map(Page::url)).hasSize(20);
      }
      assertThat(reportOf(crawl).end()).isEqualTo(CrawlEnd.STOPPED);
    }
  }

  @Test
  void whoTakesNothingStopsTheFetching() throws IOException {
    try (EndlessSite site = new EndlessSite(5_000, 10);
        Crawl crawl = site.crawl().takePages().build().start()) {
      await(() -> site.asked.get() > 500);
      assertThat(standstill(site)).isLessThanOrEqualTo(WAITING_MAX);

      Iterator<Page> pages = crawl.pages().iterator();
      for (int i = 0; i < 500; i++) {
        pages.next();
      }
      assertThat(standstill(site)).isBetween(WAITING_MAX, WAITING_MAX + 500);
    }
  }

  @Test
  void aSlowTakerHoldsMemoryFlat() throws IOException {
    int bytes = 50_000;
    try (EndlessSite site = new EndlessSite(100_000, bytes);
        Crawl crawl = site.crawl().takePages().keepBodies().build().start()) {
      Iterator<Page> pages = crawl.pages().iterator();
      long[] used = new long[4];
      for (int round = 0; round < used.length; round++) {
        for (int i = 0; i < 700; i++) {
          Page page = pages.next();
          assertThat(page.bytes(1 << 20))
              .hasValueSatisfying(b -> assertThat(b.length).isGreaterThan(bytes));
        }
        standstill(site);
        used[round] = usedBytes();
      }
      // What waits is some 50 MB of bodies at most; 2,100 more pages would be 105 MB.
      assertThat(used[3] - used[0])
          .as("heap in use after 700 and 2,800 pages")
          .isLessThan(20 << 20);
      System.out.println(
          "heap in use after each 700 pages taken: " + List.of(used[0], used[1], used[2], used[3]));
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void aListenerMayBlockAndIsGivenEveryPageBeforeTheReport() throws IOException {
    Set<String> urls = ConcurrentHashMap.newKeySet();
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (EndlessSite site = new EndlessSite(200, 10)) {
      CrawlReport report =
          reportOf(
              site.crawl()
                  .onPage(
                      4,
                      page -> {
                        LockSupport.parkNanos(2_000_000);
                        threads.add(Thread.currentThread().getName());
                        urls.add(page.url().href());
                        if (page.url().path().equals("/7")) {
                          throw new IOException("no room");
                        }
                      })
                  .build()
                  .start());

      assertThat(urls).hasSize(200);
      assertThat(threads).allMatch(name -> name.startsWith("weft-pages-"));
      assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
    }
  }

  @Test
  void whatAListenerThrowsIsCounted() throws IOException {
    try (EndlessSite site = new EndlessSite(50, 10);
        Crawl crawl =
            site.crawl()
                .maxDuration(Duration.ofSeconds(60))
                .onPage(
                    page -> {
                      if (page.url().path().equals("/0")) {
                        throw new IOException("no room");
                      }
                    })
                .build()
                .start()) {
      assertThat(reportOf(crawl).totals().errors())
          .anySatisfy(
              error -> {
                assertThat(error.code()).isEqualTo("listenerFailed");
                assertThat(error.exampleMessage()).contains("no room");
              });
    }
  }

  @Test
  void aPausedCrawlAsksNothingUntilItIsResumed() throws IOException {
    try (EndlessSite site = new EndlessSite(2_000, 10);
        Crawl crawl = site.crawl().build().start()) {
      await(() -> site.asked.get() > 100);
      crawl.pause();
      int paused = standstill(site);
      assertThat(paused).isLessThan(2_000);
      assertThat(crawl.report().toCompletableFuture()).isNotDone();

      crawl.resume();
      assertThat(reportOf(crawl).totals()).extracting(CrawlTotals::pages).isEqualTo(2_000L);
    }
  }

  @Test
  void aSubscriberThatBreaksBeforeItAsksEndsTheCrawl() throws IOException {
    Flow.Subscriber<Page> broken =
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            throw new IllegalStateException("no room");
          }

          @Override
          public void onNext(Page page) {}

          @Override
          public void onError(Throwable problem) {}

          @Override
          public void onComplete() {}
        };
    try (EndlessSite site = new EndlessSite(100_000, 10);
        Crawl crawl = site.crawl().takePages().build().start()) {
      assertThatThrownBy(() -> crawl.pages().subscribe(broken)).hasMessage("no room");
      assertThat(reportOf(crawl).end()).isEqualTo(CrawlEnd.STOPPED);
    }
  }

  @Test
  void pagesNobodyAskedForAreRefused() throws IOException {
    try (EndlessSite site = new EndlessSite(1, 10);
        Crawl crawl = site.crawl().build().start()) {
      assertThatThrownBy(crawl::pages).hasMessageContaining("takePages()");
    }
    try (EndlessSite site = new EndlessSite(1, 10);
        Crawl crawl = site.crawl().takePages().build().start()) {
      assertThat(crawl.pages().iterator()).isNotNull();
      assertThatThrownBy(() -> crawl.pages().iterator()).hasMessageContaining("taken once");
    }
  }
}
