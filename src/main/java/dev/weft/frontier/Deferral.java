package dev.weft.frontier;

/**
 * The URLs that a commit must judge: how many wait for it, and the fingerprints of the latest ones,
 * so that what many pages link to is not asked for by each of them. Those are known for good,
 * whatever the answer: they were seen before or are now.
 *
 * <p>Two generations of fingerprints; when the younger is full the older is forgotten.
 */
final class Deferral {
  /** Fingerprints of a generation: 262,144 take at most 6 MB. */
  private static final int GENERATION_MAX = 1 << 18;

  private LongSet younger = new LongSet();
  private LongSet older = new LongSet();
  private long waiting;

  /** Notes a URL to be judged; false if it was noted lately. */
  boolean note(long fingerprint) {
    if (older.contains(fingerprint) || !younger.add(fingerprint)) {
      return false;
    }
    if (younger.size() >= GENERATION_MAX) {
      older = younger;
      younger = new LongSet();
    }
    waiting++;
    return true;
  }

  /** How many wait for the answer of a commit, sent or still to be. */
  long waiting() {
    return waiting;
  }

  void judged(long count) {
    waiting -= count;
  }
}
