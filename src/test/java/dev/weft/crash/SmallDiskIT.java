package dev.weft.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.crash.WeftProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crawls on a real file system that is small, and one that can only be read. It is mounted in a
 * name space of its own (user_namespaces(7)), which takes no privilege where the kernel allows it;
 * else the test is skipped with the reason.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class SmallDiskIT {
  private static final int PAGES = 1_000;
  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--map-root-user", "--mount");

  @TempDir private Path folder;

  private Path disk = Path.of("");
  private Path told = Path.of("");
  private final List<String> script = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  @BeforeEach
  void findOutWhetherDisksCanBeMounted() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    told = Files.createDirectory(folder.resolve("told"));
    Path probe = folder.resolve("probe");
    boolean can = false;
    try {
      can = shell(probe, "mount -t tmpfs -o size=1m none " + disk).waitFor() == 0;
    } catch (IOException e) {
      Files.writeString(probe, String.valueOf(e.getMessage()));
    }
    if (!can) {
      System.out.println("skipped: no small disk can be mounted: " + Files.readString(probe));
    }
    assumeTrue(can, "no small disk can be mounted");
  }

  private static Process shell(Path output, String commands) throws IOException {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.addAll(List.of("sh", "-c", commands));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  @Test
  void hostile30_aFullDiskEndsTheCrawlAndASpaciousOneGoesOn() throws Exception {
    try (CountingSite site = new CountingSite(PAGES)) {
      mount("size=1500k");
      weft("full", crawl(site, "--min-free-disk=0"));
      weft("verified", List.of("verify", out()));
      weft("fullAgain", crawl(site, "--min-free-disk=0"));
      remount("size=30m");
      weft("low", crawl(site, "--min-free-disk=256m"));
      remount("size=200m");
      weft("spacious", crawl(site, "--min-free-disk=1m"));
      weft("verifiedWhole", List.of("verify", out()));
      script.add("cp " + disk.resolve("out/pages.jsonl") + " " + folder);
      Map<String, Result> results = run();

      assertStopped(results, "full", "; make room");
      assertThat(result(results, "verified").code()).as(all(results)).isZero();
      assertStopped(results, "fullAgain", "make room");
      assertStopped(results, "low", "min-free-disk is 268435456");
      assertThat(result(results, "spacious").code()).as(all(results)).isZero();
      assertThat(result(results, "verifiedWhole").code()).as(all(results)).isZero();
      assertThat(Records.of(folder).lines()).isEqualTo(undisturbed(site).lines());
    }
  }

  @Test
  void hostile30_aDiskThatCanOnlyBeReadIsToldAndReadAllTheSame() throws Exception {
    try (CountingSite site = new CountingSite(PAGES)) {
      mount("size=200m");
      weft("stopped", crawl(site, "--min-free-disk=1m", "--max-pages=100"));
      remount("ro");
      weft("refused", crawl(site, "--min-free-disk=1m"));
      weft("fresh", crawl(site, "--fresh", "--yes"));
      weft("status", List.of("status", out()));
      weft("verified", List.of("verify", out()));
      weft("exported", List.of("export", "--what=hosts", out()));
      remount("rw");
      weft("goesOn", crawl(site, "--min-free-disk=1m"));
      weft("verifiedWhole", List.of("verify", out()));
      Map<String, Result> results = run();

      assertStopped(results, "refused", "ead-only file system");
      assertStopped(results, "fresh", "ead-only file system");
      for (String step :
          List.of("stopped", "status", "verified", "exported", "goesOn", "verifiedWhole")) {
        assertThat(result(results, step).code()).as(step + "\n" + all(results)).isZero();
      }
    }
  }

  private void mount(String options) {
    script.add("mount -t tmpfs -o " + options + " none " + disk);
  }

  private void remount(String options) {
    script.add("mount -o remount," + options + " " + disk);
  }

  private String out() {
    return disk.resolve("out").toString();
  }

  private List<String> crawl(CountingSite site, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("crawl", "--own-site", "--commit-every=50ms", "-q"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-o", out()));
    arguments.addAll(site.seeds());
    return arguments;
  }

  /** Adds a run of the command to the script. */
  private void weft(String step, List<String> arguments) {
    List<String> quoted =
        WeftProcess.command(folder, arguments).stream().map(word -> "'" + word + "'").toList();
    Path to = told.resolve(step);
    script.add(
        String.join(" ", quoted)
            + String.format(
                Locale.ROOT,
                " >%1$s.out 2>%1$s.err && code=0 || code=$?; echo $code >%1$s.code",
                to));
    steps.add(step);
  }

  private Map<String, Result> run() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    int code = shell(log, "set -e\n" + String.join("\n", script)).waitFor();
    Map<String, Result> results = new LinkedHashMap<>();
    for (String step : steps) {
      if (Files.exists(told.resolve(step + ".code"))) {
        int end = Integer.parseInt(Files.readString(told.resolve(step + ".code")).strip());
        results.put(
            step,
            new Result(
                end,
                Files.readString(told.resolve(step + ".out")),
                Files.readString(told.resolve(step + ".err"))));
      }
    }
    assertThat(code).as(Files.readString(log) + all(results)).isZero();
    return results;
  }

  private static Result result(Map<String, Result> results, String step) {
    Result result = results.get(step);
    if (result == null) {
      throw new AssertionError(step + " was not run");
    }
    return result;
  }

  private static String all(Map<String, Result> results) {
    return results.toString();
  }

  private static void assertStopped(Map<String, Result> results, String step, String words) {
    Result result = result(results, step);
    assertThat(result.code()).as(step + "\n" + all(results)).isEqualTo(4);
    assertThat(result.err()).as(step).startsWith("weft: ").contains(words).doesNotContain("\tat ");
  }

  private Records undisturbed(CountingSite site) throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    List<String> arguments = new ArrayList<>(List.of("crawl", "--own-site", "-q"));
    arguments.addAll(List.of("-o", whole.toString()));
    arguments.addAll(site.seeds());
    try (WeftProcess crawl = WeftProcess.start(folder, Map.of(), arguments)) {
      Result result = crawl.result();
      assertThat(result.code()).as(result.err()).isZero();
    }
    return Records.of(whole);
  }
}
