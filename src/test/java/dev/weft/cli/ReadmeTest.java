package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.config.CrawlOption;
import dev.weft.page.FetchFailure;
import dev.weft.politeness.RetryRule;
import dev.weft.politeness.RetryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README to what the code says. */
final class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void theTableOfOptionsIsTheCodes() throws IOException {
    List<String> rows = new ArrayList<>();
    for (CrawlOption option : CrawlOption.values()) {
      if (option.isForFiles()) {
        continue;
      }
      String value = option.isSwitch() ? "" : " " + option.label().replace("|", "\\|");
      String usual = option.isSwitch() ? "" : String.join(",", option.defaults());
      rows.add(
          "| `"
              + option.flag()
              + value
              + "` | "
              + usual
              + (usual.isEmpty() ? "" : " ")
              + "| "
              + option.help().replace("|", "\\|")
              + " |");
    }

    assertThat(README).content().contains(String.join("\n", rows) + "\n\n");
  }

  @Test
  void theTableOfRetriesIsTheCodes() throws IOException {
    Map<RetryRule, List<String>> causes = new LinkedHashMap<>();
    for (FetchFailure failure : FetchFailure.values()) {
      RetryTable.of(failure).ifPresent(rule -> add(causes, rule, "`" + failure.code() + "`"));
    }
    for (int status : new int[] {408, 425, 429, 500, 502, 503, 504, 599}) {
      Optional<RetryRule> rule = RetryTable.ofStatus(status);
      add(causes, rule.orElseThrow(), status == 599 ? "other 5xx" : Integer.toString(status));
    }
    List<String> rows = new ArrayList<>();
    causes.forEach((rule, names) -> rows.add(row(rule, names)));

    assertThat(README).content().contains(String.join("\n", rows) + "\n\n");
  }

  @Test
  void statusesThatAreFinalHaveNoRow() {
    assertThat(Stream.of(400, 401, 403, 404, 410, 501, 505, 508, 510, 511))
        .allSatisfy(status -> assertThat(RetryTable.ofStatus(status)).isEmpty());
  }

  @Test
  void bothCommandsAreOnTheFirstScreen() throws IOException {
    List<String> screen = Files.readAllLines(README).subList(0, 24);

    assertThat(screen)
        .contains(
            "    mvn -q -DskipTests package && target/weft/bin/weft demo",
            "    mvn -B -ntp verify");
  }

  @Test
  void theContinuousBuildRunsTheCommandOfTheReadme() throws IOException {
    assertThat(Path.of(".ci", "run")).content().contains("\n  mvn -B -ntp verify\n");
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path document :
        List.of(README, Path.of("src/docs/README.md"), Path.of("src/docs/guide/demo.md"))) {
      Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(document));
      while (link.find()) {
        assertThat(document.resolveSibling(link.group(1))).exists();
      }
    }
  }

  private static void add(Map<RetryRule, List<String>> causes, RetryRule rule, String cause) {
    causes.computeIfAbsent(rule, any -> new ArrayList<>()).add(cause);
  }

  private static String row(RetryRule rule, List<String> causes) {
    String host =
        switch (rule.penalty()) {
          case NONE -> "";
          case REST -> "rests ";
          case BACK_OFF -> "backs off ";
        };
    return "| "
        + String.join(", ", causes)
        + " | "
        + rule.firstWait().toSeconds()
        + " s | "
        + Math.round(rule.factor())
        + " | "
        + rule.triesMax()
        + " | "
        + host
        + "|";
  }
}
