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
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One crawl that is killed again and again, each time with at least one commit more than the last,
 * and goes on until it ends by itself.
 */
final class CrashRun {
  private static final String COMMIT_EVERY = "50ms";
  private static final long LINGER_MILLIS_MAX = 150;

  private final CountingSite site;
  private final Path scratch;
  private final List<String> options;
  private final RandomGenerator random;
  private final Disturbance disturbance;

  /** What else happens to a crawl's process. */
  interface Disturbance {
    /** Nothing. */
    Disturbance NONE = new Disturbance() {};

    /** What its next process has in its environment. */
    default Map<String, String> environment() {
      return Map.of();
    }

    /** Does something to a process that has committed and will be killed. */
    default void strike(WeftProcess crawl) {}
  }

  /** How often it was killed, and how many requests were made again for that. */
  record Outcome(int kills, long repeated, long repeatedMax) {}

  CrashRun(
      CountingSite site,
      Path scratch,
      List<String> options,
      RandomGenerator random,
      Disturbance disturbance) {
    this.site = site;
    this.scratch = scratch;
    this.options = options;
    this.random = random;
    this.disturbance = disturbance;
  }

  /** Crawls without a disturbance. */
  void runUndisturbed(Path folder) throws IOException, InterruptedException {
    try (WeftProcess crawl = WeftProcess.start(scratch, Map.of(), arguments(folder))) {
      Result result = crawl.result();
      assertThat(result.code()).as(result.err()).isZero();
    }
    verify(folder);
  }

  /** Crawls and kills, at most so often. */
  Outcome run(Path folder, int killsMax) throws IOException, InterruptedException {
    site.forget();
    int kills = 0;
    long committed = 0;
    long repeatedMax = 0;
    while (true) {
      try (WeftProcess crawl =
          WeftProcess.start(scratch, disturbance.environment(), arguments(folder))) {
        long before = committed;
        if (kills < killsMax
            && crawl.await(() -> WeftProcess.committedEpoch(folder) > before)
            && lingered(crawl)) {
          crawl.kill();
          kills++;
          JsonNode proof = verify(folder);
          assertThat(proof.get("epoch").asLong()).isGreaterThan(before);
          committed = proof.get("epoch").asLong();
          repeatedMax += site.urls() - (proof.get("finished").asLong() - robotsDenied(folder));
        } else {
          Result result = crawl.result();
          assertThat(result.code()).as(result.out() + result.err()).isZero();
          verify(folder);
          return new Outcome(kills, site.repetitions(), repeatedMax);
        }
      }
      deleteOutputs();
    }
  }

  /** Lets some time pass; false if the crawl has ended meanwhile. */
  private boolean lingered(WeftProcess crawl) throws IOException {
    disturbance.strike(crawl);
    long end = System.nanoTime() + random.nextLong(LINGER_MILLIS_MAX * 1_000_000);
    return crawl.await(() -> System.nanoTime() >= end);
  }

  private List<String> arguments(Path folder) {
    List<String> arguments =
        new ArrayList<>(List.of("crawl", "--own-site", "--per-host=8", "--concurrency=16"));
    arguments.addAll(List.of("--commit-every", COMMIT_EVERY, "-q", "-o", folder.toString()));
    arguments.addAll(options);
    arguments.addAll(site.seeds());
    return arguments;
  }

  /** How many finished URLs were never asked for. */
  private long robotsDenied(Path folder) throws IOException, InterruptedException {
    Result result = WeftProcess.run(scratch, "status", "--json", folder.toString());
    return new ObjectMapper().readTree(result.out()).get("finished").get("robotsDenied").asLong();
  }

  /** What `weft verify` says, which must be that all is right. */
  private JsonNode verify(Path folder) throws IOException, InterruptedException {
    Result result = WeftProcess.run(scratch, "verify", "--json", folder.toString());
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private void deleteOutputs() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
