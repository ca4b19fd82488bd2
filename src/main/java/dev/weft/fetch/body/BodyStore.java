package dev.weft.fetch.body;

import dev.weft.fetch.FetchOptions.Bodies;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the bodies of all requests of a fetcher are kept: the memory they share, and the files of
 * those too large for it. Any thread.
 */
public final class BodyStore implements AutoCloseable {
  private static final long END_MILLIS = 1_000;

  private final Bodies places;
  private final BodyBudget budget;
  private final @Nullable ThreadPoolExecutor thread;
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final Executor writer;

  private BodyStore(Bodies places, boolean threaded) {
    this.places = places;
    this.budget = new BodyBudget(places.memoryBytesMax());
    this.thread = threaded ? onItsThread() : null;
    this.writer = thread == null ? Runnable::run : thread;
  }

  private ThreadPoolExecutor onItsThread() {
    // The queue needs no bound of its own: a body has no more than a few segments in it.
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /** Files are written by whoever appends to a body, who waits for the disk. */
  public static BodyStore direct(Bodies places) {
    return new BodyStore(places, false);
  }

  /** Files are written by a thread of the store ({@code weft-spill}, there while there is work). */
  public static BodyStore threaded(Bodies places) {
    return new BodyStore(places, true);
  }

  /**
   * A buffer for one body after another; {@code onRoom} is run on the store's thread when a file
   * has caught up, so that reading may go on.
   */
  public BodyBuffer buffer(Runnable onRoom) {
    return new BodyBuffer(this, onRoom);
  }

  /** Whether bodies hold three quarters of the memory, so that no request should be started. */
  public boolean isTight() {
    return budget.isTight();
  }

  /** Whether bodies hold all the memory, so that nothing more should be read. */
  public boolean isSpent() {
    return budget.isSpent();
  }

  /** The bytes of memory that bodies hold now. */
  public long held() {
    return budget.held();
  }

  /** Ends the thread once it has written and removed what it was asked to, and waits for that. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.shutdown();
    try {
      for (Thread each : started) {
        each.join(END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  BodyBudget budget() {
    return budget;
  }

  /** The size above which a body goes into a file. */
  long spillBytes() {
    return places.spillBytes();
  }

  Spill spill(Runnable onRoom) {
    return new Spill(places.folder(), budget, writer, onRoom);
  }

  private Thread thread(Runnable task) {
    Thread next = new Thread(task, "weft-spill");
    next.setDaemon(true);
    started.removeIf(each -> each.getState() == Thread.State.TERMINATED);
    started.add(next);
    return next;
  }
}
