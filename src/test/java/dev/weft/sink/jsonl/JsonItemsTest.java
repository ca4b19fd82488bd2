package dev.weft.sink.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.sink.Pages;
import dev.weft.sink.SinkMark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An item as a line of JSON. */
final class JsonItemsTest {
  @Test
  void everyValueIsWrittenInItsForm() throws IOException {
    Map<String, ItemValue> fields = new LinkedHashMap<>();
    fields.put("name", new ItemValue.Text("a\u202eb\n"));
    fields.put("price", new ItemValue.Numeric(new BigDecimal("4.50")));
    fields.put("sold", new ItemValue.Bool(false));
    fields.put("since", new ItemValue.Time("2026-11-21"));
    fields.put("link", new ItemValue.Link("https://a.example/"));
    fields.put("none", ItemValue.None.INSTANCE);
    fields.put(
        "many",
        new ItemValue.Many(
            List.of(
                new ItemValue.Text("x"),
                new ItemValue.Nested(Map.of("y", new ItemValue.Text("z"))))));
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    JsonlSink sink = JsonlSink.to(lines);
    sink.open(SinkMark.NOTHING);
    sink.write(Pages.withItems(Pages.fetched(1), new Item("tea", fields)));
    sink.close();

    assertThat(lines.toString(StandardCharsets.UTF_8).lines().skip(1))
        .containsExactly(
            "{\"_item\":\"tea\",\"_url\":\"https://example.com/page/1?q=%22\",\"_visit\":1,"
                + "\"_index\":0,"
                + "\"_fetchedAt\":\"2026-03-04T05:06:07.089Z\",\"name\":\"a\\u202eb\\u000a\","
                + "\"price\":4.50,\"sold\":false,\"since\":\"2026-11-21\","
                + "\"link\":\"https://a.example/\",\"none\":null,\"many\":[\"x\",{\"y\":\"z\"}]}");
  }
}
