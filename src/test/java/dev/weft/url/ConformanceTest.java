package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.corpora.Corpora;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The URL parser against every row of the published data, in every column. */
class ConformanceTest {
  @Test
  void everyRowOfTheUrlDataComesOutAsPublished() throws IOException {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (JsonNode row : Corpora.jsonList("urltestdata.json")) {
      String input = row.get("input").textValue();
      String baseText = row.path("base").textValue();
      WhatwgUrl base = baseText == null ? null : UrlParser.parse(baseText, null);
      WhatwgUrl url = baseText != null && base == null ? null : UrlParser.parse(input, base);
      collect(wrong, input + " on " + baseText, columns(url), expectedColumns(row));
      compared++;
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isEqualTo(869);
  }

  @Test
  void crawlUrlIsTheHrefWithoutUserInfoAndFragment() throws IOException {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (JsonNode row : Corpora.jsonList("urltestdata.json")) {
      String baseText = row.path("base").textValue();
      String input = row.get("input").textValue();
      if (!row.path("protocol").asText("http").startsWith("http")) {
        continue;
      }
      CrawlUrl base = baseText == null ? null : CrawlUrl.parseOrNull(baseText);
      CrawlUrl url = baseText == null ? CrawlUrl.parseOrNull(input) : resolve(base, input);
      String expected = row.has("failure") ? null : canonicalHref(row);
      collect(wrong, input, url == null ? null : url.href(), expected);
      compared++;
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(480);
  }

  @Test
  void everyRowOfTheToAsciiDataComesOutAsPublished() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<JsonNode> rows = Corpora.jsonList("toascii.json");
    for (JsonNode row : rows) {
      String input = row.get("input").textValue();
      String host = HostName.parse(input).map(HostName::toString).orElse(null);
      collect(wrong, input, host, row.get("output").textValue());
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).hasSize(87);
  }

  private static void collect(
      List<String> wrong, String input, @Nullable Object actual, @Nullable Object expected) {
    if (!Objects.equals(actual, expected)) {
      wrong.add(input + ": " + actual + ", not " + expected);
    }
  }

  private static @Nullable CrawlUrl resolve(@Nullable CrawlUrl base, String input) {
    return base == null ? null : base.resolveOrNull(input);
  }

  private static String canonicalHref(JsonNode row) {
    return row.get("protocol").textValue()
        + "//"
        + row.get("host").textValue()
        + row.get("pathname").textValue()
        + query(row);
  }

  private static String query(JsonNode row) {
    String href = row.get("href").textValue();
    int hash = href.indexOf('#');
    String search = row.get("search").textValue();
    return search.isEmpty() && (hash < 0 ? href : href.substring(0, hash)).endsWith("?")
        ? "?"
        : search;
  }

  private static List<String> expectedColumns(JsonNode row) {
    if (row.has("failure")) {
      return List.of("failure");
    }
    List<String> columns = new ArrayList<>();
    for (String name : COLUMNS) {
      columns.add(name + "=" + row.get(name).textValue());
    }
    return columns;
  }

  private static final List<String> COLUMNS =
      List.of(
          "href",
          "protocol",
          "username",
          "password",
          "host",
          "hostname",
          "port",
          "pathname",
          "search",
          "hash");

  private static List<String> columns(@Nullable WhatwgUrl url) {
    if (url == null) {
      return List.of("failure");
    }
    String host = url.host() == null ? "" : url.host();
    String port = url.port() == null ? "" : url.port().toString();
    return List.of(
        "href=" + url.href(),
        "protocol=" + url.scheme().name() + ":",
        "username=" + url.username(),
        "password=" + url.password(),
        "host=" + host + (port.isEmpty() ? "" : ":" + port),
        "hostname=" + host,
        "port=" + port,
        "pathname=" + url.path(),
        "search=" + prefixed("?", url.query()),
        "hash=" + prefixed("#", url.fragment()));
  }

  private static String prefixed(String prefix, @Nullable String part) {
    return part == null || part.isEmpty() ? "" : prefix + part;
  }
}
