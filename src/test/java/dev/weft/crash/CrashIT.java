package dev.weft.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.FetcherKind;
import dev.weft.ParserKind;
import dev.weft.SinkKind;
import dev.weft.crash.CrashRun.Disturbance;
import dev.weft.crash.CrashRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A crawl that is killed with SIGKILL at random moments ends with the records of one that was left
 * alone: every URL once, nothing that was committed fetched again, and {@code weft verify} agrees
 * after each kill. A failure prints its seed.
 */
@Timeout(value = 60, unit = java.util.concurrent.TimeUnit.MINUTES)
final class CrashIT {
  private static final int PAGES = 5_000;
  private static final Path FAKETIME =
      Path.of("/usr/lib/" + System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu")
          .resolve("faketime/libfaketime.so.1");

  @TempDir private Path folder;

  private long seed;
  private RandomGenerator random = RandomGenerator.getDefault();

  @BeforeEach
  void seed() {
    seed = Long.getLong("weft.crash.seed", System.nanoTime());
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Test
  void hostile30_fiveKillsLoseAndRepeatNothing() throws Exception {
    crash(5, List.of(), Disturbance.NONE);
  }

  /** Every page has an item, in lines and in a table; a DOM is made where the page is fetched. */
  @Test
  void hostile30_killsLoseAndRepeatNoItems() throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        items:
          - item: page
            fields: {title: title, links: {css: "a[href]", all: true}}
          - item: link
            fields: {first: "a[href]"}
        """);
    crash(
        3,
        List.of(
            "--sink=csv", "--sink=jsonl", "--parser=inline", "--rules=" + rules.toAbsolutePath()),
        Disturbance.NONE);
  }

  @Test
  @Tag("proof")
  void hostile30_fiftyKillsLoseAndRepeatNothing() throws Exception {
    crash(50, List.of(), Disturbance.NONE);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  @Tag("proof")
  void hostile30_killsLoseAndRepeatNothingInEveryCombination(List<String> options)
      throws Exception {
    crash(5, options, Disturbance.NONE);
  }

  @Test
  @Tag("proof")
  void hostile30_killsWhileTheClockJumpsLoseAndRepeatNothing() throws Exception {
    if (!Files.exists(FAKETIME)) {
      System.out.println("skipped: no " + FAKETIME + " here; it is in Debian's faketime");
    }
    Assumptions.assumeTrue(Files.exists(FAKETIME), "faketime is not installed");
    Path jump = folder.resolve("clock");
    crash(10, List.of(), new JumpingClock(jump));
  }

  @Test
  @Tag("proof")
  void hostile30_killsOfWorkersAndCrawlLoseAndRepeatNothing() throws Exception {
    long[] killed = {0};
    Disturbance workers =
        new Disturbance() {
          @Override
          public void strike(WeftProcess crawl) {
            killed[0] += crawl.killChildren();
          }
        };
    Assumptions.assumeTrue(
        ParserKind.ofCode("process").isPresent(), "no parser has worker processes");
    crash(10, List.of("--parser", "process"), workers);
    assertThat(killed[0]).as("workers killed").isPositive();
    System.out.println(killed[0] + " workers killed");
  }

  /** Jumps up to a year back or forth with each life, and once within it. */
  private final class JumpingClock implements Disturbance {
    private final Path file;

    JumpingClock(Path file) {
      this.file = file;
    }

    @Override
    public Map<String, String> environment() {
      jump();
      return Map.of(
          "LD_PRELOAD",
          FAKETIME.toString(),
          "FAKETIME_TIMESTAMP_FILE",
          file.toString(),
          "FAKETIME_NO_CACHE",
          "1",
          "FAKETIME_DONT_FAKE_MONOTONIC",
          "1",
          "DONT_FAKE_MONOTONIC",
          "1");
    }

    @Override
    public void strike(WeftProcess crawl) {
      jump();
    }

    private void jump() {
      try {
        long days = random.nextLong(-365, 366);
        Files.writeString(file, (days < 0 ? "" : "+") + days + "d\n");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  /**
   * The options that choose every other combination of fetcher, parser and sink; only those with
   * the word in {@code weft.crash.only}, if it is given.
   */
  static List<List<String>> combinations() {
    String only = System.getProperty("weft.crash.only", "");
    return allCombinations().stream()
        .filter(options -> only.isEmpty() || options.contains(only))
        .toList();
  }

  private static List<List<String>> allCombinations() {
    List<List<String>> combinations = new ArrayList<>();
    for (FetcherKind fetcher : FetcherKind.values()) {
      for (ParserKind parser : ParserKind.values()) {
        for (SinkKind sink : SinkKind.values()) {
          boolean runs =
              sink != SinkKind.NONE
                  && (fetcher != FetcherKind.VIRTUAL || Runtime.version().feature() >= 21);
          if (runs) {
            combinations.add(combination(fetcher, parser, sink));
          }
        }
      }
    }
    return combinations.subList(1, combinations.size());
  }

  /** JSON is written beside every other sink, so that records can be compared. */
  private static List<String> combination(FetcherKind fetcher, ParserKind parser, SinkKind sink) {
    List<String> options =
        new ArrayList<>(List.of("--fetcher", fetcher.code(), "--parser", parser.code()));
    options.addAll(List.of("--sink", sink.code()));
    if (sink != SinkKind.JSONL) {
      options.addAll(List.of("--sink", SinkKind.JSONL.code()));
    }
    return List.copyOf(options);
  }

  private void crash(int kills, List<String> options, Disturbance disturbance) throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    try (CountingSite site = new CountingSite(PAGES)) {
      CrashRun run = new CrashRun(site, scratch, options, random, disturbance);
      Path whole = folder.resolve("whole");
      run.runUndisturbed(whole);
      Records expected = Records.of(whole);
      Items items = Items.of(whole);
      assertThat(items.lines().isEmpty())
          .isEqualTo(options.stream().noneMatch(option -> option.startsWith("--rules")));
      int killed = 0;
      long repeated = 0;
      long repeatedMax = 0;
      for (int round = 1; killed < kills; round++) {
        Path broken = folder.resolve("broken" + round);
        Outcome outcome = run.run(broken, kills - killed);
        assertThat(Records.of(broken).lines())
            .as("records after " + outcome.kills() + " kills, seed " + seed)
            .isEqualTo(expected.lines());
        assertThat(Items.of(broken).lines())
            .as("items after " + outcome.kills() + " kills, seed " + seed)
            .isEqualTo(items.lines());
        assertThat(outcome.repeated())
            .as("requests made again, seed " + seed)
            .isLessThanOrEqualTo(outcome.repeatedMax());
        killed += outcome.kills();
        repeated += outcome.repeated();
        repeatedMax += outcome.repeatedMax();
      }
      System.out.println(
          String.join(" ", options)
              + (options.isEmpty() ? "" : ": ")
              + killed
              + " kills, "
              + expected.lines().size()
              + " records each time, "
              + items.lines().size()
              + " items, "
              + repeated
              + " requests made again of "
              + repeatedMax
              + " that were under way");
    }
  }
}
