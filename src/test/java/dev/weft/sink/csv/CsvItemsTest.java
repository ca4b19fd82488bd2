package dev.weft.sink.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.sink.Compression;
import dev.weft.sink.Pages;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items as rows of a table. */
final class CsvItemsTest {
  private static final String KEY = "_url,_request,_visit,_index,_fetchedAt";
  private static final List<ItemType> TYPES = List.of(new ItemType("tea", List.of("name", "size")));

  @TempDir private Path folder;

  @Test
  void everyValueHasItsCell() throws IOException {
    Map<String, ItemValue> fields = new LinkedHashMap<>();
    fields.put("name", new ItemValue.Text("a, \"b\""));
    fields.put("price", new ItemValue.Numeric(new BigDecimal("-4.50")));
    fields.put("sold", new ItemValue.Bool(false));
    fields.put("since", new ItemValue.Time("2026-11-21"));
    fields.put("link", new ItemValue.Link("https://a.example/"));
    fields.put("none", ItemValue.None.INSTANCE);
    fields.put("empty", new ItemValue.Text(""));
    ItemValue text = new ItemValue.Text("x\n");
    fields.put("many", new ItemValue.Many(List.of(text, new ItemValue.Nested(Map.of("y", text)))));
    write(SinkMark.NOTHING, List.of(), page(new Item("tea", fields)));

    assertThat(Files.readString(folder.resolve("items-tea.csv")))
        .isEqualTo(
            KEY
                + ",name,price,sold,since,link,none,empty,many\r\n"
                + "https://example.com/page/1?q=%22,,1,0,2026-03-04T05:06:07.089Z,"
                + "\"a, \"\"b\"\"\",-4.50,false,"
                + "2026-11-21,https://a.example/,,\"\",\"[\"\"x\\n\"\",{\"\"y\"\":"
                + "\"\"x\\n\"\"}]\"\r\n");
  }

  @Test
  void hostile29_whatSpreadsheetsWouldRunHasAnApostropheInFront() throws IOException {
    write(SinkMark.NOTHING, TYPES, page(item("=1+1"), item("'"), item("@x"), item("-2")));

    assertThat(Files.readString(folder.resolve("items-tea.csv")))
        .contains(",'=1+1,\r\n", ",'',\r\n", ",'@x,\r\n", ",'-2,\r\n");
  }

  @Test
  void otherColumnsThanTheFileHasAreAnErrorThatNamesBoth() throws IOException {
    List<ItemType> others = List.of(new ItemType("tea", List.of("name", "price")));
    for (Compression compression : Compression.values()) {
      Path into = folder.resolve(compression.code());
      SinkMark mark = write(into, compression, SinkMark.NOTHING, TYPES, page(item("a")));

      assertThatThrownBy(() -> write(into, compression, mark, others))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("items-tea.csv")
          .hasMessageContaining("has the columns name, size")
          .hasMessageContaining("the rules name name, price");
    }
  }

  private SinkMark write(SinkMark mark, List<ItemType> types, Page... pages) throws IOException {
    return write(folder, Compression.NONE, mark, types, pages);
  }

  private static SinkMark write(
      Path into, Compression compression, SinkMark mark, List<ItemType> types, Page... pages)
      throws IOException {
    SinkOptions options = SinkOptions.DEFAULT.withCompression(compression);
    try (CsvSink sink = CsvSink.inFolder(into, options).withItems(types)) {
      sink.open(mark);
      for (Page page : pages) {
        sink.write(page);
      }
      return sink.checkpoint();
    }
  }

  private static Item item(String name) {
    Map<String, ItemValue> fields = new LinkedHashMap<>();
    fields.put("name", new ItemValue.Text(name));
    fields.put("size", ItemValue.None.INSTANCE);
    return new Item("tea", fields);
  }

  private static Page page(Item... items) {
    return Pages.withItems(Pages.fetched(1), items);
  }
}
