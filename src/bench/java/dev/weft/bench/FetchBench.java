package dev.weft.bench;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.netty.NettyFetcher;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The event-loop fetcher on one loop beside {@link BareLoop}, and wrk where there is one: in turn,
 * several rounds in one process, the same URLs over the same number of connections. Prints
 * requests/s and CPU per request of each round, then medians and ratios.
 *
 * <pre>{@code FetchBench URLS-FILE CONNECTIONS SECONDS ROUNDS}</pre>
 */
public final class FetchBench {
  private static final long BODY_BYTES_MAX = 100 << 20;
  private static final Pattern WRK_RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private final Path file;
  private final List<String> urls;
  private final int connections;
  private final Duration round;
  private final List<Measure> measures = new ArrayList<>();

  private FetchBench(Path file, int connections, Duration round) throws IOException {
    this.file = file;
    this.urls = Files.readAllLines(file);
    this.connections = connections;
    this.round = round;
  }

  /** Who did how much in a round; {@code cpuMicros} a request, 0 where it was not measured. */
  private record Measure(String name, double perSecond, double cpuMicros, double megabytes) {}

  /** One contestant's way of doing the work. */
  private interface Contestant {
    void run(Work work);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    FetchBench bench =
        new FetchBench(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Duration.ofSeconds(Integer.parseInt(args[2])));
    bench.run(Integer.parseInt(args[3]));
  }

  private void run(int rounds) throws IOException, InterruptedException {
    try (BareLoop bare = new BareLoop(urls);
        NettyFetcher fetcher =
            new NettyFetcher(FetchOptions.of("Weft/bench").withLanes(1, connections))) {
      List<FetchRequest> requests = requests();
      Contestant weft = work -> fetch(fetcher, requests, work);
      Contestant plain = work -> bare.run(connections, work);
      System.out.printf(
          Locale.ROOT,
          "%d URLs, %d connections, %d rounds of %d s; a round before them to warm up%n",
          urls.size(),
          connections,
          rounds,
          round.toSeconds());
      time("", plain);
      time("", weft);
      for (int i = 0; i < rounds; i++) {
        measures.add(time("bare loop", plain));
        measures.add(time("weft", weft));
        wrk();
      }
    }
    tell();
  }

  private Measure time(String name, Contestant contestant) {
    Work work = Work.during(round.toNanos());
    long cpu = cpuNanos();
    long start = System.nanoTime();
    contestant.run(work);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuMicros = (cpuNanos() - cpu) / 1e3 / work.answers();
    Measure measure =
        new Measure(name, work.answers() / seconds, cpuMicros, work.bytes() / 1e6 / seconds);
    if (!name.isEmpty()) {
      tell(measure);
    }
    return measure;
  }

  private static void tell(Measure measure) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %,8.0f requests/s  %5.1f us CPU  %,7.0f MB/s%n",
        measure.name(),
        measure.perSecond(),
        measure.cpuMicros(),
        measure.megabytes());
  }

  private List<FetchRequest> requests() throws IOException {
    List<FetchRequest> requests = new ArrayList<>();
    for (String each : urls) {
      CrawlUrl url = CrawlUrl.parse(each).orElseThrow();
      InetAddress address = InetAddress.getByName(url.host().toString());
      requests.add(FetchRequest.get(url, List.of(address), 0, BODY_BYTES_MAX));
    }
    return requests;
  }

  /** Keeps as many requests in flight as there are connections; each answer starts the next. */
  private void fetch(NettyFetcher fetcher, List<FetchRequest> requests, Work work) {
    for (int i = 0; i < connections; i++) {
      next(fetcher, requests, work);
    }
    work.done().join();
  }

  private static void next(NettyFetcher fetcher, List<FetchRequest> requests, Work work) {
    int index = work.take();
    if (index >= 0) {
      fetcher.fetch(
          requests.get(index % requests.size()),
          outcome -> {
            if (outcome instanceof FetchOutcome.Answered answered) {
              work.answered(answered.answer().body().length());
              answered.answer().body().close();
              next(fetcher, requests, work);
            } else {
              work.broke(new IOException(outcome.toString()));
            }
          });
    }
  }

  /** The limit: a client in C that throws the bodies away. */
  private void wrk() throws IOException, InterruptedException {
    Path script = Files.createTempFile("weft-bench", ".lua");
    Files.writeString(script, WRK_SCRIPT);
    ProcessBuilder command =
        new ProcessBuilder(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + round.toSeconds() + "s",
            "-s",
            script.toString(),
            urls.get(0));
    command.environment().put("URLS", file.toString());
    try {
      Process process = command.start();
      String said;
      try (InputStream out = process.getInputStream()) {
        said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      Matcher rate = WRK_RATE.matcher(said);
      if (process.waitFor() == 0 && rate.find()) {
        Measure measure = new Measure("wrk", Double.parseDouble(rate.group(1)), 0, 0);
        measures.add(measure);
        tell(measure);
      }
    } catch (IOException absent) {
      System.out.println("wrk is not here: " + absent.getMessage());
    } finally {
      Files.delete(script);
    }
  }

  private static final String WRK_SCRIPT =
      """
      local paths, at = {}, 0
      function init(args)
        for url in io.lines(os.getenv("URLS")) do
          paths[#paths + 1] = wrk.format("GET", url:match("^http://[^/]+(/.*)$"))
        end
      end
      function request()
        at = at % #paths + 1
        return paths[at]
      end
      """;

  private void tell() {
    double weft = median("weft");
    System.out.printf(
        Locale.ROOT,
        "medians: weft is %.2f x the bare loop, at %.2f x its CPU a request%n",
        weft / median("bare loop"),
        medianCpu("weft") / medianCpu("bare loop"));
    if (measures.stream().anyMatch(each -> each.name().equals("wrk"))) {
      System.out.printf(Locale.ROOT, "         weft is %.2f x wrk%n", weft / median("wrk"));
    }
  }

  private double median(String name) {
    return middle(
        measures.stream()
            .filter(each -> each.name().equals(name))
            .mapToDouble(Measure::perSecond)
            .sorted()
            .toArray());
  }

  private double medianCpu(String name) {
    return middle(
        measures.stream()
            .filter(each -> each.name().equals(name))
            .mapToDouble(Measure::cpuMicros)
            .sorted()
            .toArray());
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
