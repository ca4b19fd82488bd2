package dev.weft.cookies;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.corpora.Corpora;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The published cases of the IETF's http-state group, with the ones that are answered otherwise.
 */
final class HttpStateTest {
  /** The cases come from 2010 and name dates around it. */
  private static final Instant NOW = Instant.parse("2012-01-01T00:00:00Z");

  /**
   * What is sent in cases that RFC 6265bis decides otherwise than RFC 6265, for which they were
   * written: all but the last set a cookie without a name, which is ignored there and kept here
   * (§5.6 step 3); the last one's empty Domain takes back the one before it (§5.6.3), where the
   * older text leaves open what it means.
   */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("0004", "foo"),
          Map.entry("0021", "a=b; x; c=d"),
          Map.entry("0023", "foo"),
          Map.entry("0024", "foo"),
          Map.entry("0025", "foo"),
          Map.entry("0026", "foo"),
          Map.entry("0027", "bar"),
          Map.entry("0028", "foo"),
          Map.entry("chromium0009", "BLAHHH"),
          Map.entry("chromium0010", "\"BLA\\\"HHH\""),
          Map.entry("chromium0012", "ABC"),
          Map.entry("mozilla0012", "test=\"fubar! = foo; five"),
          Map.entry("mozilla0014", "six"),
          Map.entry("mozilla0015", "seven"),
          Map.entry("mozilla0016", "eight"),
          Map.entry("mozilla0017", "eight; test=six"),
          Map.entry("name0017", "a=bar"),
          Map.entry("name0023", "foo"),
          Map.entry("name0025", "==a=bar"),
          Map.entry("name0028", "a"),
          Map.entry("name0031", "\"foo"),
          Map.entry("name0032", "\"foo\\\"bar"),
          Map.entry("name0033", "aaa"),
          Map.entry("optional-domain0042", "foo=bar"));

  @Test
  void thePublishedCasesComeOutAsPublished() throws IOException {
    Map<String, String> wrong = new TreeMap<>();
    int judged = 0;
    for (JsonNode row : Corpora.jsonList("http-state.json")) {
      if (row.get("disabled").asBoolean()) {
        continue;
      }
      judged++;
      String test = row.get("test").asText();
      String expected = text(row.get("expect_cookie"));
      String sent = sent(row, test);
      if (!Objects.equals(expected, sent)) {
        wrong.put(test, String.valueOf(sent));
      }
    }

    System.out.println(judged + " cases of http-state, " + wrong.size() + " answered otherwise");
    assertThat(judged).isEqualTo(218);
    assertThat(wrong).isEqualTo(KNOWN);
  }

  private static @Nullable String sent(JsonNode row, String test) {
    CrawlUrl setter = url("http://home.example.org:8888/cookie-parser?" + test);
    CookieJar jar = new CookieJar();
    for (JsonNode field : row.get("set_cookie")) {
      Headers answer = Headers.of("Set-Cookie", field.asText());
      jar.store(new CookieReader().read(setter, answer, NOW), NOW);
    }
    String location = text(row.get("location"));
    CrawlUrl target =
        setter.resolveOrNull(location == null ? "/cookie-parser-result?" + test : location);
    return jar.field(Objects.requireNonNull(target), NOW)
        .map(field -> new String(field.getBytes(UTF_8), ISO_8859_1))
        .orElse(null);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isNull() ? null : node.asText();
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
