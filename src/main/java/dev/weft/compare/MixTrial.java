package dev.weft.compare;

import dev.weft.UrlFetcher;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.netty.NettyFetcher;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.url.CrawlUrl;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers from an event loop, each followed by a call that blocks for a while: on the loop itself,
 * or by an executor; and a plain thread that waits for all answers of a loop.
 */
final class MixTrial {
  static final String KIND = "mix";

  /** Variants, by the word on the command line. */
  static final String ON_LOOP = "on-loop";

  static final String EXECUTOR = "executor";
  static final String PLAIN_THREAD = "plain-thread";

  /** How long each call blocks. */
  static final int BLOCKING_MILLIS = 50;

  private static final int EXECUTOR_THREADS = 40;
  private static final int WARM_UPS = 10;
  private static final long BODY_BYTES_MAX = 1 << 20;

  private MixTrial() {}

  /** {@code VARIANT URLS-FILE}. */
  static Figures run(List<String> arguments) throws Exception {
    List<CrawlUrl> urls =
        Files.readAllLines(Path.of(arguments.get(1))).stream()
            .map(line -> CrawlUrl.parse(line).orElseThrow())
            .toList();
    if (arguments.get(0).equals(PLAIN_THREAD)) {
      return plainThread(urls);
    }
    ExecutorService pool = Executors.newFixedThreadPool(EXECUTOR_THREADS);
    Executor where = arguments.get(0).equals(ON_LOOP) ? Runnable::run : pool;
    FetchOptions options = FetchOptions.of("Weft (comparison)").withLanes(1, urls.size());
    try (Fetcher fetcher = new NettyFetcher(options)) {
      fetchAndBlock(fetcher, urls.subList(0, WARM_UPS), Runnable::run);
      return Meter.measure(urls.size(), () -> fetchAndBlock(fetcher, urls, where));
    }
  }

  private static long fetchAndBlock(Fetcher fetcher, List<CrawlUrl> urls, Executor where)
      throws InterruptedException {
    CountDownLatch left = new CountDownLatch(urls.size());
    AtomicInteger failures = new AtomicInteger();
    List<InetAddress> loopback = List.of(InetAddress.getLoopbackAddress());
    for (CrawlUrl url : urls) {
      fetcher.fetch(
          FetchRequest.get(url, loopback, 0, BODY_BYTES_MAX),
          outcome ->
              where.execute(
                  () -> {
                    if (outcome instanceof FetchOutcome.Answered answered) {
                      answered.answer().body().close();
                    } else {
                      failures.incrementAndGet();
                    }
                    block();
                    left.countDown();
                  }));
    }
    left.await();
    return failures.get();
  }

  /** Stands for a call to a library that waits and cannot do otherwise. */
  private static void block() {
    try {
      new CountDownLatch(1).await(BLOCKING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Figures plainThread(List<CrawlUrl> urls) throws Exception {
    try (UrlFetcher fetcher =
        UrlFetcher.builder().concurrency(urls.size()).perHost(urls.size()).build()) {
      waitForAll(fetcher, urls.subList(0, WARM_UPS));
      return Meter.measure(urls.size(), () -> waitForAll(fetcher, urls));
    }
  }

  private static long waitForAll(UrlFetcher fetcher, List<CrawlUrl> urls) {
    try (Gather gather = fetcher.fetchAll(urls)) {
      return gather.all().toCompletableFuture().join().stream().filter(Fetched::isFailure).count();
    }
  }
}
