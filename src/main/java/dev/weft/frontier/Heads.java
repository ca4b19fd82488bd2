package dev.weft.frontier;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many new URLs all queues together have at hand, those that the store was asked for included;
 * and the queues that have none and wait until there is room, first come, first served.
 */
final class Heads {
  private final int headsMax;
  private final Set<HostQueue> waiting = new LinkedHashSet<>();
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
    waiting.add(queue);
  }

  /** Whether a queue waits until there is room for its head. */
  boolean awaits(HostQueue queue) {
    return waiting.contains(queue);
  }

  /** Forgets a queue that puts its URLs into the store. */
  void leave(HostQueue queue) {
    count -= queue.headSize();
    waiting.remove(queue);
  }

  /** The queue that has waited longest, if there is room for it. */
  @Nullable HostQueue next() {
    if (waiting.isEmpty() || !hasRoom()) {
      return null;
    }
    Iterator<HostQueue> longest = waiting.iterator();
    HostQueue queue = longest.next();
    longest.remove();
    return queue;
  }
}
