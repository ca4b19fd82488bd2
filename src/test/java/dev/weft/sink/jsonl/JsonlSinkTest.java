package dev.weft.sink.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.sink.Pages;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonlSinkTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  private static Sink sink(Path into) {
    return JsonlSink.inFolder(into);
  }

  private static List<String> urls(Path from) throws IOException {
    List<String> urls = new ArrayList<>();
    for (String line : Files.readAllLines(from.resolve(JsonlSink.FILE), UTF_8)) {
      urls.add(JSON.readTree(line).get("url").asText());
    }
    return urls;
  }

  @Test
  void recordsAreWholeAfterAFlush() throws IOException {
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 100);
      sink.flush();

      assertThat(urls(folder)).hasSize(100);
    }
  }

  @Test
  void hostile30_aFullDiskIsAnErrorThatNamesTheFileAndStays() throws IOException {
    assumeTrue(Files.isWritable(FULL), "skipped: no /dev/full");
    Path file = Files.createSymbolicLink(folder.resolve(JsonlSink.FILE), FULL);
    Sink sink = sink(folder);
    sink.open(SinkMark.NOTHING);
    write(sink, 0, 1);

    assertThatThrownBy(sink::checkpoint)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("No space left");
    assertThatThrownBy(sink::checkpoint)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an earlier write failed");
    assertThatThrownBy(sink::close).isInstanceOf(IOException.class);
    sink.close();
  }

  @Test
  void aFileIsNotReadToGoOnWithIt() throws IOException {
    SinkMark mark;
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 1_000);
      mark = sink.checkpoint();
    }
    Path file = folder.resolve(JsonlSink.FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] ^= 1;
    Files.write(file, bytes);
    bytes[10] ^= 1;

    try (Sink again = sink(folder)) {
      again.open(mark);
      write(again, 1_000, 1);
      SinkMark.FileMark next = again.checkpoint().files().get(0);

      byte[] all = Files.readAllBytes(file);
      all[10] ^= 1;
      assertThat(next.checksum())
          .as("what was committed counts, so that a check finds what was changed")
          .isEqualTo(Hashing.xxh3_64().hashBytesToLong(all));
    }
  }

  private static void write(Sink sink, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      sink.write(Pages.fetched(i));
    }
  }

  @Test
  void aPrintStreamThatFailsIsAnError() throws IOException {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Sink sink = JsonlSink.to(new PrintStream(closed, false, UTF_8));
    sink.open(SinkMark.NOTHING);
    write(sink, 0, 1);

    assertThatThrownBy(sink::flush)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("full or was closed");
    assertThatThrownBy(sink::close).isInstanceOf(IOException.class);
  }

  @Test
  void aStreamGetsTheRecordsAndStaysOpen() throws IOException {
    List<String> calls = new ArrayList<>();
    ByteArrayOutputStream output =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            calls.add("close");
          }
        };
    try (Sink sink = JsonlSink.to(output)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 2);
      assertThat(sink.checkpoint()).isEqualTo(SinkMark.NOTHING);
      assertThat(output.toString(UTF_8).lines()).hasSize(2);
      sink.write(Pages.robotsDenied());
    }

    assertThat(output.toString(UTF_8).lines()).hasSize(3);
    assertThat(calls).isEmpty();
  }
}
