package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.cli.Cli.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole crawls with rules, by every parser that builds a DOM. */
final class RulesCrawlTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGES = 60;

  /** The field {@code deep} ends at once on every page but one, and there in no one's lifetime. */
  private static final String RULES =
      """
      items:
        - item: tea
          on: /tea/*
          fields:
            name: {css: h1, required: true}
            deep: "section:has(section:has(section:has(section:has(u))))"
            price: {css: .price, type: number, locale: de}
            since: {css: time, type: date}
            sku: {json-ld: Product.sku}
            first: {xpath: "//li[1]"}
            digits: {re: "n=(\\\\d+)"}
            text: {page: text}
            sellers: {css: .seller, all: true, fields: {name: b, home: {css: a, type: url}}}
      follow:
        - {on: /list*, links: "a.tea", priority: 3}
        - {on: /list*, next: "a[rel=next]"}
        - {on: /tea/*, nothing: true}
      """;

  private static HttpServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RulesCrawlTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void aSelectorThatNeverEndsCostsItsPageAloneAndItemsAreThoseOfEveryOtherParser()
      throws IOException {
    Set<String> threads =
        items(crawl("threads", "/list/0?clean", "--parser", "threads"), "threads");
    Run inlineRun = crawl("inline", "/list/0?clean", "--parser", "inline");
    Run poisoned = crawl("auto", "/list/0?poisoned", "--parse-time-max", "3s");

    assertThat(threads).hasSize(PAGES);
    assertThat(items(inlineRun, "inline")).isEqualTo(threads);
    assertThat(inlineRun.err()).contains("--parser inline applies rules on the threads that fetch");
    assertThat(items(poisoned, "auto")).isEqualTo(threads);
    assertThat(poisoned.err()).doesNotContain("on the threads that fetch");
    assertThat(
            Files.readAllLines(folder.resolve("auto/pages.jsonl")).stream()
                .filter(line -> !line.contains("\"disposition\":\"fetched\""))
                .map(RulesCrawlTest::read)
                .map(page -> page.get("url").asText() + " " + page.get("error").get("code")))
        .containsExactly(url("/tea/poison") + " \"parseTime\"");
    assertThat(Files.readAllLines(folder.resolve("auto/items-tea.csv")))
        .filteredOn(line -> line.startsWith("http://"))
        .hasSize(PAGES);
  }

  private Run crawl(String into, String path, String... options) throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    String[] words = {
      "crawl",
      "--own-site",
      "--state",
      "none",
      "--sink",
      "jsonl",
      "--sink",
      "csv",
      "--rules",
      rules.toString(),
      "-o",
      folder.resolve(into).toString(),
      url(path)
    };
    return Cli.run(
        Stream.concat(List.of(words).stream(), List.of(options).stream()).toArray(String[]::new));
  }

  /** The items of a crawl that ended well, without what differs from run to run. */
  private Set<String> items(Run run, String into) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    return Files.readAllLines(folder.resolve(into).resolve("items-tea.jsonl")).stream()
        .map(line -> ((ObjectNode) read(line)).without("_fetchedAt").toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    byte[] html =
        (path.startsWith("/list/")
                ? list(Integer.parseInt(name), exchange.getRequestURI().getQuery())
                : tea(name))
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(path.equals("/robots.txt") ? 404 : 200, html.length);
    exchange.getResponseBody().write(html);
    exchange.close();
  }

  /** Ten pages, the next list, and on the poisoned way the page that is. */
  private static String list(int number, String query) {
    StringBuilder html = new StringBuilder("<a href=/other>no</a>");
    for (int i = 10 * number; i < 10 * number + 10; i++) {
      html.append("<a class=tea href=/tea/").append(i).append(">t</a>");
    }
    if (query.equals("poisoned")) {
      html.append("<a class=tea href=/tea/poison>t</a>");
    }
    int next = number + 1;
    return 10 * next < PAGES
        ? html + "<a rel=next href=/list/" + next + "?" + query + ">more</a>"
        : html.toString();
  }

  private static String tea(String name) {
    String poison = "<section>".repeat(400) + "<b>t</b>".repeat(5_000);
    return "<title>Tea</title><script type=application/ld+json>{\"@type\":\"Product\",\"sku\":\"T-"
        + name
        + "\"}</script><h1>Grüner <b>Tee</b> n="
        + name
        + "</h1><p class=price>1.004,50 €<time datetime=2026-11-21>x</time><ul><li>a<li>b</ul>"
        + "<div class=seller><b>Ann</b><a href=../ann>h</a></div><div class=seller><b>Bob</b></div>"
        + (name.equals("poison") ? poison : "");
  }
}
