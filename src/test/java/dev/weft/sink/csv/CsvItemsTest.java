package dev.weft.sink.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Disposition;
import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.sink.Compression;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    write(SinkMark.NOTHING, List.of(), page(1, new Item("tea", fields)));

    assertThat(Files.readString(folder.resolve("items-tea.csv")))
        .isEqualTo(
            KEY
                + ",name,price,sold,since,link,none,empty,many\r\n"
                + "https://a.example/1,,1,0,2026-11-21T10:15:00.000Z,\"a, \"\"b\"\"\",-4.50,false,"
                + "2026-11-21,https://a.example/,,\"\",\"[\"\"x\\n\"\",{\"\"y\"\":"
                + "\"\"x\\n\"\"}]\"\r\n");
  }

  @Test
  void hostile29_whatSpreadsheetsWouldRunHasAnApostropheInFront() throws IOException {
    write(SinkMark.NOTHING, TYPES, page(1, item("=1+1"), item("'"), item("@x"), item("-2")));

    assertThat(Files.readString(folder.resolve("items-tea.csv")))
        .contains(",'=1+1,\r\n", ",'',\r\n", ",'@x,\r\n", ",'-2,\r\n");
  }

  @Test
  void filesOfAllTypesAreThereFromTheStartAndThoseOfOthersGo() throws IOException {
    Files.writeString(folder.resolve("items-old.csv"), "x");
    Files.writeString(folder.resolve("items-other.txt"), "mine");
    write(SinkMark.NOTHING, TYPES);

    assertThat(CsvSink.itemFiles(folder)).containsExactly("items-tea.csv");
    assertThat(folder.resolve("items-tea.csv")).hasContent(KEY + ",name,size");
    assertThat(folder.resolve("items-other.txt")).exists();
  }

  @Test
  void whatWasNotCommittedIsCutOff() throws IOException {
    SinkMark mark = write(SinkMark.NOTHING, TYPES, page(1, item("a"), item("b")));
    write(mark, TYPES, page(2, item("lost"), new Item("cup", Map.of())));
    write(mark, TYPES, page(3, item("kept")));

    assertThat(Files.readAllLines(folder.resolve("items-tea.csv")))
        .extracting(line -> line.replaceAll(".*/(\\d),,1,(\\d),[^,]*,(\\w*),", "$1 $2 $3"))
        .containsExactly(KEY + ",name,size", "1 0 a", "1 1 b", "3 0 kept");
    assertThat(folder.resolve("items-cup.csv")).doesNotExist();
  }

  @Test
  void otherColumnsThanTheFileHasAreAnErrorThatNamesBoth() throws IOException {
    List<ItemType> others = List.of(new ItemType("tea", List.of("name", "price")));
    for (Compression compression : Compression.values()) {
      Path into = folder.resolve(compression.code());
      SinkMark mark = write(into, compression, SinkMark.NOTHING, TYPES, page(1, item("a")));

      assertThatThrownBy(() -> write(into, compression, mark, others))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("items-tea.csv")
          .hasMessageContaining("has the columns name, size")
          .hasMessageContaining("the rules name name, price");
    }
  }

  @Test
  void aTypeThatRulesNameNoMoreKeepsItsColumns() throws IOException {
    SinkMark mark = write(SinkMark.NOTHING, TYPES, page(1, item("a")));
    write(mark, List.of(), page(2, item("b")));

    assertThat(Files.readAllLines(folder.resolve("items-tea.csv"))).hasSize(3);
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

  private static Page page(int number, Item... items) {
    return new Page(
        CrawlUrl.parse("https://a.example/" + number).orElseThrow(),
        1,
        Disposition.FETCHED,
        Page.Discovery.SEED,
        1,
        Instant.parse("2026-11-21T10:15:00Z"),
        null,
        new Page.Content(1, null, null, null, 0).with(List.of(items)),
        null,
        null);
  }
}
