package dev.weft.fetch.body;

import dev.weft.page.Body;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies may take together, from their first byte to their record. At three
 * quarters of it no request is started any more, so that those in flight can have the rest; when
 * that is gone too, connections stop reading. Any thread.
 */
final class BodyBudget implements Body.Account {
  private final long bytesMax;
  private final AtomicLong held = new AtomicLong();

  /** A budget of this many bytes. */
  BodyBudget(long bytesMax) {
    if (bytesMax < 1) {
      throw new IllegalArgumentException("a budget of " + bytesMax + " bytes; must be 1 or more");
    }
    this.bytesMax = bytesMax;
  }

  /** Notes that bytes are held; never refuses, because they are there already. */
  void take(long bytes) {
    held.addAndGet(bytes);
  }

  @Override
  public void give(long bytes) {
    long left = held.addAndGet(-bytes);
    if (left < 0) {
      throw new IllegalStateException("bodies gave back " + -left + " bytes more than they took");
    }
  }

  /** Whether no request should be started. */
  boolean isTight() {
    return held.get() > bytesMax - bytesMax / 4;
  }

  /** Whether nothing more should be read. */
  boolean isSpent() {
    return held.get() >= bytesMax;
  }

  /** The bytes that bodies hold now. */
  long held() {
    return held.get();
  }
}
