package dev.weft.frontier;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A crawl loop that runs its tasks, in order, when the test says so. */
public final class HeldAnswers implements Executor {
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs the oldest task; false if there is none. */
  public boolean runOne() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  /** Runs all tasks, also those that come meanwhile. */
  public void runAll() {
    boolean ran = true;
    while (ran) {
      ran = runOne();
    }
  }

  public boolean isEmpty() {
    return tasks.isEmpty();
  }
}
