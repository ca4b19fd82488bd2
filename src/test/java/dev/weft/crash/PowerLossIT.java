package dev.weft.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.crash.WeftProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crawl whose disk forgets what was not synced, or fails: nothing that {@code weft status} had
 * told as finished is missing afterwards, {@code weft verify} agrees, and the crawl goes on to the
 * records of one that was left alone. A failure prints its seed.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class PowerLossIT {
  private static final int PAGES = 2_000;

  @TempDir private Path folder;

  private long seed;
  private RandomGenerator random = RandomGenerator.getDefault();
  private Path scratch = Path.of("");
  private Path out = Path.of("");
  private PowerCut disk;

  @BeforeEach
  void makeDisk() throws IOException, InterruptedException {
    seed = Long.getLong("weft.crash.seed", System.nanoTime());
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    scratch = Files.createDirectory(folder.resolve("scratch"));
    Path root = Files.createDirectory(folder.resolve("disk"));
    out = root.resolve("new/out");
    disk = PowerCut.on(root, scratch);
  }

  @Test
  void hostile30_whatStatusToldSurvivesThreeLossesOfPower() throws Exception {
    losePower(3);
  }

  @Test
  @Tag("proof")
  void hostile30_whatStatusToldSurvivesThirtyLossesOfPower() throws Exception {
    losePower(30);
  }

  @Test
  void hostile30_aFullDiskEndsTheCrawlInOrder() throws Exception {
    fail(2, "ENOSPC");
  }

  @Test
  void hostile30_failingCallsEndTheCrawlInOrder() throws Exception {
    fail(2, "EIO");
  }

  @Test
  @Tag("proof")
  void hostile30_manyFullDisksEndTheCrawlInOrder() throws Exception {
    fail(20, "ENOSPC");
  }

  @Test
  @Tag("proof")
  void hostile30_manyFailingCallsEndTheCrawlInOrder() throws Exception {
    fail(20, "EIO");
  }

  private void losePower(int timesMax) throws Exception {
    try (CountingSite site = new CountingSite(PAGES)) {
      Records expected = undisturbed(site);
      int times = 0;
      long before = 0;
      while (times < timesMax) {
        Optional<JsonNode> told = Optional.empty();
        try (WeftProcess crawl = start(site, "")) {
          long known = before;
          boolean committed = crawl.await(() -> WeftProcess.committedEpoch(out) > known);
          long end = System.nanoTime() + random.nextLong(100_000_000);
          if (committed && crawl.await(() -> System.nanoTime() >= end)) {
            told = WeftProcess.status(out);
          }
          crawl.kill();
        }
        disk.cut(random);
        times++;
        JsonNode left = status();
        told.ifPresent(status -> assertNothingMissing(status, left));
        verify();
        before = left.get("epoch").asLong();
      }
      finish(site, expected);
    }
  }

  private void fail(int times, String error) throws Exception {
    try (CountingSite site = new CountingSite(PAGES)) {
      Records expected = undisturbed(site);
      for (int i = 0; i < times; i++) {
        String faults = random.nextInt(1 << 30) + ":40:" + random.nextInt(1_500) + ":" + error;
        try (WeftProcess crawl = start(site, faults)) {
          Result result = crawl.result();
          if (disk.hasFailed()) {
            assertThat(result.code()).as(faults + "\n" + result.err()).isEqualTo(4);
            assertThat(result.err()).as(faults).startsWith("weft: ").doesNotContain("\tat ");
          } else {
            assertThat(result.code()).as(faults + "\n" + result.err()).isZero();
          }
        }
        disk.cut(random);
        if (Files.exists(out.resolve("state/version"))) {
          verify();
        }
      }
      finish(site, expected);
    }
  }

  private Records undisturbed(CountingSite site) throws Exception {
    Path whole = folder.resolve("whole");
    try (WeftProcess crawl = WeftProcess.start(scratch, Map.of(), arguments(site, whole))) {
      Result result = crawl.result();
      assertThat(result.code()).as(result.err()).isZero();
    }
    return Records.of(whole);
  }

  private WeftProcess start(CountingSite site, String faults) throws IOException {
    return WeftProcess.start(scratch, disk.environment(faults), arguments(site, out));
  }

  private static List<String> arguments(CountingSite site, Path into) {
    List<String> arguments =
        new ArrayList<>(List.of("crawl", "--own-site", "--per-host=8", "--concurrency=16"));
    arguments.addAll(List.of("--commit-every=50ms", "-q", "-o", into.toString()));
    arguments.addAll(site.seeds());
    return arguments;
  }

  private JsonNode status() throws IOException, InterruptedException {
    Result result = WeftProcess.run(scratch, "status", "--json", out.toString());
    assertThat(result.code()).as(told(result)).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private void verify() throws IOException, InterruptedException {
    Result result = WeftProcess.run(scratch, "verify", out.toString());
    assertThat(result.code()).as(told(result)).isZero();
  }

  private String told(Result result) {
    return "seed " + seed + "\n" + result.out() + result.err();
  }

  private void assertNothingMissing(JsonNode told, JsonNode left) {
    assertThat(left.get("epoch").asLong())
        .as("epoch, seed " + seed)
        .isGreaterThanOrEqualTo(told.get("epoch").asLong());
    told.get("finished")
        .properties()
        .forEach(
            count ->
                assertThat(left.get("finished").get(count.getKey()).asLong())
                    .as(count.getKey() + ", seed " + seed)
                    .isGreaterThanOrEqualTo(count.getValue().asLong()));
  }

  /** Lets the crawl end without faults, and looks at what it has. */
  private void finish(CountingSite site, Records expected) throws Exception {
    try (WeftProcess crawl = WeftProcess.start(scratch, Map.of(), arguments(site, out))) {
      Result result = crawl.result();
      assertThat(result.code()).as(told(result)).isZero();
    }
    verify();
    assertThat(Records.of(out).lines()).as("seed " + seed).isEqualTo(expected.lines());
  }
}
