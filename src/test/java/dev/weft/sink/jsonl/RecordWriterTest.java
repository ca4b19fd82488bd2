package dev.weft.sink.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.sink.Pages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aRecordHasItsFieldsInOrder() throws IOException {
    assertThat(line(Pages.titled(7, "A \"title\"")))
        .isEqualTo(
            "{\"schema\":1,\"url\":\"https://example.com/page/7?q=%22\",\"request\":null,\"visit\":1,"
                + "\"disposition\":\"fetched\",\"status\":200,\"contentType\":\"text/html\","
                + "\"charset\":\"utf-8\",\"wireBytes\":8000,\"bytes\":31000,\"truncated\":null,\"title\":\"A"
                + " \\\"title\\\"\",\"hops\":2,"
                + "\"referrer\":\"https://example.com/page/8?q=%22\",\"redirectTo\":null,"
                + "\"redirectedFrom\":null,\"outlinks\":97,\"attempts\":1,"
                + "\"fetchedAt\":\"2026-03-04T05:06:07.089Z\",\"timings\":{\"dns\":1000,"
                + "\"connect\":2000,\"tls\":3000,\"firstByte\":4000,\"total\":10000},"
                + "\"digest\":\"xxh3:0123456789abcdef0123456789abcdef\",\"noindex\":false,"
                + "\"unavailableAfter\":null,\"error\":null,\"change\":null,"
                + "\"duplicateOf\":null}\n");
  }

  @Test
  void everyKindOfEndIsValidByThePublishedSchema() throws IOException {
    Schema schema = schema();
    for (Page page :
        List.of(
            Pages.fetched(1),
            Pages.titled(1, null),
            Pages.truncated(),
            Pages.posted(),
            Pages.redirected(),
            Pages.robotsDenied(),
            Pages.failed("no status line: \"\u0000\r\n\""))) {
      String line = line(page);
      assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
  }

  @Test
  void theSchemaKnowsEveryWordOfTheRecordAndNoOther() throws IOException {
    JsonNode properties = JSON.readTree(schemaStream()).get("properties");

    JsonNode record = JSON.readTree(line(Pages.fetched(1)));
    assertThat(properties.fieldNames()).toIterable().containsExactlyElementsOf(record::fieldNames);
    assertThat(properties.at("/disposition/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Arrays.stream(Disposition.values()).map(Disposition::code).toList());
    assertThat(properties.at("/truncated/enum"))
        .extracting(JsonNode::asText)
        .containsExactly(
            Truncation.LENGTH.code(), Truncation.TIME.code(), Truncation.DISCONNECT.code(), "null");
    assertThat(schema().validate("{\"schema\":1}", InputFormat.JSON)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "quotes \" and \\ backslash",
        "lines\r\n\u2028\u2029\u0085 end",
        "emoji \uD83D\uDE00 and \u4E2D\u6587",
        "escape \u001b[31m and \u009b31m",
        "bidi \u202e\u2066\u200f end",
        "nul \u0000 del \u007f",
      })
  void hostile29_whatAPageHoldsStaysOneLineOfPrintableText(String title) throws IOException {
    String line = line(Pages.titled(1, title));

    assertThat(JSON.readTree(line).get("title").asText()).isEqualTo(title);
    assertThat(line.substring(0, line.length() - 1))
        .doesNotContainPattern(
            "[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00b", "\uDBFF\uD83D\uDE00", "\uD83D\uDE00\uD83D"})
  void halfSurrogatePairsBecomeReplacementCharacters(String title) throws IOException {
    byte[] bytes = line(Pages.titled(1, title)).getBytes(UTF_8);

    String read = JSON.readTree(bytes).get("title").asText();
    assertThat(read).contains("\uFFFD");
    assertThat(UTF_8.newEncoder().canEncode(read)).isTrue();
  }

  @Test
  void anyTextComesBackAsItWas() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder title = new StringBuilder();
      for (int k = random.nextInt(30); k >= 0; k--) {
        int codePoint = random.nextInt(random.nextBoolean() ? 0x100 : 0x2FFFF);
        title.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '\n' : codePoint);
      }
      assertThat(JSON.readTree(line(Pages.titled(1, title.toString()))).get("title").asText())
          .as("seed " + seed)
          .isEqualTo(title.toString());
    }
  }

  private static String line(Page page) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordWriter writer = new RecordWriter(output);
    writer.write(page);
    writer.flush();
    return output.toString(UTF_8);
  }

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schemaStream());
  }

  private static InputStream schemaStream() {
    return Objects.requireNonNull(
        RecordWriter.class.getResourceAsStream("page.schema.json"), "page.schema.json");
  }
}
