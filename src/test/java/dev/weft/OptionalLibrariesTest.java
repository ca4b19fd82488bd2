package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library without what its users need not have, in a process of its own. */
final class OptionalLibrariesTest {
  /** What the pom calls optional, as it stands in names of jars. */
  private static final List<String> OPTIONAL =
      List.of("rocksdbjni", "jwarc", "picocli", "logback", "tcnative-boringssl");

  @TempDir private Path folder;

  @Test
  void whatIsMissingIsNamedAndTheRestWorks() throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> OPTIONAL.stream().noneMatch(path::contains))
            .collect(Collectors.joining(File.pathSeparator));
    try (Site site = new Site()) {
      site.on("/", any -> Site.Reply.ok("alone"));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx128m",
                  "-cp",
                  classPath,
                  LackingProgram.class.getName(),
                  site.url("127.0.0.1", "/"),
                  folder.toString())
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

      assertThat(printed.lines())
          .as(errors)
          .containsExactly(
              "keeping the state of a crawl needs org.rocksdb:rocksdbjni; add it to the class path",
              "the sink warc needs org.netpreserve:jwarc; add it to the class path",
              "fetched");
      assertThat(process.exitValue()).isZero();
    }
  }
}
