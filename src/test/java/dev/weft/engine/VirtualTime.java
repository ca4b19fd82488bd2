package dev.weft.engine;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * One thread's worth of virtual time: tasks run in order of their due time, then of their arrival;
 * time jumps from one to the next.
 */
final class VirtualTime implements Clock, Executor {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nowNanos;
  private long arrivals;

  private record Task(long dueNanos, long arrival, Runnable run) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(dueNanos, other.dueNanos);
      return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public Instant wall() {
    return EPOCH.plusNanos(nowNanos);
  }

  @Override
  public void execute(Runnable task) {
    after(0, task);
  }

  void after(long nanos, Runnable task) {
    tasks.add(new Task(nowNanos + nanos, arrivals++, task));
  }

  /** Forgets what was to be done, as when a process ends. */
  void clear() {
    tasks.clear();
  }

  /** Runs everything due now; false if nothing was. */
  boolean runDue() {
    boolean ran = false;
    for (Task next = tasks.peek();
        next != null && next.dueNanos() <= nowNanos;
        next = tasks.peek()) {
      tasks.remove();
      next.run().run();
      ran = true;
    }
    return ran;
  }

  /** Jumps to the next task, or to {@code atMostNanos} if that is sooner. */
  void jump(long atMostNanos) {
    Task next = tasks.peek();
    long to = next == null ? atMostNanos : Math.min(next.dueNanos(), atMostNanos);
    if (to == Long.MAX_VALUE) {
      throw new AssertionError("nothing is due, ever: the crawl hangs");
    }
    nowNanos = Math.max(nowNanos, to);
  }
}
