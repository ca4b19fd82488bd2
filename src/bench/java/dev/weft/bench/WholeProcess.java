package dev.weft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Commands as whole processes, in turn, several rounds: wall time from start to end, CPU, the most
 * memory resident and the most threads seen, each summed over the process and those it starts
 * (Linux, from {@code /proc}). CPU is what the kernel accounts to us when a process has ended, of
 * those it waited for too, or what was seen of all if that is more; the rest is seen every 100 ms,
 * memory as the kernel's own high-water mark. The first command is what the others are compared
 * with.
 *
 * <pre>{@code WholeProcess ROUNDS NAME=COMMAND…}</pre>
 *
 * A command is run by {@code sh -c "exec COMMAND"}, with its output in a file that is shown if it
 * fails.
 */
public final class WholeProcess {
  private static final long LOOK_MILLIS = 100;

  /**
   * Where a process's own time is in its {@code stat}, behind its name, and that of its children.
   */
  private static final int ITSELF = 11;

  private static final int ENDED_CHILDREN = 13;

  private WholeProcess() {}

  /** One run of a command. */
  private record Run(double seconds, double cpuSeconds, long residentKb, long threads) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, List<Run>> runs = new LinkedHashMap<>();
    for (int round = 0; round < Integer.parseInt(args[0]); round++) {
      for (String each : Arrays.asList(args).subList(1, args.length)) {
        String name = each.substring(0, each.indexOf('='));
        Run run = run(each.substring(each.indexOf('=') + 1));
        runs.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
        tell(name, run, 0);
      }
    }
    System.out.println("medians:");
    double first = 0;
    for (Map.Entry<String, List<Run>> each : runs.entrySet()) {
      Run median = median(each.getValue());
      first = first == 0 ? median.seconds() : first;
      tell(each.getKey(), median, median.seconds() / first);
    }
  }

  private static Run run(String command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("weft-bench", ".log");
    double endedBefore = cpuSeconds("self", ENDED_CHILDREN);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder("sh", "-c", "exec " + command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Map<Long, Run> seen = new LinkedHashMap<>();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      look(process.pid(), seen);
      for (ProcessHandle child : process.descendants().toList()) {
        look(child.pid(), seen);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      System.out.println(command + " ended with exit code " + process.exitValue());
      System.out.println(Files.readString(output).lines().limit(5).toList());
    }
    Files.delete(output);
    return new Run(
        seconds,
        Math.max(
            seen.values().stream().mapToDouble(Run::cpuSeconds).sum(),
            cpuSeconds("self", ENDED_CHILDREN) - endedBefore),
        seen.values().stream().mapToLong(Run::residentKb).sum(),
        seen.values().stream().mapToLong(Run::threads).sum());
  }

  /** Notes what a process has taken so far. */
  private static void look(long pid, Map<Long, Run> seen) {
    Map<String, Long> status = status(pid);
    double cpu = cpuSeconds(Long.toString(pid), ITSELF);
    long resident = status.getOrDefault("VmHWM", 0L);
    long threads = status.getOrDefault("Threads", 0L);
    seen.merge(
        pid,
        new Run(0, cpu, resident, threads),
        (before, now) ->
            new Run(
                0,
                Math.max(before.cpuSeconds(), now.cpuSeconds()),
                Math.max(before.residentKb(), now.residentKb()),
                Math.max(before.threads(), now.threads())));
  }

  private static Map<String, Long> status(long pid) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        String[] words = line.split("[:\\s]+", 3);
        if (words[0].equals("VmHWM") || words[0].equals("Threads")) {
          numbers.put(words[0], Long.parseLong(words[1]));
        }
      }
    } catch (IOException ended) {
      return numbers;
    }
    return numbers;
  }

  /**
   * User and system time so far, in the kernel's ticks of 10 ms; {@code from} is the first's place.
   */
  private static double cpuSeconds(String pid, int from) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[from]) + Long.parseLong(fields[from + 1])) / 100.0;
    } catch (IOException ended) {
      return 0;
    }
  }

  private static Run median(List<Run> runs) {
    List<Run> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingDouble(Run::seconds));
    return sorted.get(sorted.size() / 2);
  }

  private static void tell(String name, Run run, double ratio) {
    System.out.printf(
        Locale.ROOT,
        "%-28s %7.2f s  %6.2f s CPU  %5d MB  %6d threads%s%n",
        name,
        run.seconds(),
        run.cpuSeconds(),
        run.residentKb() / 1024,
        run.threads(),
        ratio == 0 ? "" : String.format(Locale.ROOT, "  %.2f x the first", ratio));
  }
}
