package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.config.LogOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class LogOutputTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, UTF_8);

  @Test
  void whatLibrariesLogIsALineOfJsonWithItsError() throws Exception {
    LogOptions options = new LogOptions(LogOptions.Format.JSON, null);
    try (LogOutput log = LogOutput.open(options, err)) {
      LoggerFactory.getLogger("a.library")
          .error("it \"broke\"\n\u001b[31m", new IOException("why"));
      log.write("WARN", "weft", "a complaint", null);
    }
    LoggerFactory.getLogger("a.library").error("no longer here");

    assertThat(bytes.toString(UTF_8).lines()).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(bytes.toString(UTF_8).lines().toList().get(0));
    assertThat(Instant.parse(first.get("time").asText())).isBefore(Instant.now().plusSeconds(1));
    assertThat(first.get("level").asText()).isEqualTo("ERROR");
    assertThat(first.get("logger").asText()).isEqualTo("a.library");
    assertThat(first.get("message").asText()).startsWith("it \"broke\"\n");
    assertThat(first.get("error").asText()).startsWith("java.io.IOException: why\n");
  }

  @Test
  void textIsOneLineThatATerminalSurvives() throws Exception {
    try (LogOutput log = LogOutput.open(LogOptions.DEFAULT, err)) {
      log.write("WARN", "a.library", "it \u001b[31mbroke", "java.lang.Error: x\n\tat y");
    }

    assertThat(bytes.toString(UTF_8)).hasLineCount(1).doesNotContain("\u001b").contains(" | at y");
  }

  @Test
  void aFileThatWasRenamedDeletedOrCutIsGoneOnWith() throws Exception {
    Path file = folder.resolve("weft.log");
    try (LogOutput log = LogOutput.open(new LogOptions(LogOptions.Format.JSON, file), err)) {
      log.write("INFO", "weft", "one", null);
      Files.move(file, folder.resolve("weft.log.1"));
      log.write("INFO", "weft", "two", null);
      assertThat(Files.readString(folder.resolve("weft.log.1"))).contains("one").hasLineCount(1);
      assertThat(Files.readString(file)).contains("two").hasLineCount(1);
      Files.delete(file);
      log.write("INFO", "weft", "three", null);
      assertThat(Files.readString(file)).contains("three").hasLineCount(1);
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(0);
      }
      log.write("INFO", "weft", "four", null);
      assertThat(Files.readString(file)).startsWith("{").contains("four").hasLineCount(1);
    }
    assertThat(bytes.toString(UTF_8)).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    int code =
        Cli.run("crawl", "http://localhost:1/", "--log-file=" + folder, "-o", folder.toString())
            .code();

    assertThat(code).isEqualTo(ExitCode.USAGE);
  }
}
