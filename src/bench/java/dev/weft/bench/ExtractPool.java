package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.RulesFile;
import dev.weft.parse.ContentParser;
import dev.weft.parse.InlineParser;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ThreadedParser;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.parse.process.ProcessPool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Five CSS fields a page by several workers, warm, by wall time: a bare loop on threads, a parser
 * on threads, a parser in processes; in turns over the same pages in memory. Nothing else should
 * run.
 *
 * <pre>java -cp … dev.weft.bench.ExtractPool FOLDER RULES WORKERS [ROUNDS]</pre>
 *
 * <p>Prints pages a second of each round, and the medians with what they are of the bare loop's.
 */
public final class ExtractPool {
  /** A worker process compiles for itself: ten thousand pages each, and it is warm. */
  private static final int WARM_UP_ROUNDS = 8;

  /** Pages handed over and not answered: enough that no worker ever waits. */
  private static final int IN_FLIGHT = 64;

  private final List<byte[]> pages;
  private final int workers;

  private ExtractPool(List<byte[]> pages, int workers) {
    this.pages = pages;
    this.workers = workers;
  }

  /** Does every page once. */
  private interface Way {
    void run() throws InterruptedException;
  }

  public static void main(String[] args) throws Exception {
    int workers = Integer.parseInt(args[2]);
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    ParseOptions options =
        new ParseOptions(Set.of(LinkKind.A), 50_000)
            .withRules(RulesFile.read(Path.of(args[1]), "RULES"));
    ProcessPool.Options usual = ProcessPool.Options.DEFAULT;
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try (ContentParser threads =
            new ThreadedParser(workers, new InlineParser(new JsoupParser(options)));
        ContentParser processes =
            ProcessPool.open(
                options,
                null,
                new ProcessPool.Options(workers, usual.documentTimeMax(), usual.heapBytes()))) {
      ExtractPool bench = new ExtractPool(ExtractBench.pages(Path.of(args[0])), workers);
      Map<String, Way> ways = new LinkedHashMap<>();
      ways.put("bare loop", () -> bench.bare(pool));
      ways.put("--parser threads", () -> bench.parse(threads));
      ways.put("--parser process", () -> bench.parse(processes));
      bench.run(ways, rounds);
    } finally {
      pool.shutdownNow();
    }
  }

  private void run(Map<String, Way> ways, int rounds) throws InterruptedException {
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Map.Entry<String, Way> each : ways.entrySet()) {
        long start = System.nanoTime();
        each.getValue().run();
        double rate = pages.size() / ((System.nanoTime() - start) / 1e9);
        System.out.printf(
            Locale.ROOT,
            "%s %d: %s %.0f pages/s%n",
            round < 0 ? "warm-up" : "round",
            round,
            each.getKey(),
            rate);
        if (round >= 0) {
          rates.computeIfAbsent(each.getKey(), any -> new double[rounds])[round] = rate;
        }
      }
    }
    double bare = 0;
    for (Map.Entry<String, double[]> each : rates.entrySet()) {
      double[] sorted = each.getValue().clone();
      Arrays.sort(sorted);
      double median = sorted[rounds / 2];
      bare = bare == 0 ? median : bare;
      System.out.printf(
          Locale.ROOT,
          "%d workers, %d pages, %s: median %.0f pages/s (%.0f to %.0f), %.3f of the bare loop%n",
          workers,
          pages.size(),
          each.getKey(),
          median,
          sorted[0],
          sorted[rounds - 1],
          median / bare);
    }
  }

  private void bare(ExecutorService pool) throws InterruptedException {
    BareExtract.Fields fields = new BareExtract.Fields();
    AtomicInteger next = new AtomicInteger();
    AtomicLong found = new AtomicLong();
    Semaphore done = new Semaphore(0);
    for (int i = 0; i < workers; i++) {
      pool.execute(
          () -> {
            for (int at = next.getAndIncrement(); at < pages.size(); at = next.getAndIncrement()) {
              found.addAndGet(fields.in(new String(pages.get(at), UTF_8)));
            }
            done.release();
          });
    }
    done.acquire(workers);
    check(found.get());
  }

  private void parse(ContentParser parser) throws InterruptedException {
    AtomicLong found = new AtomicLong();
    Semaphore places = new Semaphore(IN_FLIGHT);
    for (byte[] page : pages) {
      places.acquire();
      parser.parse(
          ExtractBench.request(page),
          parsed -> {
            found.addAndGet(ExtractBench.items(parsed));
            places.release();
          });
    }
    places.acquire(IN_FLIGHT);
    check(found.get());
  }

  private static void check(long found) {
    if (found == 0) {
      throw new IllegalStateException("nothing was found on any page");
    }
  }
}
