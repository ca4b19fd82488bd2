package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.cli.Cli.Run;
import dev.weft.control.FolderLock;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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
  void aFolderOfAnOlderWeftIsRefusedAndNotTouched() throws IOException {
    Path records = Files.writeString(folder.resolve("pages.jsonl"), "{}\n");
    Path summary = Files.writeString(folder.resolve("summary.json"), "{}\n");

    Run run = Cli.run("crawl", "http://a.test/", "-o", folder.toString());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .endsWith(
            folder
                + " already holds pages.jsonl and no state to go on from; name another folder with"
                + " -o, or add --fresh to start this one over\n");
    assertThat(records).hasContent("{}");
    assertThat(summary).exists();
  }

  @Test
  void freshGivesAnEarlierCrawlUpAndKeepsOtherFiles() throws IOException, CommandFailure {
    Path records = Files.writeString(folder.resolve("pages.jsonl"), "{}\n");
    Path state = Files.createDirectories(folder.resolve("state/rocksdb"));
    Files.writeString(state.resolve("LOG"), "");
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

    try (OutputFolder taken = OutputFolder.take(folder)) {
      taken.deleteResults();
    }

    assertThat(records).doesNotExist();
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void freshAsksAtATerminalAndElsewhereWantsToBeToldYes() throws IOException {
    Path records = Files.writeString(folder.resolve("pages.jsonl"), "{}\n");

    Run untold = fresh(Map.of(), "");
    Run refused = fresh(Map.of(Cli.CAN_ASK, ""), "no\n");

    assertThat(untold.code()).isEqualTo(ExitCode.USAGE);
    assertThat(untold.err())
        .endsWith(folder + " is left as it is; add --yes to --fresh to give up what it holds\n");
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("weft: give up what " + folder + " holds? [y/N] ");
    assertThat(records).hasContent("{}");

    fresh(Map.of(Cli.CAN_ASK, ""), "y\n");
    assertThat(Files.readString(records)).isNotEqualTo("{}\n");
  }

  private Run fresh(Map<String, String> environment, String input) {
    return Cli.run(
        environment,
        input,
        "crawl",
        "http://127.0.0.1:1/",
        "--retries=0",
        "--fresh",
        "-o",
        folder.toString());
  }

  @Test
  void aSecondRunIsSentAwayAtOnceAndTouchesNothing() throws Exception {
    try (FolderLock lock = FolderLock.take(folder, Instant.parse("2026-02-03T04:05:06.789Z"))) {
      Run run = Cli.run("crawl", "http://a.test/", "--fresh", "--yes", "-o", folder.toString());

      assertThat(run.code()).isEqualTo(75);
      assertThat(run.err())
          .endsWith(
              folder
                  + " is held by another run: process "
                  + lock.owner().pid()
                  + ", since 2026-02-03T04:05:06.789Z; `weft status "
                  + folder
                  + "` asks it, `-o` names another folder\n");
    }
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
    return catchThrowableOfType(CommandFailure.class, () -> OutputFolder.take(path).close());
  }
}
