package dev.weft.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.corpora.Corpora;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MediaTypeTest {
  @Test
  void theCharsetIsFoundWhereThePublishedCasesFindIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    for (JsonNode row : Corpora.jsonList("mime-types.json")) {
      Optional<MediaType> type = MediaType.parse(row.get("input").asText());
      JsonNode output = row.get("output");
      if (output != null && type.isPresent() != !output.isNull()) {
        wrong.add(row + " but was " + type);
      }
      JsonNode expected = row.get("encoding");
      if (expected == null) {
        continue;
      }
      judged++;
      Optional<String> encoding =
          type.map(MediaType::charsetLabel).flatMap(Encoding::ofLabel).map(Encoding::name);
      Optional<String> named =
          expected.isNull()
              ? Optional.empty()
              : Optional.of(expected.asText().toLowerCase(Locale.ROOT));
      if (!encoding.equals(named)) {
        wrong.add(row + " but was " + type);
      }
    }

    assertThat(judged).isEqualTo(40);
    assertThat(wrong).isEmpty();
  }

  @Test
  void theTypeIsReadWithoutItsParameters() {
    assertThat(MediaType.parse(" Text/HTML ;charset=\"utf-8\""))
        .contains(new MediaType("text/html", "utf-8"));
    assertThat(MediaType.parse("text")).isEmpty();
    assertThat(MediaType.parse("")).isEmpty();
  }
}
