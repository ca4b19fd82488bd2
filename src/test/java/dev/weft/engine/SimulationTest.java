package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.frontier.rocksdb.RocksDbState;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlTotals;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real crawl loop on a virtual clock, one thread and a computed web, thousands of times. {@link
 * SimulatedNetwork} fails a crawl while it runs if a delay, a number in flight or a robots rule is
 * broken or a finished URL is fetched again; what must hold at the end is checked here.
 *
 * <p>A failure names its seed; {@code -Dweft.simulation.seed=N} runs that one alone.
 */
class SimulationTest {
  private static final int CRAWLS = Integer.getInteger("weft.simulation.crawls", 3_000);

  /** Opening a database some ten times a crawl takes most of a second. */
  private static final int CRAWLS_ON_DISK = Integer.getInteger("weft.simulation.onDisk", 12);

  private static final long MEMORY_BYTES = 16 << 20;

  @Test
  void everyInvariantHoldsInThousandsOfCrawls() {
    long records = crawlAll(CRAWLS, seed -> crawl(seed, new SimulatedCrawl(seed)));
    assertThat(records).isGreaterThan(CRAWLS);
  }

  @Test
  void everyInvariantHoldsInThousandsOfCrawlsThatAreKilledAndGoOn() {
    AtomicInteger kills = new AtomicInteger();
    Set<CrawlEnd> ends = EnumSet.noneOf(CrawlEnd.class);
    long records =
        crawlAll(
            CRAWLS,
            seed -> {
              FrontierState memory = MemoryFrontierStore.state(new Fingerprinter(seed, ~seed));
              SimulatedCrawl crawl = SimulatedCrawl.durable(seed, any -> memory);
              int found = crawl(seed, crawl);
              kills.addAndGet(crawl.kills);
              ends.addAll(crawl.ends);
              return found;
            });
    assertThat(records).isGreaterThan(CRAWLS);
    System.out.println(kills + " kills; runs ended by " + ends);
  }

  @Test
  void everyInvariantHoldsOnDiskToo(@TempDir Path folder) {
    long records =
        crawlAll(
            CRAWLS_ON_DISK,
            seed -> {
              Path state = folder.resolve("state" + seed);
              return crawl(
                  seed,
                  SimulatedCrawl.durable(seed, any -> RocksDbState.open(state, MEMORY_BYTES)));
            });
    assertThat(records).isGreaterThan(CRAWLS_ON_DISK);
  }

  private static long crawlAll(int crawls, LongToIntFunction crawl) {
    Long only = Long.getLong("weft.simulation.seed");
    if (only != null) {
      return 1L + crawls + crawl.applyAsInt(only);
    }
    long records = 0;
    for (long seed = 1; seed <= crawls; seed++) {
      records += crawl.applyAsInt(seed);
    }
    System.out.println(crawls + " simulated crawls, " + records + " records");
    return records;
  }

  private static int crawl(long seed, SimulatedCrawl crawl) {
    try {
      crawl.run();
      checkRecords(crawl);
      checkLimits(crawl);
      checkEnd(crawl);
      if (crawl.options.isDurable) {
        crawl.checkState();
        checkScope(crawl);
      }
      if (!crawl.options.bounded) {
        assertThat(dispositions(crawl)).isEqualTo(expected(crawl));
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", run " + crawl.runs + ": " + e.getMessage(), e);
    }
    return crawl.pages().size();
  }

  /** What a run's scope leaves out it does not fetch, unless a seed's redirect has led there. */
  private static void checkScope(SimulatedCrawl crawl) {
    if (!crawl.options.isNarrowed(crawl.runs)) {
      return;
    }
    Set<CrawlUrl> ofSeeds =
        crawl.pages().stream()
            .filter(page -> page.discovery().hops() == 0 && page.redirectTo() != null)
            .map(Page::redirectTo)
            .collect(Collectors.toSet());
    assertThat(crawl.pagesOfLastRun().stream().map(Page::url))
        .noneMatch(url -> SimulatedPlan.NARROWED.matches(url) && !ofSeeds.contains(url));
  }

  private static void checkRecords(SimulatedCrawl crawl) {
    Set<String> keys = new HashSet<>();
    for (Page page : crawl.pages()) {
      assertThat(keys.add(page.url().href() + " " + page.visit())).as(page.url().href()).isTrue();
      assertThat(page.discovery().hops())
          .isLessThanOrEqualTo(crawl.plan().scope().hopsMax().orElse(Integer.MAX_VALUE));
    }
  }

