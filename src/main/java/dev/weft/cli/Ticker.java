package dev.weft.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows a line of progress five times a second ({@code weft-progress}), on a terminal only. */
final class Ticker {
  private static final long PERIOD_MILLIS = 200;

  private final Terminal terminal;
  private final @Nullable ScheduledExecutorService timer;

  private Ticker(Terminal terminal, @Nullable ScheduledExecutorService timer) {
    this.terminal = terminal;
    this.timer = timer;
  }

  /** Shows what {@code line} gives until it is closed, if the terminal shows any. */
  static Ticker show(Terminal terminal, Supplier<String> line) {
    if (!terminal.showsProgress()) {
      return new Ticker(terminal, null);
    }
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Ticker::thread);
    timer.scheduleAtFixedRate(
        () -> terminal.progress(line.get()), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return new Ticker(terminal, timer);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weft-progress");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes the line away. */
  void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
    terminal.clearProgress();
  }
}
