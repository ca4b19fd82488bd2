package dev.weft.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * How the user ends a run. The first SIGINT or SIGTERM lets what is in flight finish within the
 * grace time, the second drops it, the third ends the process. Signals are taken before the run
 * starts, since one may come as soon as its first request is out; it then waits for the start.
 *
 * @param <R> the run
 */
final class Stopping<R> implements AutoCloseable {
  private final Context context;
  private final Duration grace;
  private final Consumer<R> stop;
  private final Consumer<R> drop;
  private final CompletableFuture<R> started = new CompletableFuture<>();
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger first = new AtomicInteger();
  private final Signals signals;

  /** Takes the signals; {@code stop} ends a run in order, {@code drop} at once. */
  Stopping(Context context, Duration grace, Consumer<R> stop, Consumer<R> drop) {
    this.context = context;
    this.grace = grace;
    this.stop = stop;
    this.drop = drop;
    signals = Signals.take(number -> signalled(started.join(), number));
  }

  /** Names the run that signals end. */
  void started(R run) {
    started.complete(run);
  }

  /** The first signal that came; 0 if none did. */
  int signal() {
    return first.get();
  }

  private void signalled(R run, int number) {
    switch (seen.incrementAndGet()) {
      case 1 -> {
        first.set(number);
        context
            .terminal()
            .complain(
                "stopping; what is in flight may finish within "
                    + Figures.time(grace)
                    + ", a second signal drops it");
        stop.accept(run);
      }
      case 2 -> drop.accept(run);
      default -> context.halt().accept(ExitCode.SIGNAL + number);
    }
  }

  /** Gives the signals back. */
  @Override
  public void close() {
    signals.close();
    started.cancel(false);
  }
}
