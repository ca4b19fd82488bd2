package dev.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sink that writes files keeps: what is committed stays, what is not can go. */
public abstract class SinkContract {
  @TempDir protected Path folder;

  /** A sink over the folder, not yet open. */
  protected abstract Sink sink(Path into);

  /** The records in the sink's files, in order, by their URLs. */
  protected abstract List<String> urls(Path from) throws IOException;

  @Test
  void whatWasWrittenIsThereAfterClosing() throws IOException {
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 3);
    }

    assertThat(urls(folder)).isEqualTo(urlsOf(0, 3));
  }

  @Test
  void aTornTailIsCutBackToTheMark() throws IOException {
    SinkMark mark = committedThenTorn();

    try (Sink again = sink(folder)) {
      again.open(mark);
      write(again, 3, 2);
    }

    assertThat(urls(folder)).isEqualTo(urlsOf(0, 5));
  }

  @Test
  void openingTwiceAtAMarkIsOpeningOnce() throws IOException {
    SinkMark mark = committedThenTorn();
    for (int i = 0; i < 2; i++) {
      try (Sink again = sink(folder)) {
        again.open(mark);
        assertThat(again.checkpoint()).isEqualTo(mark);
      }
    }

    assertThat(urls(folder)).isEqualTo(urlsOf(0, 3));
  }

  @Test
  void openingWithoutAMarkStartsOver() throws IOException {
    committedThenTorn();

    try (Sink again = sink(folder)) {
      again.open(SinkMark.NOTHING);
      write(again, 7, 1);
    }

    assertThat(urls(folder)).isEqualTo(urlsOf(7, 1));
  }

  @Test
  void aMarkGrowsWithWhatIsWritten() throws IOException {
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 1);
      SinkMark first = sink.checkpoint();
      SinkMark same = sink.checkpoint();
      write(sink, 1, 1);
      SinkMark second = sink.checkpoint();

      assertThat(same).isEqualTo(first);
      assertThat(second).isNotEqualTo(first);
      for (FileMark file : second.files()) {
        assertThat(Files.size(folder.resolve(file.path()))).isEqualTo(file.length());
      }
    }
  }

  @Test
  void aFileShorterThanCommittedIsAnErrorThatNamesIt() throws IOException {
    SinkMark mark = committedThenTorn();
    Path file = folder.resolve(mark.files().get(0).path());
    Files.write(file, new byte[] {'{'}, StandardOpenOption.TRUNCATE_EXISTING);

    try (Sink again = sink(folder)) {
      assertThatThrownBy(() -> again.open(mark))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("1 bytes")
          .hasMessageContaining(mark.files().get(0).length() + " were committed");
    }
  }

  @Test
  void otherBytesThanCommittedAreAnErrorThatNamesTheFile() throws IOException {
    SinkMark mark = committedThenTorn();
    Path file = folder.resolve(mark.files().get(0).path());
    byte[] bytes = Files.readAllBytes(file);
    bytes[5] ^= 1;
    Files.write(file, bytes);

    try (Sink again = sink(folder)) {
      assertThatThrownBy(() -> again.open(mark))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aMissingFolderIsMade() throws IOException {
    Path deeper = folder.resolve("a/b");
    try (Sink sink = sink(deeper)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 1);
      sink.checkpoint();
    }

    assertThat(urls(deeper)).isEqualTo(urlsOf(0, 1));
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorThatNamesIt() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (Sink sink = sink(file)) {
      assertThatThrownBy(() -> sink.open(SinkMark.NOTHING))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  /** Three pages committed, one more written after that, and half a record behind it. */
  private SinkMark committedThenTorn() throws IOException {
    SinkMark mark;
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 3);
      mark = sink.checkpoint();
      write(sink, 3, 1);
    }
    Files.writeString(
        folder.resolve(mark.files().get(0).path()), "{\"half", StandardOpenOption.APPEND);
    return mark;
  }

  protected static void write(Sink sink, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      sink.write(Pages.fetched(i));
    }
  }

  private static List<String> urlsOf(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> Pages.url(i).href()).toList();
  }
}
