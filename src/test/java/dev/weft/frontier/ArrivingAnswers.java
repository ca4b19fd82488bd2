package dev.weft.frontier;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A crawl loop of the test's thread, whose tasks come from any thread. */
public final class ArrivingAnswers implements Executor {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs what is there. */
  public void runArrived() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Waits for a task and runs it. */
  public void runNext(long waitNanos) throws InterruptedException {
    Runnable task = tasks.poll(waitNanos, TimeUnit.NANOSECONDS);
    if (task == null) {
      throw new AssertionError("no answer came in " + waitNanos + " ns");
    }
    task.run();
  }
}
