package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.bench.Peers.Peer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Weft and other crawlers on one site, as whole processes, in turns. What a crawler found is held
 * against what a plain single-threaded crawl with jsoup finds, which runs first: the HTML pages of
 * the start's host, a path that ends in a slash being the same as its {@code index.html}.
 *
 * <pre>{@code PeerBench START ROUNDS WEFT WORK-FOLDER PEERS INSTALLED [PEER...]}</pre>
 *
 * Prints medians: wall time from the shell, pages a second, CPU time of the process and its
 * children a page, largest resident size of one process; recall is the lowest of all rounds. Needs
 * GNU time; crawlers that are not here are left out and named, and so is one that fails or takes
 * longer than a run may. Ends with 1 if Weft missed a page. See {@link Peers} for how they are
 * started.
 */
public final class PeerBench {
  private static final String GNU_TIME = "/usr/bin/time";
  private static final String WEFT = "weft";

  /** The slowest takes four minutes for 16,000 pages. */
  private static final long RUN_MINUTES_MAX = 15;

  /** One run of one crawler: seconds of wall and CPU time, and megabytes. */
  private record Run(double wall, double cpu, double megabytes, int pages, double recall) {
    double cpuMillisEach() {
      return 1000 * cpu / pages;
    }
  }

  private final URI start;
  private final Path work;
  private final Set<String> reference;

  private PeerBench(URI start, Path work) throws IOException, InterruptedException {
    this.start = start;
    this.work = work;
    reference = reference(start);
  }

  public static void main(String[] args) throws Exception {
    PeerBench bench = new PeerBench(URI.create(args[0]), Path.of(args[3]));
    System.out.printf(Locale.ROOT, "%d pages%n", bench.reference.size());
    List<Peer> all =
        Peers.of(
            bench.start.toString(),
            bench.start.getAuthority(),
            args[2],
            bench.work,
            Path.of(args[4]),
            Path.of(args[5]));
    List<Peer> peers = here(all, List.of(args).subList(6, args.length));
    if (!bench.run(Integer.parseInt(args[1]), peers)) {
      throw new IllegalStateException("Weft missed pages");
    }
  }

