package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Item;
import dev.weft.page.ItemType;
import dev.weft.page.Page;
import dev.weft.sink.Pages;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.ItemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of items, of every sink that writes them. */
final class ItemFilesTest {
  private static final List<ItemType> TEAS = List.of(new ItemType("tea", List.of("name")));

  @TempDir private Path folder;

  private SinkMark write(
      SinkKind kind, SinkOptions options, SinkMark from, List<ItemType> types, Page... pages)
      throws IOException {
    try (Sink sink = kind.inFolder(folder, options, types)) {
      sink.open(from);
      for (Page page : pages) {
        sink.write(page);
        sink.flush();
      }
      return sink.checkpoint();
    }
  }

  private SinkMark write(SinkKind kind, SinkMark from, List<ItemType> types, Page... pages)
      throws IOException {
    return write(kind, SinkOptions.DEFAULT, from, types, pages);
  }

  private static Page page(int number, Item... items) {
    return Pages.withItems(Pages.fetched(number), items);
  }

  private static Item tea(String name) {
    return Pages.item("tea", name);
  }

  private List<String> files(SinkKind kind) throws IOException {
    return ItemFiles.own(folder, "." + kind.code()).stream().sorted().toList();
  }

  private static List<String> urls(int... numbers) {
    return IntStream.of(numbers).mapToObj(number -> Pages.url(number).href()).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSONL", "CSV"})
  void filesOfAllTypesAreThereFromTheStartAndThoseOfOthersGo(SinkKind kind) throws IOException {
    Files.writeString(folder.resolve("items-old." + kind.code()), "x\n");
    Files.writeString(folder.resolve("items-notes.txt"), "mine\n");
    write(kind, SinkMark.NOTHING, TEAS);

    assertThat(files(kind)).containsExactly("items-tea." + kind.code());
    assertThat(Written.itemUrls(kind, folder)).isEmpty();
    assertThat(folder.resolve("items-notes.txt")).exists();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSONL", "CSV"})
  void whatWasNotCommittedIsCutOffInEveryFile(SinkKind kind) throws IOException {
    Item cup = Pages.item("cup", "b");
    SinkMark mark = write(kind, SinkMark.NOTHING, TEAS, page(1, tea("a"), cup, tea("c")));
    write(kind, mark, TEAS, page(2, tea("lost"), Pages.item("pot", "lost")));
    assertThat(files(kind)).hasSize(3);
    SinkMark second = write(kind, mark, TEAS, page(3, tea("kept")));

    assertThat(second.files())
        .extracting(SinkMark.FileMark::path)
        .containsExactlyInAnyOrder(
            "pages." + kind.code(), "items-cup." + kind.code(), "items-tea." + kind.code());
    assertThat(files(kind)).hasSize(2);
    assertThat(Written.itemUrls(kind, folder)).isEqualTo(urls(1, 1, 1, 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"JSONL", "CSV"})
  void aTypeThatRulesNameNoMoreGoesOn(SinkKind kind) throws IOException {
    SinkMark mark = write(kind, SinkMark.NOTHING, TEAS, page(1, tea("a")));
    write(kind, mark, List.of(), page(2, tea("b")));

    assertThat(Written.itemUrls(kind, folder)).isEqualTo(urls(1, 2));
  }

  @ParameterizedTest
  @EnumSource(names = {"JSONL", "CSV"})
  void filesAreRolledAsThePagesAre(SinkKind kind) throws IOException {
    Page[] pages = IntStream.range(0, 20).mapToObj(i -> page(i, tea("n" + i))).toArray(Page[]::new);
    SinkOptions rolled = SinkOptions.DEFAULT.withRollBytes(300);
    write(kind, rolled, SinkMark.NOTHING, TEAS, pages);

    assertThat(files(kind)).hasSizeGreaterThan(2);
    assertThat(Written.itemUrls(kind, folder)).isEqualTo(urls(IntStream.range(0, 20).toArray()));
  }

  @ParameterizedTest
  @EnumSource(names = {"JSONL", "CSV"})
  void aTypeThatIsNoFilesNameIsRefused(SinkKind kind) throws IOException {
    try (Sink sink = kind.inFolder(folder, SinkOptions.DEFAULT, TEAS)) {
      sink.open(SinkMark.NOTHING);
      assertThatThrownBy(() -> sink.write(page(1, Pages.item("../x", "a"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("can have no file");
    }
  }
}
