package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.RulesFile;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.InlineParser;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.url.CrawlUrl;
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
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * How fast five CSS fields a page are extracted, beside a bare loop that parses the same bytes with
 * jsoup and selects the same five; one thread, in turns, by the CPU time that the thread takes.
 * What extracts is what a crawl runs: content decoding, digest, encoding, title, declarations,
 * every link of {@code a} resolved, and the items. {@code src/bench/extract.sh} measures whole
 * crawls.
 *
 * <pre>java -cp … dev.weft.bench.ExtractBench FOLDER RULES [ROUNDS]</pre>
 *
 * <p>FOLDER's HTML files are the pages, at most 2,000 of them, taken from everywhere in it. Prints
 * pages a second of CPU of each and their ratio, round by round, and the medians.
 */
public final class ExtractBench {
  private static final int PAGES_MAX = 2_000;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int BODY_BYTES_MAX = 10 << 20;
  private static final CrawlUrl PAGE =
      CrawlUrl.parse("https://example.com/dir/page.html").orElseThrow();
  private static final Headers HEADERS = Headers.of("Content-Type", "text/html; charset=utf-8");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ExtractBench() {}

  /** Measures the HTML files below a folder. */
  public static void main(String[] args) throws Exception {
    List<byte[]> pages = pages(Path.of(args[0]));
    ExtractRules rules = RulesFile.read(Path.of(args[1]), "RULES");
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    ParseOptions options = new ParseOptions(Set.of(LinkKind.A), 50_000).withRules(rules);
    double[] ratios = new double[rounds];
    try (ContentParser parser = new InlineParser(new JsoupParser(options))) {
      BareExtract.Fields fields = new BareExtract.Fields();
      for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
        double bare = rate(pages, page -> fields.in(new String(page, UTF_8)));
        double ours = rate(pages, page -> items(page, parser));
        System.out.printf(
            Locale.ROOT,
            "%s %d: bare loop %.0f pages/s of CPU, extraction %.0f, ratio %.3f%n",
            round < 0 ? "warm-up" : "round",
            round,
            bare,
            ours,
            ours / bare);
        if (round >= 0) {
          ratios[round] = ours / bare;
        }
      }
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "%d pages, ratio: median %.3f (%.3f to %.3f)%n",
        pages.size(),
        ratios[rounds / 2],
        ratios[0],
        ratios[rounds - 1]);
  }

  private static double rate(List<byte[]> pages, ToIntFunction<byte[]> work) {
    long start = THREADS.getCurrentThreadCpuTime();
    long found = 0;
    for (byte[] page : pages) {
      found += work.applyAsInt(page);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    if (found == 0) {
      throw new IllegalStateException("nothing was found on any page");
    }
    return pages.size() / seconds;
  }

  private static int items(byte[] page, ContentParser parser) {
    int[] items = {0};
    parser.parse(request(page), parsed -> items[0] = items(parsed));
    return items[0];
  }

  /** A page as a crawl gives it to a parser. */
  static ContentRequest request(byte[] page) {
    Body body = Body.wrap(page, page.length);
    return new ContentRequest(PAGE, HEADERS, body, true, BODY_BYTES_MAX, BODY_BYTES_MAX);
  }

  /** How many items were taken from a page. */
  static int items(ParsedContent parsed) {
    return ((ParseOutcome.Parsed) parsed.outcome()).extraction().items().size();
  }

  /** Pages from everywhere in a folder, at most 2,000. */
  static List<byte[]> pages(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = found.filter(each -> each.toString().endsWith(".html")).sorted().toList();
    }
    int step = Math.max(1, files.size() / PAGES_MAX);
    List<byte[]> pages = new ArrayList<>();
    for (int i = 0; i < files.size() && pages.size() < PAGES_MAX; i += step) {
      pages.add(Files.readAllBytes(files.get(i)));
    }
    return pages;
  }
}