  /** The HTML pages of a host, by the slowest and plainest means. */
  private static Set<String> reference(URI start) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    Set<String> known = new HashSet<>(Set.of(start.toString()));
    Set<String> pages = new HashSet<>();
    ArrayDeque<String> queue = new ArrayDeque<>(known);
    while (!queue.isEmpty()) {
      String url = queue.remove();
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      String location = answer.headers().firstValue("Location").orElse(null);
      List<String> links = new ArrayList<>();
      if (answer.statusCode() == 200 && type.startsWith("text/html")) {
        pages.add(page(url));
        String charset = type.contains("charset=") ? type.split("charset=", 2)[1].strip() : null;
        for (Element link :
            Jsoup.parse(new ByteArrayInputStream(answer.body()), charset, url).select("a[href]")) {
          links.add(link.absUrl("href"));
        }
      } else if (location != null) {
        links.add(URI.create(url).resolve(location).toString());
      }
      for (String link : links) {
        String bare = link.split("#", 2)[0].replace(" ", "%20");
        if (isOnHost(bare, start) && known.add(bare)) {
          queue.add(bare);
        }
      }
    }
    return pages;
  }

  private static boolean isOnHost(String link, URI start) {
    try {
      URI uri = new URI(link);
      return "http".equals(uri.getScheme()) && start.getAuthority().equals(uri.getAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String page(String url) {
    String path = url.split("[?#]", 2)[0].replaceFirst("^[a-z]+://[^/]*", "");
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
    return decoded.isEmpty() || decoded.endsWith("/") ? decoded + "index.html" : decoded;
  }

  /** Those that are wanted and here; who is not here is named. */
  private static List<Peer> here(List<Peer> all, List<String> wanted) {
    List<Peer> here = new ArrayList<>();
    for (Peer peer : all) {
      if (wanted.isEmpty() || wanted.contains(peer.name())) {
        if (peer.isHere()) {
          here.add(peer);
        } else {
          System.out.println(peer.name() + " is not installed and left out");
        }
      }
    }
    return here;
  }

  /** Round after round; tells whether Weft, if it took part, found every page each time. */
  private boolean run(int rounds, List<Peer> peers) throws IOException, InterruptedException {
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    Set<String> failed = new HashSet<>();
    for (int round = 0; round < rounds; round++) {
      for (Peer peer : peers) {
        if (!failed.contains(peer.name())) {
          Run run = run(peer);
          if (run == null) {
            failed.add(peer.name());
          } else {
            runs.computeIfAbsent(peer.name(), any -> new ArrayList<>()).add(run);
          }
        }
      }
    }
    failed.forEach(runs::remove);
    tell(runs);
    return !failed.contains(WEFT)
        && runs.getOrDefault(WEFT, List.of()).stream().allMatch(run -> run.recall() == 1);
  }

  private static void tell(Map<String, List<Run>> runs) {
    System.out.printf(
        Locale.ROOT,
        "%-9s %8s %8s %8s %15s %8s %11s %6s  %s%n",
        "",
        "pages",
        "recall",
        "wall s",
        "(from to)",
        "pages/s",
        "CPU ms/page",
        "MB",
        "Weft is");
    List<Run> weft = runs.getOrDefault(WEFT, List.of());
    runs.forEach(
        (name, all) -> {
          double wall = median(all, Run::wall);
          System.out.printf(
              Locale.ROOT,
              "%-9s %8.0f %8.4f %8.2f %15s %8.0f %11.3f %6.0f  %s%n",
              name,
              median(all, Run::pages),
              all.stream().mapToDouble(Run::recall).min().orElse(0),
              wall,
              String.format(
                  Locale.ROOT,
                  "(%.2f %.2f)",
                  all.stream().mapToDouble(Run::wall).min().orElse(0),
                  all.stream().mapToDouble(Run::wall).max().orElse(0)),
              median(all, Run::pages) / wall,
              median(all, Run::cpuMillisEach),
              median(all, Run::megabytes),
              weft.isEmpty() || name.equals(WEFT)
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      "%.2f x as fast, %.2f x its CPU a page",
                      wall / median(weft, Run::wall),
                      median(weft, Run::cpuMillisEach) / median(all, Run::cpuMillisEach)));
        });
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Null, and told why, if it took too long or found nothing. */
  private @Nullable Run run(Peer peer) throws IOException, InterruptedException {
    clear(peer.out());
    Files.createDirectories(peer.out());
    Path figures = work.resolve("time");
    List<String> line = new ArrayList<>(List.of(GNU_TIME, "-f", "%e %U %S %M", "-o"));
    line.add(figures.toString());
    line.addAll(peer.command());
    Process process =
        new ProcessBuilder(line)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile())
            .start();
    if (!process.waitFor(RUN_MINUTES_MAX, TimeUnit.MINUTES)) {
      List<ProcessHandle> all = process.descendants().toList();
      all.forEach(ProcessHandle::destroyForcibly);
      process.waitFor();
      clear(peer.out());
      System.out.println(peer.name() + " took over " + RUN_MINUTES_MAX + " minutes; left out");
      return null;
    }
    Set<String> found = found(peer.out());
    clear(peer.out());
    if (found.isEmpty()) {
      System.out.println(peer.name() + " ended with " + process.exitValue() + ", no page; it said");
      Files.readAllLines(work.resolve("log")).stream().limit(10).forEach(System.out::println);
      return null;
    }
    return run(Files.readAllLines(figures), found);
  }

  private Run run(List<String> told, Set<String> found) {
    String[] parts = told.get(told.size() - 1).split(" ", -1);
    int pages = found.size();
    found.retainAll(reference);
    return new Run(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]) / 1024,
        pages,
        (double) found.size() / reference.size());
  }

  private Set<String> found(Path folder) throws IOException {
    Path records = folder.resolve("pages.jsonl");
    return Files.exists(records) ? ofRecords(records) : ofFiles(folder);
  }

  private static Set<String> ofRecords(Path records) throws IOException {
    Set<String> pages = new HashSet<>();
    try (JsonParser json = new JsonFactory().createParser(records.toFile())) {
      Map<String, String> record = new HashMap<>();
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          record.clear();
        } else if (token == JsonToken.END_OBJECT) {
          String type = record.getOrDefault("contentType", "text/html");
          if ("200".equals(record.get("status")) && type.startsWith("text/html")) {
            pages.add(page(record.getOrDefault("url", "")));
          }
        } else if (token == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          if (json.nextToken().isScalarValue()) {
            record.put(name, json.getText());
          } else {
            json.skipChildren();
          }
        }
      }
    }
    return pages;
  }

  private Set<String> ofFiles(Path folder) throws IOException {
    Set<String> pages = new HashSet<>();
    Path host = folder.resolve(start.getAuthority());
    Path root = Files.isDirectory(host) ? host : folder.resolve(start.getHost());
    Path underscored = folder.resolve(start.getAuthority().replace(':', '_'));
    Path found = Files.isDirectory(underscored) ? underscored : root;
    if (!Files.isDirectory(found)) {
      return pages;
    }
    try (Stream<Path> files = Files.walk(found)) {
      files
          .filter(file -> file.toString().endsWith(".html") || file.toString().endsWith(".htm"))
          .forEach(file -> pages.add("/" + found.relativize(file)));
    }
    return pages;
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all;
      try (Stream<Path> files = Files.walk(folder)) {
        all = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
