package dev.weft.engine;

import dev.weft.frontier.LongSet;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Fingerprints that were noted in the open epoch or in one that is on its way to the store; those
 * of an epoch that is there are forgotten, so it is bounded as they are. The loop's.
 */
final class EpochSet {
  private final Deque<LongSet> epochs = new ArrayDeque<>();

  EpochSet() {
    epochs.add(new LongSet());
  }

  boolean contains(long fingerprint) {
    for (LongSet epoch : epochs) {
      if (epoch.contains(fingerprint)) {
        return true;
      }
    }
    return false;
  }

  /** Notes it in the open epoch. */
  void add(long fingerprint) {
    epochs.getLast().add(fingerprint);
  }

  void remove(long fingerprint) {
    epochs.forEach(epoch -> epoch.remove(fingerprint));
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
