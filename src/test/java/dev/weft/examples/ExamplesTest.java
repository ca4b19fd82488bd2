package dev.weft.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every example does what it says. */
final class ExamplesTest {
  private static DemoServer server;
  private static String root;

  @BeforeAll
  static void serve() throws IOException {
    server = DemoServer.start(DemoOptions.DEFAULT.withPages(60).withoutTroubles());
    root = server.web().seeds().get(0);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void aPipelineOfReactorTakesWhatItAsksFor() {
    assertThat(ReactorPipeline.longestWords(root, 10).values().stream().mapToLong(n -> n).sum())
        .isEqualTo(10);
  }

  /** A new example needs a test of its own, too. */
  @Test
  void theseAreAllExamples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/weft/examples"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .filteredOn(name -> !name.equals("package-info.java") && !name.endsWith("Test.java"))
          .containsExactlyInAnyOrder(
              "FetchAndParse.java", "ReactorPipeline.java", "TitlesOfASite.java");
    }
  }

  /** Few pages: the crawl leaves the site alone for a second after each. */
  @Test
  void aMainPrintsTheTitlesOfASite() {
    List<String> printed =
        printed(() -> TitlesOfASite.main(new String[] {root, "2"})).lines().toList();

    assertThat(printed).hasSize(3);
    assertThat(printed.get(0)).startsWith(root + "  ").hasSizeGreaterThan(root.length() + 2);
    assertThat(printed.get(1)).contains("http://");
    assertThat(printed.get(2)).startsWith("2 pages, ");
  }

  @Test
  void aPipelineIsAMainToo() {
    assertThat(printed(() -> ReactorPipeline.main(new String[] {root}))).startsWith("{");
  }

  @Test
  void aMainPrintsWhatItFetchedAndParsed() {
    String printed = printed(() -> FetchAndParse.main(new String[] {root}));

    assertThat(printed).startsWith(root + " fetched\n  http://");
  }

  @Test
  void oneFileIsAProgram() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("src/test/java/dev/weft/examples/FetchAndParse.java");
    command.add(root);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed).contains(root + " fetched\n  http://");
  }

  private static String printed(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }
}
