package dev.weft.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * A recording of a crawl in some lines: shares of processor time by thread and, of the samples of
 * running Java, by room and by method; what compiling and collecting took. Samples are of Java code
 * alone: what threads do in the kernel shows in their processor time.
 *
 * <pre>java -cp … dev.weft.bench.ProfileSummary RECORDING</pre>
 */
public final class ProfileSummary {
  private static final int THREADS_SHOWN = 12;
  private static final int ROOMS_SHOWN = 14;
  private static final int METHODS_SHOWN = 20;

  private final Map<String, Double> threads = new HashMap<>();
  private final Map<String, Double> rooms = new HashMap<>();
  private final Map<String, Double> methods = new HashMap<>();
  private final Map<String, Double> compilers = new HashMap<>();
  private double collectSeconds;
  private int collections;

  private ProfileSummary() {}

  public static void main(String[] args) throws IOException {
    ProfileSummary summary = new ProfileSummary();
    try (RecordingFile file = new RecordingFile(Path.of(args[0]))) {
      while (file.hasMoreEvents()) {
        summary.take(file.readEvent());
      }
    }
    summary.tell();
  }

  private void take(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ThreadCPULoad" -> {
        double load = event.getDouble("user") + event.getDouble("system");
        add(threads, kind(event.getThread()), load);
      }
      case "jdk.ExecutionSample" -> sample(event.getStackTrace());
      case "jdk.Compilation" ->
          add(compilers, event.getString("compiler"), event.getDuration().toNanos() / 1e9);
      case "jdk.GarbageCollection" -> {
        collections++;
        collectSeconds += event.getDuration("sumOfPauses").toNanos() / 1e9;
      }
      default -> {}
    }
  }

  /** A thread's name without its number. */
  private static String kind(RecordedThread thread) {
    String name = thread == null ? null : thread.getJavaName();
    String known = name == null && thread != null ? thread.getOSName() : name;
    return known == null ? "?" : known.replaceAll("[-# ]*[0-9]+$", "");
  }

  private void sample(RecordedStackTrace stack) {
    if (stack == null || stack.getFrames().isEmpty()) {
      return;
    }
    List<RecordedFrame> frames = stack.getFrames();
    add(methods, name(frames.get(0).getMethod()), 1);
    add(rooms, room(frames), 1);
  }

  /** The nearest frame of Weft's own says where the time belongs, or the library of the topmost. */
  private static String room(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("dev.weft.")) {
        return type.substring(0, type.lastIndexOf('.'));
      }
    }
    String type = frames.get(0).getMethod().getType().getName();
    return type.replaceAll("^((?:[^.]+\\.){1,2}[^.]+).*", "$1");
  }

  private static String name(RecordedMethod method) {
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  private static void add(Map<String, Double> sums, String key, double value) {
    sums.merge(key, value, Double::sum);
  }

  private void tell() {
    tell("processor time by thread", threads, THREADS_SHOWN);
    tell("samples of Java by room", rooms, ROOMS_SHOWN);
    tell("samples of Java by method", methods, METHODS_SHOWN);
    compilers.forEach(
        (name, seconds) ->
            System.out.printf(
                Locale.ROOT, "%s: %.1f s in compilations of 1 ms and more%n", name, seconds));
    System.out.printf(
        Locale.ROOT,
        "%d collections stopped the crawl for %.2f s in all%n",
        collections,
        collectSeconds);
  }

  private static void tell(String title, Map<String, Double> sums, int most) {
    double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
    System.out.println(title + ":");
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(
            each ->
                System.out.printf(
                    Locale.ROOT, "  %5.1f %%  %s%n", 100 * each.getValue() / all, each.getKey()));
  }
}
