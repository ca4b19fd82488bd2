package dev.weft.engine;

import dev.weft.frontier.LongSet;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The URLs that were queued for a further visit and of which the store does not know that yet: what
 * it has read of them may be out of date. A set for the open epoch and one for each that is on its
 * way to the store, so it is bounded as they are. The loop's.
 */
final class Claims {
  private final Deque<LongSet> epochs = new ArrayDeque<>();

  Claims() {
    epochs.add(new LongSet());
  }

  /** Claims a further visit of a URL; false if one is claimed already. */
  boolean take(long fingerprint) {
    for (LongSet epoch : epochs) {
      if (epoch.contains(fingerprint)) {
        return false;
      }
    }
    return epochs.getLast().add(fingerprint);
  }

  /** The open epoch is closed, and the next one begins. */
  void closed() {
    epochs.add(new LongSet());
  }

  /** The oldest epoch is in the store. */
  void committed() {
    epochs.removeFirst();
  }
}
