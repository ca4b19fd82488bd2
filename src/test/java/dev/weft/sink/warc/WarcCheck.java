package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** What programs of other makes find wrong with WARC files. */
public final class WarcCheck {
  private static final Path NODE_FOLDER = Path.of(".ci", "node");

  private WarcCheck() {}

  /**
   * The faults that jwarc's validator finds; its exit code does not tell of all, so every line that
   * speaks of one counts. It does not look for ids used twice, so that is done here.
   */
  public static List<String> faults(List<Path> files) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.netpreserve.jwarc.tools.WarcTool", "validate", "-v"));
    files.forEach(file -> command.add(file.toString()));
    List<String> faults = new ArrayList<>();
    int code = run(command, faults);
    // The URL of each record stands on a line of its own, and may be about exceptions.
    faults.removeIf(line -> line.strip().matches("https?://\\S+"));
    faults.removeIf(line -> !line.contains("ERROR") && !line.contains("xception"));
    if (code != 0) {
      faults.add("jwarc validate: exit code " + code);
    }
    Set<String> seen = new HashSet<>();
    for (Path file : files) {
      faults.addAll(idsUsedTwice(file, seen));
    }
    return faults;
  }

  private static List<String> idsUsedTwice(Path file, Set<String> seen) {
    List<String> faults = new ArrayList<>();
    try (WarcReader records = new WarcReader(file)) {
      for (WarcRecord record = records.next().orElse(null);
          record != null;
          record = records.next().orElse(null)) {
        if (!seen.add(record.id().toString())) {
          faults.add(file + ": the record id " + record.id() + " is used twice");
        }
      }
    } catch (IOException e) {
      faults.add(file + ": " + e);
    }
    return faults;
  }

  /** What warcio.js says of the files, a line each; skipped, with the reason, without it. */
  public static List<String> readByNode(List<Path> files) throws IOException {
    String node = node();
    List<String> command = new ArrayList<>(List.of(node));
    command.add(NODE_FOLDER.resolve("check-warc.mjs").toString());
    files.forEach(file -> command.add(file.toString()));
    List<String> lines = new ArrayList<>();
    int code = run(command, lines);
    boolean told = lines.stream().anyMatch(line -> line.startsWith("ERROR"));
    if ((code != 0) != told) {
      lines.add("ERROR the exit code is " + code);
    }
    return lines;
  }

  private static String node() {
    boolean isThere = Files.isDirectory(NODE_FOLDER.resolve("node_modules/warcio"));
    Path node = null;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(folder, "node");
      node = node == null && Files.isExecutable(candidate) ? candidate : node;
    }
    if (node == null || !isThere) {
      System.out.println(
          "skipped: no Node.js or no warcio.js here; `npm ci --prefix " + NODE_FOLDER + "`");
    }
    Assumptions.assumeTrue(node != null && isThere, "warcio.js is not installed");
    return String.valueOf(node);
  }

  private static int run(List<String> command, List<String> lines) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    lines.addAll(new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList());
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command + " ran", e);
    }
  }
}
