package dev.weft.fetch.body;

import dev.weft.fetch.FetchOptions.Bodies;
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
  private final Bodies places;
  private final BodyBudget budget;
  private final @Nullable ThreadPoolExecutor thread;
  private final Executor writer;

  private BodyStore(Bodies places, @Nullable ThreadPoolExecutor thread) {
    this.places = places;
    this.budget = new BodyBudget(places.memoryBytesMax());
    this.thread = thread;
    this.writer = thread == null ? Runnable::run : thread;
  }

  /** Files are written by whoever appends to a body, who waits for the disk. */
  public static BodyStore direct(Bodies places) {
    return new BodyStore(places, null);
  }

  /** Files are written by a thread of the store ({@code weft-spill}, there while there is work). */
  public static BodyStore threaded(Bodies places) {
    // The queue needs no bound of its own: a body has no more than a few segments in it.
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BodyStore::thread);
    thread.allowCoreThreadTimeOut(true);
    return new BodyStore(places, thread);
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

  /** Ends the thread once it has written and removed what it was asked to. */
  @Override
  public void close() {
    if (thread != null) {
      thread.shutdown();
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

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weft-spill");
    thread.setDaemon(true);
    return thread;
  }
}
