package dev.weft.fetch;

import java.util.function.Consumer;

/**
 * A backend that makes requests. Each request ends in exactly one {@link FetchOutcome}, given to
 * its consumer on one of the backend's threads, also when it is cancelled or the fetcher is closed.
 *
 * <p>A fetcher has {@link #lanes()} lanes, each with connections of its own. The caller chooses the
 * lane of a request and bounds how many it has in flight per origin and lane; the fetcher opens at
 * most that many connections, so nothing on the path of a request needs a lock.
 */
public interface Fetcher extends AutoCloseable {
  /** The number of lanes, at least 1; a request names one of {@code 0 … lanes-1}. */
  int lanes();

  /**
   * Starts a request; never blocks and never throws for what the network does.
   *
   * @param done called once, on a thread of the backend; it must not block
   */
  Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done);

  /**
   * Whether the bodies that were handed out and those being read leave too little memory to start
   * requests (three quarters of {@link FetchOptions.Bodies#memoryBytesMax} are held); bodies that
   * are closed change that. Any thread.
   */
  default boolean isShortOfMemory() {
    return false;
  }

  /**
   * Cancels what is in flight (each still reports, {@link dev.weft.page.FetchFailure#CANCELLED}),
   * closes every connection and ends the threads; returns when that is done, within two seconds.
   */
  @Override
  void close();

  /** A request under way. */
  interface Fetch {
    /** Gives up the request and its connection; the outcome is still reported. From any thread. */
    void cancel();
  }
}
