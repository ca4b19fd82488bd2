package dev.weft.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a trial took. {@code seconds} is wall time and {@code cpuSeconds} the time of all processors
 * it used, both without start and warm-up; {@code operations} were done in it, of which {@code
 * failures} failed. {@code megabytes} is the largest resident size, {@code threads} the largest
 * number of threads and {@code switches} the context switches, child processes included; they are
 * negative where this system does not tell. A trial that did not live to its end has 0 seconds.
 */
record Figures(
    double seconds,
    long operations,
    long failures,
    double cpuSeconds,
    double megabytes,
    long threads,
    long switches) {
  /** What stands where this system does not tell. */
  static final int UNKNOWN = -1;

  private static final String MARK = "figures ";

  /** Of a process that ended before its work did: so many operations were not done. */
  static Figures ended(long operations, long lost) {
    return new Figures(0, operations, lost, 0, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  /** Whether the process ended before its work did, and took the figures with it. */
  boolean hasEnded() {
    return seconds <= 0;
  }

  double perSecond() {
    return operations / seconds;
  }

  /** Microseconds of processor time for one operation. */
  double cpuMicrosEach() {
    return 1e6 * cpuSeconds / operations;
  }

  /** How many processors it kept busy on the average. */
  double processors() {
    return cpuSeconds / seconds;
  }

  /** The middle of several runs by wall time. */
  static Figures median(List<Figures> runs) {
    List<Figures> sorted = new ArrayList<>(runs);
    sorted.sort((one, other) -> Double.compare(one.seconds, other.seconds));
    return sorted.get(sorted.size() / 2);
  }

  /** One line, which {@link #read} understands. */
  String line() {
    return String.format(
        Locale.ROOT,
        MARK + "%f %d %d %f %f %d %d",
        seconds,
        operations,
        failures,
        cpuSeconds,
        megabytes,
        threads,
        switches);
  }

  /** The figures of a line, if it has some. */
  static Optional<Figures> read(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    String[] parts = line.substring(MARK.length()).split(" ", -1);
    return Optional.of(
        new Figures(
            Double.parseDouble(parts[0]),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            Double.parseDouble(parts[3]),
            Double.parseDouble(parts[4]),
            Long.parseLong(parts[5]),
            Long.parseLong(parts[6])));
  }
}
