package dev.weft.sink.warc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sink.Pages;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
    checkIndexes(folder, files);
  }

  private static void checkIndexes(Path folder, int files) throws IOException {
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

  /** Goes on at a mark with an archive whose beginning nobody can read meanwhile. */
  private static void goOnBlindly(Path into, SinkMark mark) throws IOException {
    Path warc = new Archive(into).files().get(0);
    byte[] first = Arrays.copyOf(Files.readAllBytes(warc), 3_000);
    overwrite(warc, new byte[first.length]);
    try (WarcSink sink = WarcSink.inFolder(into, SinkOptions.DEFAULT)) {
      sink.open(mark);
      assertThat(WarcSink.indexes(into)).isEmpty();
      write(sink, 20, 20);
    }
    overwrite(warc, first);
  }

  private static void overwrite(Path file, byte[] first) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(first), 0);
    }
  }

  private SinkMark twentyCommitted(WarcSink sink) throws IOException {
    sink.open(SinkMark.NOTHING);
    write(sink, 0, 10);
    sink.checkpoint();
    write(sink, 10, 10);
    return sink.checkpoint();
  }

  @Test
  void aRunThatGoesOnAfterAKillDoesNotReadTheArchive() throws IOException {
    Path killed = folder.resolve("killed");
    SinkMark mark;
    try (WarcSink sink = sink(SinkOptions.DEFAULT)) {
      mark = twentyCommitted(sink);
      write(sink, 60, 300);
      sink.flush();
      copy(folder.resolve("warc"), killed.resolve("warc"));
    }

    goOnBlindly(killed, mark);

    checkIndexes(killed, 1);
  }

  @Test
  void aRunThatGoesOnAfterAnEndDoesNotReadTheArchive() throws IOException {
    SinkMark mark;
    try (WarcSink sink = sink(SinkOptions.DEFAULT)) {
      mark = twentyCommitted(sink);
    }
    assertThat(WarcSink.indexes(folder)).hasSize(1);

    goOnBlindly(folder, mark);

    checkIndexes(1);
  }

  @Test
  void aDraftThatDoesNotProveWhatItHoldsIsNotUsed() throws IOException {
    Path killed = folder.resolve("killed");
    SinkMark mark;
    try (WarcSink sink = sink(SinkOptions.DEFAULT)) {
      mark = twentyCommitted(sink);
      copy(folder.resolve("warc"), killed.resolve("warc"));
    }
    String name = killed.relativize(new Archive(killed).files().get(0)).toString();
    Path draft = killed.resolve(WarcNames.draft(name));
    Files.writeString(draft, Files.readString(draft).replaceFirst("page/7", "page/8"));

    try (WarcSink sink = WarcSink.inFolder(killed, SinkOptions.DEFAULT)) {
      sink.open(mark);
      write(sink, 20, 20);
    }

    checkIndexes(killed, 1);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void moreLinesThanMemoryIsForAreSortedInRuns() throws IOException {
    new Archive(folder).write(Pages.archived(1));
    Path warc = new Archive(folder).files().get(0);
    String name = folder.relativize(warc).toString();
    try (Index index = Index.resume(folder, name, 1, 0)) {
      index.write();
    }

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
