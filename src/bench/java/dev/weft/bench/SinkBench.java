package dev.weft.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.SinkKind;
import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.page.Transcript;
import dev.weft.sink.Compression;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What a page costs each sink: every {@code .html} under a folder, held in memory as it would come
 * over the wire, plain and with gzip as its content coding, is written with a checkpoint every
 * thousand pages. What is printed is the median of CPU time, the kernel's too, in rounds that
 * alternate: that of the measuring thread, and that of the whole process, in which other threads
 * may compress.
 */
public final class SinkBench {
  private static final int WARM_UP_ROUNDS = 2;
  private static final int EPOCH_PAGES = 1_000;
  private static final int[] LEVELS = {1, 2, 3, 4, 5, 6, 9};
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Page> plain = new ArrayList<>();
  private final List<Page> coded = new ArrayList<>();
  private final Path scratch;

  private SinkBench(Path scratch) {
    this.scratch = scratch;
  }

  /** {@code SinkBench DIR ROUNDS EVERY-NTH-PAGE SCRATCH-DIR}. */
  public static void main(String[] args) throws IOException {
    SinkBench bench = new SinkBench(Path.of(args[3]));
    bench.load(Path.of(args[0]), Integer.parseInt(args[2]));
    System.out.printf(Locale.ROOT, "%d pages%n", bench.plain.size());
    bench.run(Integer.parseInt(args[1]));
  }

  /** A sink that is measured, over one of the lists of pages. */
  private record Case(SinkKind kind, SinkOptions options, boolean isCoded) {
    static Case of(SinkKind kind, Compression compression) {
      return new Case(kind, SinkOptions.DEFAULT.withCompression(compression), false);
    }

    static Case warc(int level, boolean isCoded) {
      return new Case(SinkKind.WARC, SinkOptions.DEFAULT.withLevel(level), isCoded);
    }

    @Override
    public String toString() {
      Compression compression = options.compression();
      return kind.code()
          + (compression == Compression.NONE ? "" : " " + compression.code())
          + (options.level().isPresent() ? " level " + options.level().getAsInt() : "")
          + (isCoded ? ", coded" : "");
    }
  }

  /** Microseconds of CPU a page. */
  private record Cost(double thread, double process) {}

  private void run(int rounds) throws IOException {
    List<Case> cases =
        new ArrayList<>(
            List.of(
                Case.of(SinkKind.NONE, Compression.NONE),
                Case.of(SinkKind.JSONL, Compression.NONE),
                Case.of(SinkKind.JSONL, Compression.GZIP),
                Case.of(SinkKind.JSONL, Compression.ZSTD),
                Case.of(SinkKind.CSV, Compression.NONE)));
    for (int level : LEVELS) {
      cases.add(Case.warc(level, false));
      cases.add(Case.warc(level, true));
    }
    Map<Case, Cost[]> costs = new LinkedHashMap<>();
    Map<Case, Long> sizes = new LinkedHashMap<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Case each : cases) {
        Cost cost = cost(each);
        sizes.put(each, emptied());
        if (round >= 0) {
          costs.computeIfAbsent(each, any -> new Cost[rounds])[round] = cost;
        }
      }
    }
    costs.forEach((each, all) -> print(each, all, sizes.getOrDefault(each, 0L)));
  }

  private Cost cost(Case each) throws IOException {
    List<Page> pages = each.isCoded() ? coded : plain;
    long thread = THREADS.getCurrentThreadCpuTime();
    long process = PROCESS.getProcessCpuTime();
    try (Sink sink = each.kind().inFolder(scratch, each.options())) {
      sink.open(SinkMark.NOTHING);
      for (int i = 0; i < pages.size(); i++) {
        sink.write(pages.get(i));
        if (i % EPOCH_PAGES == 0) {
          sink.checkpoint();
        }
      }
      sink.checkpoint();
    }
    return new Cost(
        (THREADS.getCurrentThreadCpuTime() - thread) / 1e3 / pages.size(),
        (PROCESS.getProcessCpuTime() - process) / 1e3 / pages.size());
  }

  /** Empties the scratch folder and says how much was in it. */
  private long emptied() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(scratch)) {
          bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
          Files.delete(file);
        }
      }
    }
    return bytes;
  }

  private void print(Case each, Cost[] costs, long bytes) {
    double[] threads = Arrays.stream(costs).mapToDouble(Cost::thread).sorted().toArray();
    double[] processes = Arrays.stream(costs).mapToDouble(Cost::process).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-22s %7.1f us a page on its thread (%.1f to %.1f), %7.1f in all (%.1f to %.1f), %7d"
            + " bytes a page%n",
        each,
        threads[threads.length / 2],
        threads[0],
        threads[threads.length - 1],
        processes[processes.length / 2],
        processes[0],
        processes[processes.length - 1],
        bytes / plain.size());
  }

  private void load(Path folder, int every) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
      for (int i = 0; i < pages.size(); i += every) {
        byte[] bytes = Files.readAllBytes(pages.get(i));
        ByteArrayOutputStream shorter = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(shorter)) {
          gzip.write(bytes);
        }
        plain.add(page(i, bytes, bytes.length, ""));
        coded.add(page(i, shorter.toByteArray(), bytes.length, "Content-Encoding: gzip\r\n"));
      }
    }
  }

  private static Page page(int number, byte[] wire, int contentBytes, String coding) {
    CrawlUrl url =
        CrawlUrl.parse(
                "https://docs.example/manual/chapter-" + number % 97 + "/" + number + ".html")
            .orElseThrow();
    String head =
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Sat, 21 Nov 2026 10:00:00 GMT\r\n"
            + "Content-Type: text/html\r\nContent-Length: "
            + wire.length
            + "\r\n"
            + coding
            + "\r\n";
    String request =
        "GET " + url.pathAndQuery() + " HTTP/1.1\r\nHost: docs.example\r\nUser-Agent: Weft\r\n\r\n";
    return Page.of(url, Disposition.FETCHED, Instant.parse("2026-11-21T10:00:00.123Z"))
        .discovery(new Page.Discovery(3, url, null))
        .attempts(1)
        .reply(
            new Page.Reply(
                200,
                coding.isEmpty()
                    ? Headers.of("Content-Type", "text/html")
                    : Headers.of("Content-Type", "text/html", "Content-Encoding", "gzip"),
                "text/html",
                wire.length,
                null,
                new FetchTimings(0, 0, 0, 276_367, 308_059),
                "http/1.1",
                Body.wrap(wire, wire.length),
                new Transcript(request, Body.EMPTY, head, null, null)))
        .content(
            Page.Content.of(contentBytes, "xxh3:0d4304698be27c8e25d8d7f511dd79c0")
                .with("utf-8", "Chapter " + number, 97))
        .build();
  }
}
