package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.RulesFile;
import dev.weft.page.Body;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/**
 * How fast five CSS fields a page are extracted, beside a bare loop that parses the same bytes with
 * jsoup and selects the same five; one thread, in turns, by the CPU time that the thread takes. The
 * parser also finds the title and all links of {@code a}, as a crawl does, which the bare loop does
 * not. {@code src/bench/extract.sh} measures whole crawls.
 *
 * <pre>java -cp … dev.weft.bench.ExtractBench FOLDER [ROUNDS]</pre>
 *
 * <p>Prints pages a second of CPU of each and their ratio, round by round.
 */
public final class ExtractBench {
  private static final int PAGES_MAX = 2_000;
  private static final List<String> SELECTORS = List.of("title", "h1", "p", "a[href]", "h2, h3");
  private static final String RULES =
      """
      items:
        - item: page
          fields:
            a: title
            b: h1
            c: p
            d: "a[href]::attr(href)"
            e: h2, h3
      """;

  private ExtractBench() {}

  /** Measures the HTML files below a folder. */
  public static void main(String[] args) throws Exception {
    List<byte[]> pages = pages(Path.of(args[0]));
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path file = Files.createTempFile("rules", ".yaml");
    Files.writeString(file, RULES);
    ExtractRules rules = RulesFile.read(file, "--rules");
    Files.delete(file);
    JsoupParser linked =
        new JsoupParser(new ParseOptions(Set.of(LinkKind.A), 50_000).withRules(rules));
    List<Evaluator> evaluators = SELECTORS.stream().map(Selector::evaluatorOf).toList();
    for (int round = 0; round < rounds; round++) {
      double bare = rate(pages, page -> bare(page, evaluators));
      double ours = rate(pages, page -> extracted(page, linked));
      System.out.printf(
          Locale.ROOT,
          "round %d: %d pages, bare loop %.0f pages/s, extraction %.0f pages/s, ratio %.2f%n",
          round,
          pages.size(),
          bare,
          ours,
          ours / bare);
    }
    linked.close();
  }

  private interface Work {
    int run(byte[] page);
  }

  private static double rate(List<byte[]> pages, Work work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long found = 0;
    for (byte[] page : pages) {
      found += work.run(page);
    }
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    if (found == 0) {
      throw new IllegalStateException("nothing was found on any page");
    }
    return pages.size() / seconds;
  }

  private static int bare(byte[] page, List<Evaluator> evaluators) {
    Document document = Jsoup.parse(new String(page, UTF_8));
    int chars = 0;
    for (Evaluator evaluator : evaluators) {
      Element element = document.selectFirst(evaluator);
      chars += element == null ? 0 : element.text().length();
    }
    return chars;
  }

  private static int extracted(byte[] page, JsoupParser parser) {
    int[] items = {0};
    parser.parse(
        new ParseRequest(
            CrawlUrl.parse("https://example.com/dir/page.html").orElseThrow(),
            "text/html; charset=utf-8",
            Body.wrap(page, page.length)),
        outcome ->
            items[0] =
                outcome instanceof ParseOutcome.Parsed parsed
                    ? parsed.extraction().items().size()
                    : 0);
    return items[0];
  }

  private static List<byte[]> pages(Path folder) throws IOException {
    List<byte[]> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList()) {
        if (pages.size() < PAGES_MAX) {
          pages.add(Files.readAllBytes(file));
        }
      }
    }
    return pages;
  }
}
