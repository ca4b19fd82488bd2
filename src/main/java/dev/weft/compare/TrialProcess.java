package dev.weft.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A trial in a Java process of its own, with this one's class path. It ends when it is closed, or
 * when this process does, because its standard input closes then. Its complaints go to standard
 * error.
 */
final class TrialProcess implements AutoCloseable {
  private static final long END_SECONDS_MAX = 5;

  /** The longest takes half a minute here; a list of the user's own may be long. */
  private static final long TRIAL_MINUTES_MAX = 15;

  private static final int NATIVE_FLAGS_SINCE = 24;

  private final Process process;
  private final BufferedReader out;
  private volatile boolean isLate;

  private TrialProcess(Process process) {
    this.process = process;
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static TrialProcess start(List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:-UsePerfData", "-Xlog:disable"));
    if (Runtime.version().feature() >= NATIVE_FLAGS_SINCE) {
      line.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    String natives = System.getProperty("java.library.path");
    if (natives != null) {
      line.add("-Djava.library.path=" + natives);
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), TrialMain.class.getName()));
    line.addAll(arguments);
    return new TrialProcess(
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Runs one to its end; gives its figures.
   *
   * @throws IOException if it cannot be started, ends without them, or takes longer than a trial
   *     may
   */
  static Figures run(List<String> arguments) throws IOException {
    try (TrialProcess trial = start(arguments)) {
      Future<Process> limit =
          trial
              .process
              .onExit()
              .orTimeout(TRIAL_MINUTES_MAX, TimeUnit.MINUTES)
              .exceptionally(late -> trial.endLate());
      try {
        return trial.figures();
      } finally {
        limit.cancel(false);
      }
    }
  }

  private Figures figures() throws IOException {
    for (String line = line(); line != null; line = line()) {
      Figures figures = Figures.read(line).orElse(null);
      if (figures != null) {
        return figures;
      }
    }
    throw new IOException(
        isLate
            ? "took longer than " + TRIAL_MINUTES_MAX + " minutes"
            : "its process ended without figures");
  }

  private Process endLate() {
    isLate = true;
    close();
    return process;
  }

  /** Its standard input. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** The next line it says; null when it has ended. */
  @Nullable String line() throws IOException {
    return out.readLine();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
