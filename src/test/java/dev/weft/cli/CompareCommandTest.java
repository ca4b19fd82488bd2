package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.Cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {
  @TempDir private Path folder;

  private static void isRefused(String message, String... arguments) {
    Run run = Cli.run(arguments);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatCannotBeComparedIsSaidBeforeMinutesAreSpent() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path list = Files.writeString(folder.resolve("list"), "# none\n\n");
    Path wrong =
        Files.writeString(folder.resolve("wrong"), "http://a.example/\nftp://b.example/\n");

    isRefused("speed: nothing to compare", "compare", "speed");
    isRefused("--rounds is 0; must be a number from 1 to 100", "compare", "--rounds", "0");
    isRefused(
        "no file below it ends in .html or .htm", "compare", "parse", "--pages", empty.toString());
    isRefused("no folder", "compare", "parse", "--pages", list.toString());
    isRefused(": no URL in it", "compare", "fetch", "--urls", list.toString());
    isRefused(
        "line 2: no URL of http or https: ftp://b.example/", "compare", "--urls", wrong.toString());
    isRefused("--urls is of use for `fetch` only", "compare", "parse", "--urls", wrong.toString());
    isRefused(
        "no file can be written there",
        "compare",
        "mix",
        "-o",
        folder.resolve("no/page").toString());
  }

  @Test
  void tableAndPageTellTheSame() throws IOException {
    Path page = folder.resolve("page.html");
    Run run = Cli.run("compare", "mix", "--quick", "-o", page.toString());

    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("by an executor", "called on the loop", page.toString());
    assertThat(Files.readString(page)).contains("by an executor", "called on the loop");
  }
}
