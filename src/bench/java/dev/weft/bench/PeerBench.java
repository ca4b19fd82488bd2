package dev.weft.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.File;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Weft and other crawlers on one site, as whole processes, in turns. What a crawler found is held
 * against what a plain single-threaded crawl with jsoup finds, which runs first: the HTML pages of
 * the start's host, a path that ends in a slash being the same as its {@code index.html}.
 *
 * <pre>{@code PeerBench START ROUNDS WEFT WORK-FOLDER SPIDER [PEER...]}</pre>
 *
 * Prints medians: wall time from the shell, pages a second, CPU time of the process and its
 * children a page, largest resident size. Needs GNU time; crawlers that are not on the PATH are
 * left out and named. What the others write goes to memory, Weft's output and state to disk.
 */
public final class PeerBench {
  private static final String GNU_TIME = "/usr/bin/time";

  /**
   * What the others write goes here, so that their speed is not the disk's; Weft's goes to disk.
   */
  private static final Path MEMORY = Path.of("/dev/shm");

  /** One crawler: how it is started, and where what it fetched is then found. */
  private record Peer(String name, List<String> command, Path out) {}

  /** One run of one crawler: seconds of wall and CPU time, and megabytes. */
  private record Run(double wall, double cpu, double megabytes, int pages, double recall) {}

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
    List<Peer> peers = bench.peers(args[2], args[4]);
    List<String> wanted = List.of(args).subList(5, args.length);
    peers.removeIf(peer -> !wanted.isEmpty() && !wanted.contains(peer.name()));
    bench.run(Integer.parseInt(args[1]), peers);
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

  private List<Peer> peers(String weft, String spider) {
    String url = start.toString();
    Path disk = work.resolve("out");
    Path folder = Files.isDirectory(MEMORY) ? MEMORY.resolve(work.getFileName()) : disk;
    String host = start.getAuthority();
    List<Peer> all = new ArrayList<>();
    all.add(peer("weft", disk, weft, "crawl", url, "--own-site", "--links", "a", "-q", "-o"));
    all.add(
        peer(
            "wget2",
            folder,
            "wget2",
            "-q",
            "--no-config",
            "-r",
            "-l",
            "inf",
            "--no-robots",
            "--follow-tags=a/href",
            "--max-threads=4",
            "--no-compression",
            "--tries=1",
            "--no-cookies",
            "--no-hsts",
            "--no-ocsp",
            url,
            "-P"));
    all.add(
        peer(
            "httrack",
            folder,
            "httrack",
            url,
            "-q",
            "-%v0",
            "-s0",
            "-c8",
            "-%c100000",
            "-A100000000000",
            "--disable-security-limits",
            "-R0",
            "-r999999",
            "-p1",
            "-C0",
            "-I0",
            "-%P0",
            "-K4",
            "-o0",
            "-b0",
            "-*",
            "+" + host + "/*",
            "-O"));
    all.add(peer("scrapy", folder, "scrapy", "runspider", spider, "-a", "start=" + url, "-o"));
    all.removeIf(
        peer -> {
          boolean isMissing = !isOnPath(peer.command().get(0));
          if (isMissing) {
            System.out.println(peer.name() + " is not installed and left out");
          }
          return isMissing;
        });
    return all;
  }

  private static Peer peer(String name, Path folder, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    Path out = name.equals("scrapy") ? folder.resolve("pages.jsonl") : folder;
    line.add(out.toString());
    return new Peer(name, line, folder);
  }

  private static boolean isOnPath(String program) {
    return program.contains("/")
        || Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private void run(int rounds, List<Peer> peers) throws IOException, InterruptedException {
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Peer peer : peers) {
        runs.computeIfAbsent(peer.name(), any -> new ArrayList<>()).add(run(peer));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s %8s %8s %9s %8s %11s %6s  %s%n",
        "",
        "pages",
        "recall",
        "wall s",
        "pages/s",
        "CPU ms/page",
        "MB",
        "Weft is ... as fast");
    double weft =
        median(runs.getOrDefault("weft", List.of()), Comparator.comparingDouble(Run::wall)).wall();
    runs.forEach(
        (name, all) -> {
          Run wall = median(all, Comparator.comparingDouble(Run::wall));
          Run cpu = median(all, Comparator.comparingDouble(Run::cpu));
          Run memory = median(all, Comparator.comparingDouble(Run::megabytes));
          double recall = all.stream().mapToDouble(Run::recall).min().orElse(0);
          System.out.printf(
              Locale.ROOT,
              "%-8s %8d %8.4f %9.2f %8.0f %11.3f %6.0f  %.2f x%n",
              name,
              wall.pages(),
              recall,
              wall.wall(),
              wall.pages() / wall.wall(),
              1000 * cpu.cpu() / cpu.pages(),
              memory.megabytes(),
              wall.wall() / weft);
        });
  }

  private static Run median(List<Run> runs, Comparator<Run> order) {
    return runs.stream().sorted(order).toList().get(runs.size() / 2);
  }

  private Run run(Peer peer) throws IOException, InterruptedException {
    Files.createDirectories(peer.out());
    Path figures = work.resolve("time");
    List<String> line = new ArrayList<>(List.of(GNU_TIME, "-f", "%e %U %S %M", "-o"));
    line.add(figures.toString());
    line.addAll(peer.command());
    int exit =
        new ProcessBuilder(line)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile())
            .start()
            .waitFor();
    List<String> told = Files.readAllLines(figures);
    String[] parts = told.get(told.size() - 1).split(" ", -1);
    Set<String> found =
        Files.exists(peer.out().resolve("pages.jsonl"))
            ? ofRecords(peer.out().resolve("pages.jsonl"))
            : ofFiles(peer.out());
    clear(peer.out());
    int pages = found.size();
    found.retainAll(reference);
    if (pages == 0) {
      throw new IllegalStateException(
          peer.name() + " ended with " + exit + " and no page; see " + work.resolve("log"));
    }
    double cpu = Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]);
    return new Run(
        Double.parseDouble(parts[0]),
        cpu,
        Double.parseDouble(parts[3]) / 1024,
        pages,
        (double) found.size() / reference.size());
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
