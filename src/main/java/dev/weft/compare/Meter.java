package dev.weft.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures a piece of work in this process and its children. Resident size and threads are looked
 * at fifty times a second, on Linux; a peak shorter than that may be missed.
 */
final class Meter {
  /** What is measured; gives how many of its operations failed. */
  interface Work {
    long run() throws Exception;
  }

  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
  private static final int UNKNOWN = -1;
  private static final Path TASKS = Path.of("/proc/self/task");

  private volatile boolean isOver;
  private double megabytes = UNKNOWN;
  private long threads = UNKNOWN;

  private Meter() {}

  /** Does the work, of so many operations, and tells what it took. */
  static Figures measure(long operations, Work work) throws Exception {
    Meter meter = new Meter();
    Thread watch = new Thread(meter::watch, "weft-meter");
    watch.setDaemon(true);
    long switches = switches();
    double cpu = cpuSeconds();
    watch.start();
    long start = System.nanoTime();
    long failures = work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuAfter = cpuSeconds();
    long switchesAfter = switches();
    meter.isOver = true;
    watch.join();
    return new Figures(
        seconds,
        operations,
        failures,
        Math.max(0, cpuAfter - cpu),
        meter.megabytes,
        meter.threads,
        switches < 0 ? UNKNOWN : Math.max(0, switchesAfter - switches));
  }

  private void watch() {
    while (!isOver) {
      look();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    look();
  }

  private void look() {
    long kilobytes = 0;
    long count = 0;
    for (Path status : family("status")) {
      kilobytes += value(status, "VmRSS:");
      count += value(status, "Threads:");
    }
    if (kilobytes > 0) {
      megabytes = Math.max(megabytes, kilobytes / 1024.0);
      threads = Math.max(threads, count);
    }
  }

  /** A file of this process and of its children, in /proc. */
  private static List<Path> family(String file) {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(process -> Path.of("/proc", Long.toString(process.pid()), file))
        .toList();
  }

  /** Told by the system in hundredths of a second. */
  private static double cpuSeconds() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
            .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum()
        / 1e9;
  }

  private static long switches() {
    if (!Files.isDirectory(TASKS)) {
      return UNKNOWN;
    }
    long all = 0;
    for (Path tasks : family("task")) {
      all += switches(tasks);
    }
    return all;
  }

  private static long switches(Path tasks) {
    long all = 0;
    try (Stream<Path> each = Files.list(tasks)) {
      for (Path task : each.toList()) {
        Path status = task.resolve("status");
        all += value(status, "voluntary_ctxt_switches:");
        all += value(status, "nonvoluntary_ctxt_switches:");
      }
      return all;
    } catch (IOException e) {
      // It ended meanwhile, and its figures with it.
      return all;
    }
  }

  /** The number behind a name in a file of /proc; 0 if it is not there any more. */
  private static long value(Path status, String name) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }
}
