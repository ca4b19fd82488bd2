package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples in {@code config/}, each read by the program that owns its form. */
final class SamplesTest {
  private static final String PROGRAM = "/opt/weft/bin/weft";

  @TempDir private Path folder;

  @Test
  void cronTakesTheCrontab() throws Exception {
    Path crontab = program("crontab", "/usr/bin/crontab");

    run(crontab.toString(), "-n", sample("weft.crontab").toString());
  }

  @Test
  void systemdTakesServiceAndTimer() throws Exception {
    Path analyze = program("systemd-analyze", "/usr/bin/systemd-analyze");

    String told =
        run(
            analyze.toString(),
            "verify",
            "--man=no",
            sample("weft-crawl.service").toString(),
            sample("weft-crawl.timer").toString());

    assertThat(told).doesNotContain("weft-crawl");
  }

  @Test
  void logrotateTakesItsSnippet() throws Exception {
    Path logrotate = program("logrotate", "/usr/sbin/logrotate");

    String told = run(logrotate.toString(), "-d", sample("weft.logrotate").toString());

    assertThat(told).doesNotContain("error:");
  }

  @Test
  void whatTheSamplesRunIsACommandLineOfWeft() throws IOException {
    for (String name : List.of("weft.crontab", "weft-crawl.service")) {
      String command =
          Files.readAllLines(Path.of("config", name)).stream()
              .filter(line -> line.contains(" crawl -c "))
              .findFirst()
              .orElseThrow();
      List<String> words =
          new ArrayList<>(List.of(command.substring(command.indexOf("crawl -c")).split(" ", -1)));
      Path seeds = Files.writeString(folder.resolve("seeds.txt"), "http://localhost:1/\n");
      words.replaceAll(word -> word.equals("/etc/weft/seeds.txt") ? seeds.toString() : word);
      words.replaceAll(word -> word.equals("/etc/weft/crawl.yaml") ? "config/crawl.yaml" : word);
      words.replaceAll(word -> word.startsWith("/var") ? folder.resolve(name) + ".out" : word);
      words.replaceAll(word -> word.equals("5h") ? "2s" : word);
      words.removeIf(word -> word.equals("--log-file"));
      words.remove(words.size() - 1);
      words.add("json");
      assertThat(Cli.run(words.toArray(String[]::new)).code())
          .as(String.join(" ", words))
          .isIn(ExitCode.DONE, ExitCode.NO_SEED_FETCHED);
    }
  }

  /** The sample, with a program in it that is there. */
  private Path sample(String name) throws IOException {
    String text = Files.readString(Path.of("config", name));
    Path file = folder.resolve(name);
    return Files.writeString(file, text.replace(PROGRAM, "/bin/sh"), UTF_8);
  }

  private static Path program(String name, String path) {
    assumeTrue(Files.isExecutable(Path.of(path)), name + " is not installed");
    return Path.of(path);
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String told = Files.readString(output);
    assertThat(process.exitValue()).as(told).isZero();
    return told;
  }
}
