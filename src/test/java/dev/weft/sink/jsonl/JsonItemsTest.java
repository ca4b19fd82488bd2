package dev.weft.sink.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Disposition;
import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ItemFilesTest {
  private static final List<ItemType> TYPES = List.of(new ItemType("tea", List.of("name")));

  @TempDir private Path folder;

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
    sink.write(page(1, new Item("tea", fields)));
    sink.close();

    assertThat(lines.toString(StandardCharsets.UTF_8).lines().skip(1))
        .containsExactly(
            "{\"_item\":\"tea\",\"_url\":\"https://a.example/1\",\"_visit\":1,\"_index\":0,"
                + "\"_fetchedAt\":\"2026-11-21T10:15:00.000Z\",\"name\":\"a\\u202eb\\u000a\","
                + "\"price\":4.50,\"sold\":false,\"since\":\"2026-11-21\","
                + "\"link\":\"https://a.example/\",\"none\":null,\"many\":[\"x\",{\"y\":\"z\"}]}");
  }

  @Test
  void whatWasNotCommittedIsCutOffInEveryFile() throws IOException {
    JsonlSink sink = sink();
    sink.open(SinkMark.NOTHING);
    sink.write(page(1, item("tea", "a"), item("cup", "b"), item("tea", "c")));
    SinkMark mark = sink.checkpoint();
    sink.write(page(2, item("tea", "lost"), item("pot", "lost")));
    sink.flush();
    sink.close();
    assertThat(Files.exists(folder.resolve("items-pot.jsonl"))).isTrue();

    JsonlSink again = sink();
    again.open(mark);
    again.write(page(2, item("tea", "kept")));
    SinkMark second = again.checkpoint();
    again.close();

    assertThat(second.files())
        .extracting(FileMark::path)
        .containsExactly("pages.jsonl", "items-cup.jsonl", "items-tea.jsonl");
    assertThat(Files.exists(folder.resolve("items-pot.jsonl"))).isFalse();
    assertThat(Files.readAllLines(folder.resolve("items-tea.jsonl")))
        .extracting(line -> line.replaceAll(".*\"_index\":(\\d).*\"name\":\"(\\w+)\".*", "$1 $2"))
        .containsExactly("0 a", "1 c", "0 kept");
    assertThat(Files.readAllLines(folder.resolve("items-cup.jsonl"))).hasSize(1);
  }

  @Test
  void filesOfAnEarlierCrawlGoAndThoseOfTheRulesAreThereAtOnce() throws IOException {
    Files.writeString(folder.resolve("items-old.jsonl"), "x\n");
    Files.writeString(folder.resolve("items-notes.txt"), "mine\n");
    JsonlSink sink = sink();
    sink.open(SinkMark.NOTHING);
    sink.close();

    assertThat(JsonlSink.itemFiles(folder)).containsExactly("items-tea.jsonl");
    assertThat(Files.exists(folder.resolve("items-notes.txt"))).isTrue();
  }

  @Test
  void filesAreRolledAsThePagesAre() throws IOException {
    JsonlSink sink =
        JsonlSink.inFolder(folder, SinkOptions.DEFAULT.withRollBytes(300)).withItems(TYPES);
    sink.open(SinkMark.NOTHING);
    for (int i = 0; i < 20; i++) {
      sink.write(page(i, item("tea", "n" + i)));
      sink.flush();
    }
    SinkMark mark = sink.checkpoint();
    sink.close();

    long lines = 0;
    for (FileMark file : mark.files()) {
      if (file.path().startsWith("items-tea-0")) {
        lines += Files.readAllLines(folder.resolve(file.path())).size();
      }
    }
    assertThat(lines).isEqualTo(20);
    assertThat(JsonlSink.itemFiles(folder)).hasSizeGreaterThan(2);
  }

  @Test
  void aTypeThatIsNoFilesNameIsRefused() throws IOException {
    JsonlSink sink = sink();
    sink.open(SinkMark.NOTHING);

    assertThatThrownBy(() -> sink.write(page(1, item("../x", "a"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can have no file");
    sink.close();
  }

  private JsonlSink sink() {
    return JsonlSink.inFolder(folder).withItems(TYPES);
  }

  private static Item item(String type, String name) {
    return new Item(type, Map.of("name", new ItemValue.Text(name)));
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
