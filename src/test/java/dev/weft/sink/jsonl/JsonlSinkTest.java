package dev.weft.sink.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.sink.Pages;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkContract;
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

final class JsonlSinkTest extends SinkContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path FULL = Path.of("/dev/full");

  @Override
  protected Sink sink(Path into) {
    return JsonlSink.inFolder(into);
  }

  @Override
  protected List<String> urls(Path from) throws IOException {
    List<String> urls = new ArrayList<>();
    for (String line : Files.readAllLines(from.resolve(JsonlSink.FILE), UTF_8)) {
      urls.add(JSON.readTree(line).get("url").asText());
    }
    return urls;
  }

  @Test
  void theMarkHoldsTheChecksumOfTheFile() throws IOException {
    SinkMark mark;
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 5_000);
      mark = sink.checkpoint();
    }

    byte[] bytes = Files.readAllBytes(folder.resolve(JsonlSink.FILE));
    assertThat(mark.files().get(0).checksum()).isEqualTo(Hashing.xxh3_64().hashBytesToLong(bytes));
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
  void hostile30_aDiskThatFillsUpLeavesWholeLines() throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "skipped: no /bin/sh to limit the size of a file");
    Process filling =
        new ProcessBuilder(
                SHELL.toString(),
                "-c",
                "ulimit -f 200 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FillingDisk.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(filling.getInputStream().readAllBytes(), UTF_8);

    assertThat(filling.waitFor()).as(said).isZero();
    String records = Files.readString(folder.resolve(JsonlSink.FILE), UTF_8);
    assertThat(records).endsWith("}\n").hasSizeGreaterThan(90_000);
    assertThat(urls(folder)).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  /** Writes, in a process that may make no file longer than some 100 KB, until that fails. */
  static final class FillingDisk {
    private FillingDisk() {}

    public static void main(String[] args) throws IOException {
      try (Sink sink = JsonlSink.inFolder(Path.of(args[0]))) {
        sink.open(SinkMark.NOTHING);
        assertThatThrownBy(
                () -> {
                  write(sink, 0, 5_000);
                  sink.flush();
                })
            .isInstanceOf(IOException.class)
            .hasMessageContaining(JsonlSink.FILE);
      } catch (IOException stays) {
        assertThat(stays).hasMessageContaining("an earlier write failed");
      }
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
