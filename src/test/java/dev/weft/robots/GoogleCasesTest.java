package dev.weft.robots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.corpora.Corpora;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cases that Google publishes with its own robots.txt matcher. */
final class GoogleCasesTest {
  /** Lines of Google's test file on which we differ, each with its reason. */
  private static final Map<Integer, String> DIVERGENCES =
      Map.of(441, "RFC 9309 §2.2.2 compares %62%61%7A as baz, Google's matcher does not decode it");

  /** Cases about what is no absolute URL, which a crawler never has. */
  private static final int WITHOUT_URL = 7;

  @Test
  void everyCaseIsDecidedAsGoogleDoesButForTheKnownOnes() throws IOException {
    Map<Integer, String> wrong = new TreeMap<>();
    int withoutUrl = 0;
    List<JsonNode> rows = Corpora.jsonLines("google-robots-cases.jsonl");
    for (JsonNode row : rows) {
      Optional<CrawlUrl> url = CrawlUrl.parse(row.get("url").asText());
      if (url.isEmpty()) {
        withoutUrl++;
        continue;
      }
      byte[] content = row.get("robots").asText().getBytes(ISO_8859_1);
      RobotsRules rules = RobotsRules.parse(content, content.length, row.get("ua").asText());
      if (rules.allows(url.get()) != row.get("allowed").asBoolean()) {
        wrong.put(row.get("line").asInt(), row.toString());
      }
    }

    assertThat(rows).hasSize(145);
    assertThat(withoutUrl).isEqualTo(WITHOUT_URL);
    assertThat(wrong.keySet())
        .as(wrong.values().stream().collect(Collectors.joining("\n")))
        .isEqualTo(DIVERGENCES.keySet());
  }
}
