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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A revisit that is killed with SIGKILL again and again visits every URL once more, none twice, and
 * {@code weft verify} agrees after each kill.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class RevisitCrashIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void killsInTheMidstOfARevisitLoseAndRepeatNothing() throws Exception {
    crash(1_000, 3);
  }

  @Test
  @Tag("proof")
  void manyKillsInTheMidstOfARevisitLoseAndRepeatNothing() throws Exception {
    crash(5_000, 20);
  }

  private void crash(int pages, int kills) throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Path out = folder.resolve("out");
    try (CountingSite site = new CountingSite(pages)) {
      run(scratch, arguments(site, out));
      Set<String> first = visits(out).getOrDefault(1, Set.of());
      List<String> revisit = new ArrayList<>(arguments(site, out));
      revisit.add("--revisit=0s");
      int killed = 0;
      long committed = verify(scratch, out);
      for (boolean isAlive = true; isAlive; ) {
        try (WeftProcess crawl = WeftProcess.start(scratch, Map.of(), revisit)) {
          long before = committed;
          isAlive =
              killed < kills && crawl.await(() -> WeftProcess.committedEpoch(out) > before + 1);
          if (isAlive) {
            crawl.kill();
            killed++;
          } else {
            Result result = crawl.result();
            assertThat(result.code()).as(result.out() + result.err()).isZero();
          }
        }
        committed = verify(scratch, out);
      }

      Map<Integer, Set<String>> visits = visits(out);
      assertThat(killed).as("kills").isPositive();
      assertThat(visits.keySet()).containsExactly(1, 2);
      assertThat(visits.get(2)).isEqualTo(first);
      assertThat(out.resolve("changes-2.jsonl")).isEmptyFile();
      assertThat(out.resolve("changes-3.jsonl")).doesNotExist();
      System.out.println(killed + " kills in a revisit of " + first.size() + " URLs");
    }
  }

  private static List<String> arguments(CountingSite site, Path out) {
    List<String> arguments =
        new ArrayList<>(List.of("crawl", "--own-site", "--per-host=4", "--commit-every=50ms"));
    arguments.addAll(List.of("-q", "-o", out.toString()));
    arguments.addAll(site.seeds());
    return arguments;
  }

  private static void run(Path scratch, List<String> arguments) throws Exception {
    try (WeftProcess crawl = WeftProcess.start(scratch, Map.of(), arguments)) {
      Result result = crawl.result();
      assertThat(result.code()).as(result.out() + result.err()).isZero();
    }
  }

  /** The epoch that {@code weft verify} has found to be right. */
  private static long verify(Path scratch, Path out) throws Exception {
    Result result = WeftProcess.run(scratch, "verify", "--json", out.toString());
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    return JSON.readTree(result.out()).get("epoch").asLong();
  }

  /** The URLs of each visit; none has two records. */
  private static Map<Integer, Set<String>> visits(Path out) throws IOException {
    Map<Integer, List<String>> urls = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("pages.jsonl"))) {
      JsonNode record = JSON.readTree(line);
      urls.computeIfAbsent(record.get("visit").asInt(), visit -> new ArrayList<>())
          .add(record.get("url").asText());
    }
    urls.values().forEach(each -> assertThat(each).doesNotHaveDuplicates());
    return urls.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> new TreeSet<>(each.getValue()),
                (a, b) -> a,
                TreeMap::new));
  }
}
