package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.Site.Reply;
import dev.weft.config.ConfigException;
import dev.weft.config.RulesFile;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.ExtractionTotals;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.sink.jsonl.JsonlSink;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtractionCrawlTest {
  private static final String RULES =
      """
      items:
        - item: thing
          on: /thing/*
          fields: {name: {css: h1, required: true}, size: {css: i, type: number}}
        - item: never
          on: /never/*
          fields: {name: h1}
      follow:
        - {on: /list*, links: a.thing, priority: 7}
        - {on: /list*, next: "a[rel=next]", pages: 3}
        - {on: /thing/*, nothing: true}
      """;

  @TempDir private Path folder;

  @Test
  void itemsHaveTheirFilesAndRulesSteerTheCrawl() throws Exception {
    try (Site site = new Site()) {
      for (int i = 1; i <= 6; i++) {
        int page = i;
        site.on("/list" + i, asked -> Reply.ok(list(page)));
        site.on("/thing/" + i, asked -> Reply.ok(thing(page)));
      }
      CrawlReport report = crawl(site, "/list1");

      List<JsonNode> things = lines("items-thing.jsonl");
      assertThat(things)
          .extracting(item -> item.get("name").asText() + " " + item.get("size"))
          .containsExactlyInAnyOrder("Thing 1 1", "Thing 3 null");
      assertThat(things.get(0).get("_item").asText()).isEqualTo("thing");
      assertThat(things.get(0).get("_index").asInt()).isZero();
      assertThat(Files.size(folder.resolve("items-never.jsonl"))).isZero();
      assertThat(site.asked("/list3")).hasSize(1);
      assertThat(site.asked("/list4")).isEmpty();
      assertThat(site.asked("/other")).isEmpty();
      assertThat(lines("pages.jsonl"))
          .filteredOn(page -> page.get("url").asText().endsWith("/thing/2"))
          .singleElement()
          .satisfies(
              page -> {
                assertThat(page.get("disposition").asText()).isEqualTo("fetched");
                assertThat(page.get("error").get("code").asText()).isEqualTo("requiredField");
              });
      ExtractionTotals totals = report.totals().extraction();
      assertThat(totals.items()).containsEntry("thing", 2L).containsEntry("never", 0L);
      assertThat(totals.unused())
          .extracting(ExtractRules.Part::name)
          .containsExactly("the rule for never");
      assertThat(totals.problems())
          .extracting(problem -> problem.part().name() + " " + problem.fault())
          .containsExactlyInAnyOrder(
              "the field name of thing MISSING", "the field size of thing UNREADABLE");
      assertThat(report.totals().outOfScope()).containsEntry("pages 3", 1L);
    }
  }

  private static String list(int page) {
    return "<a href=/other>o</a><a class=thing href=/thing/"
        + page
        + ">t</a><a rel=next href=/list"
        + (page + 1)
        + ">n</a>";
  }

  /** The second lacks its name, the third's size is no number. */
  private static String thing(int number) {
    return (number == 2 ? "" : "<h1>Thing " + number + "</h1>")
        + "<i>"
        + (number == 3 ? "big" : number)
        + "</i><a href=/other>o</a>";
  }

  private CrawlReport crawl(Site site, String path) throws IOException, ConfigException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), RULES);
    ExtractRules rules = RulesFile.read(file, "--rules");
    CrawlUrl seed = CrawlUrl.parse(site.url("127.0.0.1", path)).orElseThrow();
    return Crawler.builder()
        .seeds(List.of(new Seed(seed, ScopeKind.HOST, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 4, 0, true, false))
        .parse(ParseOptions.DEFAULT.withRules(rules))
        .sink(JsonlSink.inFolder(folder).withItems(rules.types()))
        .build()
        .start()
        .report()
        .toCompletableFuture()
        .join();
  }

  private List<JsonNode> lines(String file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
