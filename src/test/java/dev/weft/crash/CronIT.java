package dev.weft.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as cron starts them: real processes without a terminal, which overlap, and are killed. */
final class CronIT {
  private static final Path LOGROTATE = Path.of("/usr/sbin/logrotate");
  private static CountingSite site;

  @TempDir private Path scratch;

  @BeforeAll
  static void start() throws IOException {
    site = new CountingSite(120);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private Path folder() {
    return scratch.resolve("out");
  }

  private WeftProcess crawl(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("crawl", "-o", folder().toString()));
    arguments.addAll(List.of("--delay=100ms", "--commit-every=50ms", "--throttle=0"));
    arguments.addAll(List.of(more));
    arguments.addAll(site.seeds());
    return WeftProcess.start(scratch, Map.of(), arguments);
  }

  private boolean hasCommitted() {
    return WeftProcess.committedEpoch(folder()) > 3;
  }

  @Test
  void ofTwoRunsOneWorksAndAKilledOneIsGoneOnWith() throws Exception {
    try (WeftProcess first = crawl()) {
      assertThat(first.await(this::hasCommitted)).isTrue();
      try (WeftProcess second = crawl()) {
        WeftProcess.Result held = second.result();
        assertThat(held.code()).as(held.err()).isEqualTo(75);
        assertThat(held.out()).isEmpty();
        assertThat(held.err()).contains("weft: ").hasLineCount(1);
      }
      first.kill();
      assertThat(first.result().code()).isEqualTo(137);
    }
    assertThat(folder().resolve("summary.json")).doesNotExist();
    try (WeftProcess third = crawl("--delay=0s", "--own-site")) {
      WeftProcess.Result done = third.result();
      assertThat(done.code()).as(done.err()).isZero();
      assertThat(done.out()).startsWith("Finished after ").hasLineCount(1).contains("pages.jsonl");
      assertThat(done.err()).isEmpty();
    }
    assertThat(
            new ObjectMapper().readTree(folder().resolve("summary.json").toFile()).get("exitCode"))
        .hasToString("0");
    assertThat(WeftProcess.run(scratch, "verify", folder().toString()).code()).isZero();
  }

  @Test
  void sigtermDrainsAndTheLongestTimeEndsInOrder() throws Exception {
    try (WeftProcess first = crawl("--grace=5s")) {
      assertThat(first.await(this::hasCommitted)).isTrue();
      first.terminate();
      WeftProcess.Result ended = first.result();
      assertThat(ended.code()).as(ended.err()).isEqualTo(143);
      assertThat(ended.out()).startsWith("Stopped by SIGTERM after ").hasLineCount(1);
    }
    try (WeftProcess second = crawl("--max-duration=1s")) {
      WeftProcess.Result ended = second.result();
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).startsWith("Ended by max-duration after ").contains("left in queue");
    }
    assertThat(WeftProcess.run(scratch, "verify", folder().toString()).code()).isZero();
  }

  @Test
  void aLogInJsonIsOneObjectALineAndSurvivesRotation() throws Exception {
    Path log = scratch.resolve("crawl.log");
    Path configuration = scratch.resolve("logrotate.conf");
    String sample = Files.readString(Path.of("config/weft.logrotate"));
    Files.writeString(configuration, sample.replace("/var/log/weft/*.log", log.toString()), UTF_8);
    boolean hasLogrotate = Files.isExecutable(LOGROTATE);
    int rotated = 0;
    try (WeftProcess run =
        crawl("-v", "--log-format=json", "--log-file=" + log, "--max-duration=4s")) {
      assertThat(run.await(this::hasCommitted)).isTrue();
      if (hasLogrotate) {
        rotated = rotate(configuration);
      }
      WeftProcess.Result ended = run.result();
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.err()).isEmpty();
    }
    try (Stream<Path> files = Files.list(scratch)) {
      List<String> lines = new ArrayList<>();
      for (Path each : files.filter(f -> f.toString().contains("crawl.log")).toList()) {
        lines.addAll(Files.readAllLines(each));
      }
      for (String line : lines) {
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.fieldNames())
            .toIterable()
            .containsExactly("time", "level", "logger", "message", "error");
      }
      long records = Files.readAllLines(folder().resolve("pages.jsonl")).size();
      assertThat(lines.stream().filter(line -> line.contains("http://")).count())
          .as("a line for each record, in one file or another")
          .isGreaterThanOrEqualTo(records);
    }
    assumeTrue(hasLogrotate, "logrotate is not installed, so rotation was not tried");
    assertThat(rotated).isZero();
    assertThat(Path.of(log + ".1")).isNotEmptyFile();
    assertThat(log).isNotEmptyFile();
  }

  private int rotate(Path configuration) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
    Path output = scratch.resolve("rotated");
    int code =
        new ProcessBuilder(
                LOGROTATE.toString(),
                "-f",
                "-s",
                scratch.resolve("rotation").toString(),
                configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(output)).isZero();
    return code;
  }
}
