package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.scan.LinkScanner;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The scanner beside jsoup on one core: every {@code .html} under a folder, held in memory, is read
 * for its {@code a[href]}. The scanner resolves, canonicalises and counts the distinct links; once
 * none is known to the crawl, so that each becomes an object, and once all are. jsoup parses,
 * selects and asks each for {@code abs:href}. Rounds alternate; what is printed is the median of
 * the measuring thread's CPU time, so that a busy machine disturbs less.
 */
public final class ScanBench {
  private static final int WARM_UP_ROUNDS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<ParseRequest> pages = new ArrayList<>();
  private long bytes;

  /** {@code ScanBench DIR ROUNDS EVERY-NTH-PAGE}. */
  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[1]);
    ScanBench bench = new ScanBench();
    bench.load(Path.of(args[0]), Integer.parseInt(args[2]));
    System.out.printf(Locale.ROOT, "%d pages, %.1f MB%n", bench.pages.size(), bench.bytes / 1e6);
    ParseOptions options = new ParseOptions(Set.of(LinkKind.A), 50_000);
    Parser none = new LinkScanner(options);
    Parser all =
        new LinkScanner(options, new KnownLinks(new Fingerprinter(1, 2), fingerprint -> true));
    List<double[]> micros = List.of(new double[rounds], new double[rounds], new double[rounds]);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      bench.round(none, all, micros, round);
    }
    bench.print("scanner, no link known", micros.get(0));
    bench.print("scanner, all links known", micros.get(1));
    bench.print("jsoup, a[href] and abs:href", micros.get(2));
  }

  private void round(Parser none, Parser all, List<double[]> micros, int round) {
    double unknown = micros(page -> scanned(none, page));
    double known = micros(page -> scanned(all, page));
    double dom = micros(ScanBench::parsed);
    if (round >= 0) {
      micros.get(0)[round] = unknown;
      micros.get(1)[round] = known;
      micros.get(2)[round] = dom;
    }
  }

  private void load(Path folder, int nth) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = found.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
    for (int i = 0; i < files.size(); i += nth) {
      byte[] content = Files.readAllBytes(files.get(i));
      String path = folder.relativize(files.get(i)).toString();
      CrawlUrl url = CrawlUrl.parse("http://pages.example/" + path).orElseThrow();
      pages.add(
          new ParseRequest(url, "text/html; charset=utf-8", Body.wrap(content, content.length)));
      bytes += content.length;
    }
  }

  /** Microseconds of this thread's CPU time a page. */
  private double micros(ToLongFunction<ParseRequest> work) {
    long links = 0;
    long start = THREADS.getCurrentThreadCpuTime();
    for (ParseRequest page : pages) {
      links += work.applyAsLong(page);
    }
    double micros = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / pages.size();
    if (links == 0) {
      throw new IllegalStateException("the pages have no links");
    }
    return micros;
  }

  private static long scanned(Parser scanner, ParseRequest page) {
    long[] links = new long[1];
    scanner.parse(page, outcome -> links[0] = ((ParseOutcome.Parsed) outcome).outlinkCount());
    return links[0];
  }

  private static long parsed(ParseRequest page) {
    Body body = page.content();
    String html = new String(body.array(), 0, body.arrayLength(), UTF_8);
    long links = 0;
    for (Element link : Jsoup.parse(html, page.url().href()).select("a[href]")) {
      links += link.absUrl("href").isEmpty() ? 0 : 1;
    }
    return links;
  }

  private void print(String what, double[] micros) {
    Arrays.sort(micros);
    double median = micros[micros.length / 2];
    System.out.printf(
        Locale.ROOT,
        "%-28s %8.1f us a page (%.1f to %.1f), %7.1f MB/s%n",
        what,
        median,
        micros[0],
        micros[micros.length - 1],
        bytes / (median * pages.size()));
  }
}
