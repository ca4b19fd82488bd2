package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cli.Cli.Run;
import dev.weft.fetch.Nginx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site of files, served by nginx, that is crawled, revisited unchanged, and revisited after pages
 * were edited, removed, added and moved: the feed names exactly these.
 */
final class RevisitedFilesTest {
  private static final int EDITED = 10;
  private static final int PAGES = 40;
  private static final int RELOADED = 20;
  private static final long RELOAD_NANOS_MAX = 20_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theFeedNamesExactlyWhatChanged() throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    StringBuilder links = new StringBuilder("<title>all</title>");
    for (int i = 0; i < PAGES; i++) {
      Files.writeString(site.resolve("page" + i + ".html"), "<title>" + i + "</title>text " + i);
      links.append("<a href=page").append(i).append(".html>page</a> ");
    }
    Files.writeString(site.resolve("index.html"), links);
    prove(site);
  }

  /** The same with pages of others, which {@code -Dweft.pages=DIR} names. */
  @Test
  @Tag("proof")
  void theFeedNamesExactlyWhatChangedAmongRealPages() throws Exception {
    String pages = System.getProperty("weft.pages", "");
    if (pages.isEmpty()) {
      System.out.println("skipped: no -Dweft.pages=DIR names a folder with an index.html");
      Assumptions.abort("no weft.pages");
    }
    Path site = folder.resolve("site");
    copy(Path.of(pages), site);
    prove(site);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private void prove(Path site) throws Exception {
    Path conf = Files.createDirectory(folder.resolve("nginx"));
    Path moves = Files.writeString(conf.resolve("moves"), "");
    try (Nginx nginx = Nginx.startPlain(conf, site, "include moves; sendfile on;")) {
      crawl(nginx);
      List<JsonNode> first = records(1);
      assertThat(crawl(nginx).out()).contains("--revisit 1d fetches again what is older");

      Run unchanged = crawl(nginx, "--revisit=0s");
      assertThat(unchanged.out())
          .contains("Revisiting " + out() + ": run 2, ")
          .containsPattern("changed +0  0 new, 0 moved, 0 gone, " + commas(first.size()) + " unch");
      assertThat(records(2))
          .hasSize(first.size())
          .allSatisfy(record -> assertThat(record.get("change").asText()).isEqualTo("unchanged"));
      assertThat(records(2).stream().filter(record -> record.get("status").asInt() == 304))
          .as("pages that cost only a 304")
          .hasSize((int) first.stream().filter(page -> page.get("status").asInt() == 200).count());
      assertThat(feed(2)).isEmpty();

      Map<String, String> expected = change(site, moves, paths(first));
      nginx.reload();
      awaitMoved(nginx, expected);
      Run changed = crawl(nginx, "--revisit=0s");
      TreeMap<String, String> told = new TreeMap<>();
      feed(3).forEach(line -> told.put(path(line), line.get("change").asText()));
      assertThat(told).isEqualTo(expected);
      JsonNode summary = JSON.readTree(folder.resolve("out/summary.json").toFile());
      assertThat(summary.get("run").asInt()).isEqualTo(3);
      System.out.println(
          first.size() + " URLs, then " + summary.get("changes") + ", feed: " + told);
      assertThat(changed.out()).contains("changes-3.jsonl");
      assertThat(crawl(nginx, "--revisit=1d").out()).contains("nothing is due before ");
    }
  }

  /** A reload takes its time: old workers may still take connections when it is said to be done. */
  private static void awaitMoved(Nginx nginx, Map<String, String> expected) throws Exception {
    String moved =
        expected.entrySet().stream()
            .filter(each -> each.getValue().equals("moved"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(nginx.url(moved).href()))
            .setHeader("User-Agent", "test")
            .build();
    long end = System.nanoTime() + RELOAD_NANOS_MAX;
    for (int inRow = 0; inRow < RELOADED; ) {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      inRow = status == 301 ? inRow + 1 : 0;
      assertThat(System.nanoTime()).as("nginx answers %s still", status).isLessThan(end);
    }
  }

  /** Edits ten pages, removes one, adds one that an edited one links to, and moves one. */
  private static Map<String, String> change(Path site, Path moves, List<String> pages)
      throws IOException {
    Map<String, String> expected = new TreeMap<>();
    int step = pages.size() / (EDITED + 2);
    for (int i = 0; i < EDITED; i++) {
      String path = pages.get(i * step);
      String more = i == 0 ? "<a href=/weft-added.html>added</a>" : "<p>edited";
      Files.writeString(site.resolve(path.substring(1)), more, UTF_8, StandardOpenOption.APPEND);
      expected.put(path, "changed");
    }
    Files.writeString(site.resolve("weft-added.html"), "<title>added</title>");
    expected.put("/weft-added.html", "new");
    String removed = pages.get(EDITED * step);
    Files.delete(site.resolve(removed.substring(1)));
    expected.put(removed, "gone");
    String moved = pages.get((EDITED + 1) * step);
    Files.move(site.resolve(moved.substring(1)), site.resolve("weft-moved.html"));
    Files.writeString(moves, "rewrite ^" + moved + "$ /weft-moved.html permanent;\n");
    expected.put(moved, "moved");
    return expected;
  }

  /** The paths of the files that were fetched, but for the beginning. */
  private static List<String> paths(List<JsonNode> records) {
    TreeSet<String> paths = new TreeSet<>();
    for (JsonNode record : records) {
      String path = path(record);
      boolean isPage = path.endsWith(".html") && !path.contains("index");
      if (isPage && record.get("status").asInt() == 200) {
        paths.add(path);
      }
    }
    return new ArrayList<>(paths);
  }

  private static String path(JsonNode line) {
    String url = line.get("url").asText();
    return url.substring(url.indexOf('/', "http://".length()));
  }

  private Run crawl(Nginx nginx, String... options) {
    List<String> arguments = new ArrayList<>(List.of("crawl", "--own-site", "-o", out()));
    arguments.addAll(List.of(options));
    arguments.add(nginx.url("/").href());
    Run run = Cli.run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    Run verified = Cli.run("verify", out());
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    return run;
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private static String commas(long number) {
    return Figures.count(number);
  }

  /** The records of a visit. */
  private List<JsonNode> records(int visit) throws IOException {
    return lines("pages.jsonl").stream()
        .filter(record -> record.get("visit").asInt() == visit)
        .toList();
  }

  private List<JsonNode> feed(int run) throws IOException {
    return lines("changes-" + run + ".jsonl");
  }

  private List<JsonNode> lines(String file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out").resolve(file))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
