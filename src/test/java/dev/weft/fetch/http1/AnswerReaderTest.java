package dev.weft.fetch.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.fetch.Corpus;
import dev.weft.page.Truncation;
import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  private static final long BODY_MAX = 1 << 20;

  /** Rows in which we differ, and know why. */
  private static final Set<String> DIVERGENT =
      Set.of(
          // llhttp speaks these protocols; nobody may answer an HTTP request in them.
          "RTSP response",
          "ICE response",
          // The row holds the source of two cases run together, and no body.
          "Google 301");

  @Test
  void agreesWithLlhttp() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (JsonNode row : Corpus.rows("llhttp-response.json")) {
      String type = row.get("type").asText();
      String title = row.get("title").asText();
      if (DIVERGENT.contains(title) || type.contains("lenient")) {
        continue;
      }
      compared++;
      String raw = row.get("raw").asText();
      boolean bodiless = row.get("noskip").path("skipBody").asBoolean();
      WholeAnswers read = WholeAnswers.of(raw, bodiless, BODY_MAX);
      String name = row.get("file").asText() + ": " + title;
      if (row.get("llhttp_error").isNull()) {
        softly.assertThat(read.refused()).as(name).isNull();
        softly
            .assertThat(visible(read.body()))
            .as(name)
            .isEqualTo(visible(row.get("body").asText()));
      } else {
        softly.assertThat(read.isFailure()).as(name).isTrue();
      }
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(60);
  }

  /** The corpus notes bodies without their line ends, indented for reading. */
  private static String visible(String body) {
    return body.replaceAll("[\\s\\\\]", "");
  }

  @Test
  void lenientRowsOfLlhttpAreAnswersOrFailuresButNeverErrors() throws IOException {
    for (JsonNode row : Corpus.rows("llhttp-response.json")) {
      assertThatCode(() -> WholeAnswers.of(row.get("raw").asText(), false, BODY_MAX))
          .as(row.get("title").asText())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void oddLengthsAreReadRightOrRefused() throws IOException {
    SoftAssertions softly = new SoftAssertions();
    for (JsonNode row : Corpus.rows("content-lengths.json")) {
      String fields = row.get("input").asText();
      String raw = "HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n" + "z".repeat(42);
      WholeAnswers read = WholeAnswers.of(raw, true, BODY_MAX);
      boolean refused = read.refused() != null;
      if (!refused) {
        Head head = WholeAnswers.of(raw, false, BODY_MAX).answers().get(0).head();
        softly
            .assertThat(head.framing())
            .as(fields)
            .isEqualTo(new Framing.Length(row.get("output").asLong()));
      }
      softly.assertThat(refused || !row.get("output").isNull()).as(fields).isTrue();
    }
    softly.assertAll();
  }

  @Test
  void everySplitGivesTheSameAnswers() throws IOException {
    for (JsonNode row : Corpus.rows("llhttp-response.json")) {
      String raw = row.get("raw").asText();
      WholeAnswers whole = WholeAnswers.of(raw, false, BODY_MAX);
      for (int cut = 1; cut < raw.length(); cut++) {
        assertSame(whole, WholeAnswers.of(raw, false, BODY_MAX, cut), raw);
      }
      assertSame(
          whole,
          WholeAnswers.of(raw, false, BODY_MAX, IntStream.range(1, raw.length()).toArray()),
          raw);
    }
  }

  @Test
  void mutatedAnswersNeverBreakTheReaderAndNeverDependOnTheSplit() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] bases = {
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n0\r\nT: t\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\nContent-Length: 3, 3\r\nA: b\r\n c\r\n\r\nabc",
      "\r\nHTTP/1.1 304 Not Modified\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"
    };
    String alphabet = "\r\n\t \0;:,=\"\\0123fFxXhHtT/.-abc\u00e9";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder(bases[random.nextInt(bases.length)]);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(raw.length());
        char with = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> raw.setCharAt(at, with);
          case 1 -> raw.insert(at, with);
          default -> raw.deleteCharAt(at);
        }
      }
      String text = raw.toString();
      WholeAnswers whole = WholeAnswers.of(text, false, BODY_MAX);
      int cut = 1 + random.nextInt(text.length() - 1);
      assertSame(whole, WholeAnswers.of(text, false, BODY_MAX, cut), "seed " + seed + ": " + text);
    }
  }

  /** The same answers; a refusal may be worded by whichever flaw is seen first. */
  private static void assertSame(WholeAnswers expected, WholeAnswers actual, String raw) {
    assertThat(actual.refused() == null).as(raw).isEqualTo(expected.refused() == null);
    if (expected.refused() == null) {
      assertThat(actual.answers()).as(raw).hasSameSizeAs(expected.answers());
      assertThat(actual.body()).as(raw).isEqualTo(expected.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n A: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n 4\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: t\n\r\n"
      })
  void whatIsNotByTheGrammarIsRefused(String raw) {
    assertThat(WholeAnswers.of(raw, false, BODY_MAX).refused()).isNotNull();
  }

  @Test
  void foldedLineIsJoinedByOneSpace() {
    String raw = "HTTP/1.1 204 -\r\nA: b\r\n\t c \r\n d\r\nE:\r\n f\r\n\r\n";

    Head head = WholeAnswers.of(raw, false, BODY_MAX).answers().get(0).head();

    assertThat(head.headers().first("A")).contains("b c d");
    assertThat(head.headers().first("E")).contains("f");
  }

  @Test
  void declaredLengthThatIsALieCostsNoMemory() {
    String raw = "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999\r\n\r\nabc";

    WholeAnswers.Read read = WholeAnswers.of(raw, false, Long.MAX_VALUE).answers().get(0);

    assertThat(read.body()).isEqualTo("abc");
    assertThat(read.truncation()).isEqualTo(Truncation.DISCONNECT);
  }
}
