package dev.weft.sink.warc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sink.Pages;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.cdx.CdxFormat;
import org.netpreserve.jwarc.cdx.CdxWriter;

final class IndexTest {
  @TempDir private Path folder;

  private WarcSink sink(SinkOptions options) {
    return WarcSink.inFolder(folder, options);
  }

  private static void write(WarcSink sink, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      sink.write(Pages.archived(i));
      sink.write(Pages.archived(i + 1_000, "HTTP/1.1 200 OK", "the same", null));
    }
  }

  /** What jwarc's own tool makes of a file. */
  private static List<String> indexed(Path warc) throws IOException {
    StringWriter text = new StringWriter();
    try (CdxWriter writer = new CdxWriter(text)) {
      writer.setFormat(CdxFormat.CDXJ);
      writer.setSort(true);
      writer.process(List.of(warc), false);
    }
    return text.toString().lines().toList();
  }

  private void checkIndexes(int files) throws IOException {
    List<Path> warcs = new Archive(folder).files();
    assertThat(warcs).hasSizeGreaterThanOrEqualTo(files);
    int lines = 0;
    for (Path warc : warcs) {
      String name = folder.relativize(warc).toString();
      List<String> index = Files.readAllLines(folder.resolve(WarcNames.index(name)));
      assertThat(index).isEqualTo(indexed(warc)).isSorted();
      lines += index.size();
    }
    assertThat(lines).isEqualTo(80);
    assertThat(WarcSink.indexes(folder)).hasSameSizeAs(warcs);
  }

  @Test
  void theIndexIsTheOneThatJwarcMakes() throws IOException {
    try (WarcSink sink = sink(SinkOptions.DEFAULT)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 40);
    }

    checkIndexes(1);
    List<Path> warcs = new Archive(folder).files();
    assertThat(indexed(warcs.get(0)).get(0))
        .contains(" 20260304050607 {\"url\": \"https://example.com/page/0")
        .contains("\"mime\": \"text/html\", \"status\": \"200\", \"digest\": \"sha1:");
    assertThat(indexed(warcs.get(0))).anyMatch(line -> line.contains("\"mime\": \"warc/revisit\""));
  }

  @Test
  void everyFileHasItsIndex() throws IOException {
    SinkMark mark;
    try (WarcSink sink = sink(SinkOptions.DEFAULT.withRollBytes(5_000))) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 40);
      mark = sink.checkpoint();
    }

    checkIndexes(5);
    assertThat(mark.files()).extracting(FileMark::path).anyMatch(WarcNames::isIndex);
  }

  @Test
  void aFileThatAnEarlierRunBeganIsIndexedWhole() throws IOException {
    SinkMark mark;
    try (WarcSink sink = sink(SinkOptions.DEFAULT)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 10);
      mark = sink.checkpoint();
      write(sink, 30, 10);
    }
    try (WarcSink sink = sink(SinkOptions.DEFAULT)) {
      sink.open(mark);
      assertThat(WarcSink.indexes(folder)).as("an index of a file that goes on").isEmpty();
      write(sink, 10, 30);
    }

    checkIndexes(1);
  }

  @Test
  void moreLinesThanMemoryIsForAreSortedInRuns() throws IOException {
    new Archive(folder).write(Pages.archived(1));
    Path warc = new Archive(folder).files().get(0);
    String name = folder.relativize(warc).toString();
    Index index = new Index(folder, name, 1, false);

    index.write();

    List<String> more = new ArrayList<>(indexed(warc));
    assertThat(Files.readAllLines(folder.resolve(WarcNames.index(name)))).isEqualTo(more);
    try (WarcSink sink =
        WarcSink.inFolder(
            folder.resolve("many"), SinkOptions.DEFAULT, Limits.DEFAULT.with(10, 7, 64, 5))) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 40);
    }
    Archive many = new Archive(folder.resolve("many"));
    Path file = many.files().get(0);
    String own = folder.resolve("many").relativize(file).toString();
    assertThat(Files.readAllLines(folder.resolve("many").resolve(WarcNames.index(own))))
        .isEqualTo(indexed(file))
        .hasSize(80);
    assertThat(WarcSink.indexes(folder.resolve("many"))).hasSize(1);
  }
}
