package dev.weft.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A number of requests to make, or a time to make them in, and what came of it. Any thread. */
public final class Work {
  private final int most;
  private final long endNanos;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Work(int most, long endNanos) {
    this.most = most;
    this.endNanos = endNanos;
  }

  /** Each of so many URLs once. */
  public static Work once(int urls) {
    return new Work(urls, Long.MAX_VALUE);
  }

  /** As many requests as are answered within the time. */
  public static Work during(long nanos) {
    return new Work(Integer.MAX_VALUE, System.nanoTime() + nanos);
  }

  /** The number of the next request, from 0; negative if there is none. */
  int take() {
    if (endNanos != Long.MAX_VALUE && System.nanoTime() - endNanos >= 0) {
      endIfIdle();
      return -1;
    }
    open.incrementAndGet();
    int next = taken.getAndIncrement();
    if (next < most) {
      return next;
    }
    open.decrementAndGet();
    endIfIdle();
    return -1;
  }

  void answered(long length) {
    answers.incrementAndGet();
    bytes.addAndGet(length);
    open.decrementAndGet();
    if (answers.get() == most) {
      done.complete(null);
    }
  }

  private void endIfIdle() {
    if (open.get() == 0) {
      done.complete(null);
    }
  }

  void broke(Throwable cause) {
    done.completeExceptionally(cause);
  }

  /** Completes when no request is left and all are answered. */
  CompletableFuture<Void> done() {
    return done;
  }

  int answers() {
    return answers.get();
  }

  long bytes() {
    return bytes.get();
  }
}
