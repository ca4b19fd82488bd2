package dev.weft.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.page.Body;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.scan.LinkScanner;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the scanner costs a short crawl: a process that has just started scans every {@code .html}
 * below a folder once, in the order of their names, with a set of links that fills as a crawl's
 * does. Reading the files is not counted, compiling is.
 *
 * <pre>java -cp … dev.weft.bench.ColdScan FOLDER</pre>
 *
 * <p>Prints wall time, the process's CPU time and the time that the JIT's compilers took.
 */
public final class ColdScan {
  private static final int SLOTS = 1 << 21;

  private final long[] seen = new long[SLOTS];
  private final List<ParseRequest> pages = new ArrayList<>();
  private long links;

  private ColdScan() {}

  /** Scans the HTML files below a folder. */
  public static void main(String[] args) throws IOException {
    ColdScan scan = new ColdScan();
    scan.load(Path.of(args[0]));
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long compiling = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    long start = System.nanoTime();
    scan.run();
    System.out.printf(
        Locale.ROOT,
        "%d pages, %d links: %.2f s, %.2f s of CPU, %.2f s of compiling%n",
        scan.pages.size(),
        scan.links,
        seconds(System.nanoTime() - start),
        seconds(system.getProcessCpuTime() - cpu),
        (ManagementFactory.getCompilationMXBean().getTotalCompilationTime() - compiling) / 1e3);
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }

  private void run() {
    KnownLinks known = new KnownLinks(new Fingerprinter(1, 2), this::isSeenAgain);
    try (LinkScanner scanner =
        new LinkScanner(new ParseOptions(Set.of(LinkKind.A), 50_000), known)) {
      for (ParseRequest page : pages) {
        scanner.parse(page, outcome -> links += ((ParseOutcome.Parsed) outcome).outlinkCount());
      }
    }
  }

  /** Adds a link; true if it was there. */
  private boolean isSeenAgain(long fingerprint) {
    int slot = (int) fingerprint & (SLOTS - 1);
    while (seen[slot] != 0 && seen[slot] != fingerprint) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    boolean again = seen[slot] != 0;
    seen[slot] = fingerprint;
    return again;
  }

  private void load(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".html")).sorted().toList();
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        String path = folder.relativize(file).toString();
        CrawlUrl url = CrawlUrl.parse("http://pages.example/" + path).orElseThrow();
        pages.add(
            new ParseRequest(url, "text/html; charset=utf-8", Body.wrap(content, content.length)));
      }
    }
  }
}
