package dev.weft.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures a piece of work in this process and its children. Processor time is also that of
 * children that end meanwhile. The largest resident size is the kernel's own (Linux), of which
 * pages that processes share count in each; threads are looked at twenty times a second. Context
 * switches are those of threads that are there at the end, so what is measured keeps its threads.
 */
final class Meter {
  /** What is measured; gives how many of its operations failed. */
  interface Work {
    long run() throws Exception;
  }

  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  /** To find children, all processes of the system are read: done every so many looks. */
  private static final int FAMILY_LOOKS = 10;

  private static final Path PROC = Path.of("/proc");

  private final Map<Long, Double> cpuBefore = new HashMap<>();
  private final Map<Long, Double> cpuLatest = new HashMap<>();
  private List<ProcessHandle> family = List.of();
  private double megabytes = Figures.UNKNOWN;
  private long threads = Figures.UNKNOWN;
  private volatile boolean isOver;

  private Meter() {}

  /** Does the work, of so many operations, and tells what it took. */
  static Figures measure(long operations, Work work) throws Exception {
    Meter meter = new Meter();
    meter.begin();
    Map<Long, Long> switchesBefore = meter.switches();
    Thread watch = new Thread(meter::watch, "weft-meter");
    watch.setDaemon(true);
    watch.start();
    long start = System.nanoTime();
    long failures = work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    meter.isOver = true;
    LockSupport.unpark(watch);
    watch.join();
    return new Figures(
        seconds,
        operations,
        failures,
        spent(meter.cpuBefore, meter.cpuLatest),
        meter.megabytes,
        meter.threads,
        Files.isDirectory(PROC.resolve("self"))
            ? Math.round(spent(switchesBefore, meter.switches()))
            : Figures.UNKNOWN);
  }

  private static double spent(
      Map<Long, ? extends Number> before, Map<Long, ? extends Number> after) {
    double all = 0;
    for (Map.Entry<Long, ? extends Number> each : after.entrySet()) {
      Number first = before.get(each.getKey());
      all += each.getValue().doubleValue() - (first == null ? 0 : first.doubleValue());
    }
    return Math.max(0, all);
  }

  private void begin() {
    findFamily();
    family.forEach(process -> forgetPeak(process.pid()));
    lookAtTime();
    cpuBefore.putAll(cpuLatest);
  }

  private void watch() {
    for (int looks = 1; !isOver; looks++) {
      look();
      LockSupport.parkNanos(LOOK_NANOS);
      if (looks % FAMILY_LOOKS == 0) {
        findFamily();
      }
    }
    findFamily();
    look();
  }

  private void findFamily() {
    ProcessHandle self = ProcessHandle.current();
    family = Stream.concat(Stream.of(self), self.descendants()).toList();
  }

  private void look() {
    lookAtTime();
    long kilobytes = 0;
    long count = 0;
    for (ProcessHandle process : family) {
      Path status = file(process.pid(), "status");
      kilobytes += Math.max(value(status, "VmHWM:"), value(status, "VmRSS:"));
      count += value(status, "Threads:");
    }
    if (kilobytes > 0) {
      megabytes = Math.max(megabytes, kilobytes / 1024.0);
      threads = Math.max(threads, count);
    }
  }

  /** Told by the system in hundredths of a second. */
  private void lookAtTime() {
    for (ProcessHandle process : family) {
      process
          .info()
          .totalCpuDuration()
          .ifPresent(time -> cpuLatest.put(process.pid(), time.toNanos() / 1e9));
    }
  }

  private static Path file(long process, String name) {
    return PROC.resolve(Long.toString(process)).resolve(name);
  }

  /** Lets the kernel's largest size begin anew; where it does not, that of the warm-up counts. */
  private static boolean forgetPeak(long process) {
    try {
      Files.writeString(file(process, "clear_refs"), "5");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Map<Long, Long> switches() {
    Map<Long, Long> all = new HashMap<>();
    for (ProcessHandle process : family) {
      all.put(process.pid(), switches(file(process.pid(), "task")));
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
    } catch (IOException | UncheckedIOException e) {
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
