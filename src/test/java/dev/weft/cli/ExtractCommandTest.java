package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cli.Cli.Run;
import dev.weft.fetch.MisbehavingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtractCommandTest {
  private static final Path GUIDE = Path.of("src", "docs", "guide", "extraction.md");
  private static final String RULES =
      """
      items:
        - item: note
          on: /notes/*
          fields:
            title: {css: h1, required: true}
            size: {css: i, type: number}
      """;

  @TempDir private Path folder;

  @Test
  void theGuideShowsWhatTheCommandShows() throws IOException {
    String rules = block("yaml");
    String page = block("html");

    Run run = run(rules, page, "--base", "https://shop.example/tea/green");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out().replace(folder + "/", "")).isEqualTo(block("text"));
  }

  @Test
  void theItemOfTheGuideIsWrittenSo() throws IOException {
    Run run =
        run(block("yaml"), block("html"), "--base", "https://shop.example/tea/green", "--json");

    JsonNode shown = new ObjectMapper().readTree(block("json"));
    JsonNode written = new ObjectMapper().readTree(run.out());
    for (Map.Entry<String, JsonNode> field : shown.properties()) {
      if (!field.getKey().equals("_fetchedAt")) {
        assertThat(written.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
      }
    }
    assertThat(written.get("sellers").get(1).toString())
        .isEqualTo("{\"name\":\"Bob\",\"stars\":0}");
  }

  @Test
  void aMissingRequiredFieldIsANo() throws IOException {
    Run run = run(RULES, "<p>x</p>", "--base", "https://a.example/notes/1");

    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.err())
        .contains("note has no title, which is required (" + folder + "/rules.yaml:5:7)");
  }

  @Test
  void aPageThatNoRuleSpeaksOfIsANo() throws IOException {
    Run run = run(RULES, "<h1>x</h1>", "--base", "https://a.example/else");

    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.out()).contains("rules.yaml:2:5: the rule for note found nothing here");
  }

  @Test
  void withoutABaseEveryRuleIsTried() throws IOException {
    assertThat(run(RULES, "<h1>x</h1>").code()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aPageIsFetchedAndStandardInputRead() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    try (MisbehavingServer server = MisbehavingServer.start()) {
      String html = "<h1>Fetched</h1><i>7</i>";
      server.on(
          "/notes/1",
          c ->
              c.send(
                  "HTTP/1.1 200 -\r\nContent-Type: text/html\r\nContent-Length: "
                      + html.length()
                      + "\r\n\r\n"
                      + html));

      Run fetched =
          Cli.run("extract", "--rules", rules.toString(), server.url("/notes/1").href(), "--json");
      assertThat(fetched.out()).contains("\"title\":\"Fetched\",\"size\":7}");
      Run absent = Cli.run("extract", "--rules", rules.toString(), server.url("/absent").href());
      assertThat(absent.code()).isEqualTo(ExitCode.NO);
    }
    Run read = Cli.run(Map.of(), "<h1>Read</h1>", "extract", "--rules", rules.toString(), "-");
    assertThat(read.out()).contains("title  Read").contains("size   (nothing)");
  }

  @Test
  void badSelectorsAreToldWithTheirPlaceBeforeAnythingIsFetched() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            items:
              - item: a
                fields:
                  b: "div > > p::text"
                  c: {css: "h1::txt"}
            """);

    Run run = Cli.run("extract", "--rules", rules.toString(), "http://127.0.0.1:1/");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("weft: " + rules + ":"))
        .anySatisfy(line -> assertThat(line).contains(":4:").contains("is no CSS selector"))
        .anySatisfy(line -> assertThat(line).contains(":5:19: `::txt` is unknown; must be ::text"));
  }

  @Test
  void rulesAreAskedFor() {
    Run run = Cli.run("extract", "https://a.example/");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("name the file that holds them with --rules");
  }

  private Run run(String rules, String page, String... more) throws IOException {
    Path rulesFile = Files.writeString(folder.resolve("rules.yaml"), rules);
    Path pageFile = Files.write(folder.resolve("tea.html"), page.getBytes(UTF_8));
    List<String> words = new ArrayList<>();
    words.addAll(List.of("extract", "--rules", rulesFile.toString(), pageFile.toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  /** The first block of the guide in this language. */
  private static String block(String language) throws IOException {
    Matcher fence =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE));
    assertThat(fence.find()).as(language).isTrue();
    return fence.group(1);
  }
}
