package dev.weft.fetch.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that requests run on: so many platform threads, or a virtual thread each. */
interface Threads {
  /** Threads are named so, with a number. */
  String NAME = "weft-fetch-";

  /**
   * Runs a task on a thread, now or when one is free; false if they have ended.
   *
   * @throws IllegalStateException if too many wait
   */
  boolean start(Runnable task);

  /** Starts nothing more, and waits so long at most for what was started to end. */
  void close(long millis) throws InterruptedException;

  /** At most {@code threadsMax} platform threads; tasks beyond wait in a queue. */
  static Threads platform(int threadsMax, Limits limits) {
    return new Pool(threadsMax, limits);
  }

  /** A virtual thread for each task. */
  static Threads virtual(ThreadFactory factory) {
    return new Each(factory);
  }

  private static void join(Iterable<Thread> threads, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (Thread each : threads) {
      each.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
  }

  /** A pool of platform threads. */
  final class Pool implements Threads {
    private final List<Thread> made = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    private Pool(int threadsMax, Limits limits) {
      executor =
          new ThreadPoolExecutor(
              threadsMax,
              threadsMax,
              limits.threadIdle().toMillis(),
              TimeUnit.MILLISECONDS,
              new LinkedBlockingQueue<>(limits.waitingMax()),
              this::thread);
      executor.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
      Thread thread = new Thread(task, NAME + number.getAndIncrement());
      thread.setDaemon(true);
      synchronized (made) {
        made.removeIf(each -> each.getState() == Thread.State.TERMINATED);
        made.add(thread);
      }
      return thread;
    }

    @Override
    public boolean start(Runnable task) {
      try {
        executor.execute(task);
        return true;
      } catch (RejectedExecutionException e) {
        if (executor.isShutdown()) {
          return false;
        }
        throw new IllegalStateException(
            executor.getQueue().size() + " requests wait for a thread; have fewer in flight", e);
      }
    }

    @Override
    public void close(long millis) throws InterruptedException {
      executor.shutdown();
      synchronized (made) {
        join(made, millis);
      }
    }
  }

  /** A thread for each task. */
  final class Each implements Threads {
    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private final ThreadFactory factory;
    private volatile boolean closed;

    private Each(ThreadFactory factory) {
      this.factory = factory;
    }

    @Override
    public boolean start(Runnable task) {
      if (closed) {
        return false;
      }
      Thread thread =
          factory.newThread(
              () -> {
                task.run();
                alive.remove(Thread.currentThread());
              });
      alive.add(thread);
      thread.start();
      return true;
    }

    @Override
    public void close(long millis) throws InterruptedException {
      closed = true;
      join(alive, millis);
    }
  }
}
