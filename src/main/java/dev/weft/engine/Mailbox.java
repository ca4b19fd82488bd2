package dev.weft.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What other threads tell the crawl loop: a queue of small tasks with one reader, which parks when
 * there is nothing to do. A task is run by the loop, so it may touch the loop's state. A burst of
 * messages costs one wake-up: only the writer that finds the reader parked unparks it.
 */
final class Mailbox implements Executor {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread parked;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    Thread reader = parked;
    if (reader != null) {
      LockSupport.unpark(reader);
    }
  }

  /** Runs what is there, at most {@code tasksMax} of it; false if there was nothing. */
  boolean drain(int tasksMax) {
    for (int ran = 0; ran < tasksMax; ran++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return ran > 0;
      }
      task.run();
    }
    return true;
  }

  /** Waits until a task is there or the time has passed; may return early. */
  void await(long nanos) {
    parked = Thread.currentThread();
    try {
      if (tasks.isEmpty() && nanos > 0) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      parked = null;
    }
  }
}
