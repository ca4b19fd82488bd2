package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.cli.Cli.Run;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What helps a user to begin: starter files, completion, help. */
final class StarterTest {
  private static final Path BASH = Path.of("/bin/bash");
  private static final Path ZSH = Path.of("/usr/bin/zsh");

  @TempDir private Path folder;

  @Test
  void theStarterFilesCrawlTheDemo() throws IOException {
    Path here = folder.resolve("site");
    Run init = Cli.run("init", here.toString());
    assertThat(init.code()).as(init.err()).isZero();
    assertThat(init.out()).contains("weft crawl -c " + here.resolve("crawl.yaml"));

    Path out = folder.resolve("out");
    try (DemoServer server =
        DemoServer.start(DemoOptions.DEFAULT.withPages(40).withoutTroubles())) {
      Run run =
          Cli.run(
              "crawl",
              "-c",
              here.resolve("crawl.yaml").toString(),
              "--rules",
              here.resolve("rules.yaml").toString(),
              "--own-site",
              "-o",
              out.toString(),
              server.web().seeds().get(0));
      assertThat(run.code()).as(run.err()).isZero();
    }
    assertThat(Files.readAllLines(out.resolve("items-article.jsonl"))).isNotEmpty();

    Run again = Cli.run("init", here.toString());
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("crawl.yaml is there already");
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH), "no bash here");
    Path script = folder.resolve("completion");
    Files.writeString(script, Cli.run("completion", "bash").out());

    assertThat(completed(script, 1, "weft", "cra")).isEqualTo("crawl");
    assertThat(completed(script, 2, "weft", "crawl", "--max-pages-"))
        .contains("--max-pages-per-host");
    assertThat(completed(script, 3, "weft", "crawl", "--scope", "do")).isEqualTo("domain");
    assertThat(completed(script, 2, "weft", "completion", "z")).isEqualTo("zsh");
    assertThat(Cli.run("completion", "fish").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void zshCompletesCommandsAndOptions() throws IOException, InterruptedException {
    if (!Files.isExecutable(ZSH)) {
      System.out.println("skipped: no " + ZSH + " here; it is in Debian's zsh");
    }
    assumeTrue(Files.isExecutable(ZSH), "no zsh here");
    Path script = folder.resolve("completion");
    Files.writeString(script, Cli.run("completion", "zsh").out());

    assertThat(typedInZsh(script, "weft cra")).isEqualTo("weft crawl ");
    assertThat(typedInZsh(script, "weft crawl --max-pages-p"))
        .isEqualTo("weft crawl --max-pages-per-host ");
  }

  /**
   * What a line becomes when the tabulator is pressed behind it, in a zsh at a terminal of its own:
   * a widget writes the line into a file once completion is through.
   */
  private String typedInZsh(Path script, String line) throws IOException, InterruptedException {
    Path answer = folder.resolve("answer");
    Files.deleteIfExists(answer);
    Path asking = folder.resolve("ask.zsh");
    Files.writeString(
        asking,
        String.join(
            "\n",
            "zmodload zsh/zpty",
            "zpty shell zsh -f -i",
            "zpty -w shell 'source " + script + "'",
            "zpty -w shell 'tell() { print -rn -- \"$BUFFER\" > " + answer + ".new'",
            "zpty -w shell 'mv " + answer + ".new " + answer + "; }'",
            "zpty -w shell 'zle -N tell; bindkey \"^X\" tell'",
            "zpty -w -n shell $'" + line + "\\t\\x18'",
            "for ((i = 0; i < 200; i++)); do",
            "  [[ -e " + answer + " ]] && break",
            "  zpty -r -t shell said; sleep 0.1",
            "done",
            "zpty -d shell"));
    Process process =
        new ProcessBuilder(ZSH.toString(), "-f", asking.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).as(printed).exists();
    return Files.readString(answer);
  }

  /** What bash makes of a line, asked as its own completion asks. */
  private static String completed(Path script, int word, String... line)
      throws IOException, InterruptedException {
    // compopt works within a real completion alone.
    String ask =
        "compopt() { :; }; . "
            + script
            + "; COMP_WORDS=("
            + String.join(" ", line)
            + "); COMP_CWORD="
            + word
            + "; _complete_weft; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process process =
        new ProcessBuilder(BASH.toString(), "-c", ask).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return printed.strip();
  }

  @Test
  void helpFitsAHundredColumnsAndNamesEveryCommand() {
    String help = Cli.run("--help").out();
    assertThat(help).contains("crawl", "init", "plugins", "completion");
    assertThat((help + Cli.run("crawl", "--help").out()).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(Cli.run(Map.of("NO_COLOR", "1"), "", "--help").out()).doesNotContain("\u001b");
  }
}