  private static void checkLimits(SimulatedCrawl crawl) {
    FrontierLimits limits = crawl.options.limits;
    long fetched = crawl.pages().stream().filter(SimulationTest::isSuccess).count();
    assertThat(fetched).isLessThanOrEqualTo(limits.pagesMax().orElse(Long.MAX_VALUE));
    Map<String, Long> perHost =
        crawl.pages().stream()
            .filter(SimulationTest::isSuccess)
            .collect(Collectors.groupingBy(p -> p.url().host().toString(), Collectors.counting()));
    assertThat(perHost.values())
        .allMatch(count -> count <= limits.pagesPerHostMax().orElse(Long.MAX_VALUE));
    assertThat(crawl.loop.totals().wireBytes())
        .isLessThanOrEqualTo(limits.bytesMax().orElse(Long.MAX_VALUE));
  }

  private static boolean isSuccess(Page page) {
    return page.reply() != null && page.reply().status() / 100 == 2;
  }

  private static void checkEnd(SimulatedCrawl crawl) {
    CrawlTotals totals = crawl.loop.totals();
    assertThat(totals.inFlight()).isZero();
    assertThat(crawl.sink.closed).isTrue();
    if (crawl.loop.end() == CrawlEnd.SINK_FAILED) {
      assertThat(crawl.options.sinkFailsAfter < Integer.MAX_VALUE).isTrue();
      assertThat(crawl.loop.failure()).hasMessageContaining("no space");
    } else {
      assertThat(totals.finished()).isEqualTo(crawl.pages().size());
    }
    if (crawl.loop.end() == CrawlEnd.FINISHED && crawl.options.limits.pagesPerHostMax().isEmpty()) {
      assertThat(totals.queued()).isZero();
    }
    if (crawl.loop.end() == CrawlEnd.PAGES_MAX) {
      assertThat(totals.pages()).isEqualTo(crawl.options.limits.pagesMax().orElseThrow());
    }
    if (!crawl.options.bounded) {
      assertThat(crawl.loop.end()).isEqualTo(CrawlEnd.FINISHED);
    }
  }

  private static Map<CrawlUrl, Disposition> dispositions(SimulatedCrawl crawl) {
    return crawl.pages().stream().collect(Collectors.toMap(Page::url, Page::disposition));
  }

  /** What a crawl without limits must find: the naive walk, with no clock and no politeness. */
  private static Map<CrawlUrl, Disposition> expected(SimulatedCrawl crawl) {
    SyntheticWeb web = crawl.options.web;
    Map<CrawlUrl, Disposition> expected = new HashMap<>();
    Queue<CrawlUrl> queue = new ArrayDeque<>();
    crawl.plan().seeds().forEach(seed -> queue.add(seed.url()));
    while (!queue.isEmpty()) {
      CrawlUrl url = queue.remove();
      if (expected.containsKey(url)) {
        continue;
      }
      Disposition disposition = disposition(web, url);
      expected.put(url, disposition);
      if (crawl.plan().discovery().robotsSitemaps() && !web.unknown(url.host())) {
        web.sitemap(url.host()).ifPresent(queue::add);
      }
      if (disposition == Disposition.REDIRECTED) {
        queue.add(web.target(url));
      } else if (disposition == Disposition.FETCHED) {
        queue.addAll(web.offers(url));
      }
    }
    return expected;
  }

  private static Disposition disposition(SyntheticWeb web, CrawlUrl url) {
    if (web.unknown(url.host()) || web.robots(url.host()) == SyntheticWeb.Robots.UNREACHABLE) {
      return Disposition.FETCH_FAILED;
    }
    if (web.robots(url.host()) == SyntheticWeb.Robots.BROKEN_FOR_EVER || web.denies(url)) {
      return Disposition.ROBOTS_DENIED;
    }
    return switch (web.behaviour(url)) {
      case PAGE, FLAKY, BUSY, CUT -> Disposition.FETCHED;
      case REDIRECT -> Disposition.REDIRECTED;
      case CHAIN ->
          url.path().endsWith("/" + Limits.DEFAULT.redirectsMax())
              ? Disposition.REDIRECT_LIMIT
              : Disposition.REDIRECTED;
      case POISON -> Disposition.PARSE_FAILED;
      case MISSING -> Disposition.HTTP_ERROR;
      case DEAD -> Disposition.FETCH_FAILED;
    };
  }
}
