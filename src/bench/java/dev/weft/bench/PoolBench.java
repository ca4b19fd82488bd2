package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.parse.process.ProcessPool;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Parsing in worker processes beside the same parse in a thread of this JVM: {@code .html} files of
 * 20 to 30 KB under a folder, held in memory, each parsed once a round by this thread, by a pool of
 * one worker and by one of two, in turns after a warm-up. What is printed is wall-clock time; a
 * round's ratios compare what was measured seconds apart. First, how long after a pool is opened a
 * page is answered, which is a worker's start and the parse of one small page.
 */
public final class PoolBench {
  private static final int PAGE_BYTES_MIN = 20_000;
  private static final int PAGE_BYTES_MAX = 30_000;
  private static final int PAGES_MAX = 400;
  private static final int WARM_UP_ROUNDS = 8;
  private static final int PASSES = 6;
  private static final int STARTS = 9;
  private static final long HEAP_BYTES = 512L << 20;

  private final List<ContentRequest> pages = new ArrayList<>();

  /**
   * {@code PoolBench starts SECONDS}, where a pool is open so long before, for a class-data archive
   * to be made; or {@code PoolBench DIR ROUNDS}.
   */
  public static void main(String[] args) throws Exception {
    PoolBench bench = new PoolBench();
    if (args[0].equals("starts")) {
      bench.starts(Integer.parseInt(args[1]));
    } else {
      bench.load(Path.of(args[0]));
      bench.compare(Integer.parseInt(args[1]));
    }
    System.out.printf(
        Locale.ROOT,
        "load %.1f%n",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void starts(int secondsBefore) throws InterruptedException {
    byte[] html = "<title>a</title><a href=/b>c</a>".getBytes(UTF_8);
    pages.add(request("http://pages.example/", html));
    try (ContentParser pool = pool(1)) {
      parseAll(pool);
      new CountDownLatch(1).await(secondsBefore, TimeUnit.SECONDS);
    }
    double[] millis = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      try (ContentParser pool = pool(1)) {
        parseAll(pool);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    print("from opening to an answer", "ms", millis);
  }

  private void load(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = found.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
    List<Path> fitting = new ArrayList<>();
    for (Path file : files) {
      long size = Files.size(file);
      if (size >= PAGE_BYTES_MIN && size <= PAGE_BYTES_MAX) {
        fitting.add(file);
      }
    }
    int nth = Math.max(1, fitting.size() / PAGES_MAX);
    for (int i = 0; i < fitting.size(); i += nth) {
      String path = folder.relativize(fitting.get(i)).toString();
      pages.add(request("http://pages.example/" + path, Files.readAllBytes(fitting.get(i))));
    }
    System.out.printf(Locale.ROOT, "%d pages of 20 to 30 KB%n", pages.size());
  }

  private static ContentRequest request(String url, byte[] html) {
    return new ContentRequest(
        CrawlUrl.parse(url).orElseThrow(),
        Headers.of("Content-Type", "text/html; charset=utf-8"),
        Body.wrap(html, html.length),
        true,
        PAGE_BYTES_MAX,
        PAGE_BYTES_MAX);
  }

  private void compare(int rounds) throws InterruptedException {
    double[] inline = new double[rounds];
    double[] one = new double[rounds];
    double[] two = new double[rounds];
    try (ContentParser thread = new InlineParser(new JsoupParser(ParseOptions.DEFAULT));
        ContentParser single = pool(1);
        ContentParser pair = pool(2)) {
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        int place = Math.max(round, 0);
        inline[place] = perSecond(thread);
        one[place] = perSecond(single);
        two[place] = perSecond(pair);
      }
    }
    double[] share = new double[rounds];
    double[] gain = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      share[round] = one[round] / inline[round];
      gain[round] = two[round] / one[round];
    }
    print("a thread of this JVM", "pages/s", inline);
    print("one worker", "pages/s", one);
    print("two workers", "pages/s", two);
    print("one worker to the thread", "x", share);
    print("two workers to one", "x", gain);
  }

  private static ContentParser pool(int workers) {
    return ProcessPool.open(
        ParseOptions.DEFAULT,
        null,
        new ProcessPool.Options(workers, Duration.ofSeconds(30), HEAP_BYTES));
  }

  private double perSecond(ContentParser parser) throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < PASSES; i++) {
      parseAll(parser);
    }
    return PASSES * pages.size() / ((System.nanoTime() - start) / 1e9);
  }

  private void parseAll(ContentParser parser) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(pages.size());
    AtomicInteger failed = new AtomicInteger();
    for (ContentRequest page : pages) {
      parser.parse(
          page,
          parsed -> {
            if (!(parsed.outcome() instanceof ParseOutcome.Parsed)) {
              failed.incrementAndGet();
            }
            left.countDown();
          });
    }
    if (!left.await(5, TimeUnit.MINUTES) || failed.get() > 0) {
      throw new IllegalStateException(failed + " pages failed, " + left + " are not answered");
    }
  }

  private static void print(String what, String unit, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%-26s %8.2f %s (%.2f to %.2f)%n",
        what,
        sorted[sorted.length / 2],
        unit,
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
