package dev.weft.frontier;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How many new URLs all queues together have at hand, those that the store was asked for included;
 * and the queues that have none and wait until there is room, first come, first served.
 */
final class Heads {
  private final int headsMax;
  private final Deque<HostQueue> waiting = new ArrayDeque<>();
  private long count;

  Heads(int headsMax) {
    this.headsMax = headsMax;
  }

  boolean hasRoom() {
    return count < headsMax;
  }

  long count() {
    return count;
  }

  /** Counts what came to hand, or was asked for; what left, if negative. */
  void add(int more) {
    count += more;
  }

  /** Makes a queue wait for room. */
  void await(HostQueue queue) {
    if (!queue.waitsForRoom()) {
      queue.waitsForRoom(true);
      waiting.add(queue);
    }
  }

  /** The queue that has waited longest, if there is room for it. */
  @Nullable HostQueue next() {
    HostQueue queue = hasRoom() ? waiting.poll() : null;
    if (queue != null) {
      queue.waitsForRoom(false);
    }
    return queue;
  }
}
