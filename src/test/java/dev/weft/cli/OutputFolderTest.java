package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputFolderTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "http://Example.COM:8080/a, example.com",
    "http://127.0.0.1/, 127.0.0.1",
    "http://[::1]/, 1",
    "http://[2001:db8::7]/, 2001-db8-7",
    "http://b%C3%BCcher.example/, xn--bcher-kva.example",
    "http://a_b.example/, a_b.example"
  })
  void aFolderIsNamedAfterTheHost(String url, String name) {
    assertThat(OutputFolder.usual(CrawlUrl.parse(url).orElseThrow().host()))
        .isEqualTo(Path.of("output", name));
  }

  @Test
  void hostile28_noHostLeadsOutOfTheOutputFolder() {
    for (String host :
        new String[] {"", ".", "..", "...", "-", "../..", "a/../../b", "\0", "$(x)"}) {
      String name = OutputFolder.folderName(host);

      assertThat(name).as(host).matches("[a-z0-9][a-z0-9._-]*").doesNotContain("/");
      assertThat(Path.of("output", name).normalize()).as(host).isEqualTo(Path.of("output", name));
    }
    assertThat(OutputFolder.folderName("a".repeat(4_000))).hasSize(200);
  }

  @Test
  void aFolderWithRecordsIsRefusedAndNotTouched() throws IOException {
    Path records = Files.writeString(folder.resolve("pages.jsonl"), "{}\n");
    Path summary = Files.writeString(folder.resolve("summary.json"), "{}\n");

    CommandFailure refusal = failure(folder);

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal)
        .hasMessage(
            folder
                + " already holds pages.jsonl; name another folder with -o, or add --fresh to start"
                + " this one over");
    assertThat(records).hasContent("{}");
    assertThat(summary).exists();
  }

  @Test
  void freshGivesTheRecordsUpAndKeepsOtherFiles() throws IOException, CommandFailure {
    Path records = Files.writeString(folder.resolve("pages.jsonl"), "{}\n");
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

    OutputFolder.open(folder, true);

    assertThat(records).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(failure(file)).hasMessage(file + " is a file; give -o a folder");
    assertThat(failure(file.resolve("below")).exitCode()).isEqualTo(ExitCode.STORAGE);
    assertThat(failure(file.resolve("below")))
        .hasMessageStartingWith(file.resolve("below") + " cannot be written to: ")
        .hasMessageEndingWith("; name another folder with -o");
  }

  private static CommandFailure failure(Path path) {
    return catchThrowableOfType(CommandFailure.class, () -> OutputFolder.open(path, false));
  }
}
