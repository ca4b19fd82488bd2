package dev.weft.fetch.body;

import dev.weft.page.Body;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way into a file. A loop hands over segments and never waits for the disk; it may
 * read on while not {@linkplain #isBacklogged too many} of them wait. The file is the writer's
 * thread's, all else the loop's.
 */
final class Spill {
  /** Segments that may wait for the disk: one being written, one ready behind it. */
  private static final int WAITING_MAX = 2;

  private final Path folder;
  private final BodyBudget budget;
  private final Executor writer;
  private final Runnable onRoom;
  private final AtomicInteger waiting = new AtomicInteger();
  private @Nullable SpillFile file;
  private volatile @Nullable IOException problem;

  Spill(Path folder, BodyBudget budget, Executor writer, Runnable onRoom) {
    this.folder = folder;
    this.budget = budget;
    this.writer = writer;
    this.onRoom = onRoom;
  }

  /** How a spill ended: with the body, or with what kept it from being written. */
  interface Ended {
    void ended(@Nullable Body body, @Nullable IOException problem);
  }

  /** Hands over the first {@code count} bytes of an array; its place in the budget goes with it. */
  void add(byte[] segment, int count) {
    waiting.incrementAndGet();
    writer.execute(
        () -> {
          write(segment, count);
          budget.give(segment.length);
          if (waiting.decrementAndGet() < WAITING_MAX) {
            onRoom.run();
          }
        });
  }

  /** Whether to stop reading until there is room. */
  boolean isBacklogged() {
    return waiting.get() >= WAITING_MAX;
  }

  /** What keeps the body from being written, if anything does. */
  @Nullable IOException problem() {
    return problem;
  }

  /** Tells on the writer's thread when all is written. */
  void finish(Ended ended) {
    writer.execute(
        () -> {
          SpillFile written = file;
          if (problem == null && written != null) {
            ended.ended(written.body(), null);
          } else {
            ended.ended(null, problem);
          }
        });
  }

  /** Removes what was written. */
  void discard() {
    writer.execute(
        () -> {
          if (file != null) {
            file.close();
          }
        });
  }

  private void write(byte[] segment, int count) {
    if (problem != null) {
      return;
    }
    try {
      if (file == null) {
        file = SpillFile.create(folder);
      }
      file.append(segment, count);
    } catch (IOException e) {
      problem = e;
      if (file != null) {
        file.close();
      }
    }
  }
}
