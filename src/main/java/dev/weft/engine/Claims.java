package dev.weft.engine;

/**
 * What became of URLs that the store does not know yet, so that what it tells of them may be out of
 * date: which were queued for a further visit, and which have just ended their first. Bounded as
 * epochs are, but where the store keeps nothing: then the first visits of all URLs are kept. The
 * loop's.
 */
final class Claims {
  private final EpochSet claimed = new EpochSet();
  private final EpochSet visitedOnce = new EpochSet();
  private final boolean isStored;

  /**
   * No claims.
   *
   * @param isStored whether the store can tell of what was committed
   */
  Claims(boolean isStored) {
    this.isStored = isStored;
  }

  /** Claims a further visit of a URL; false if one is claimed already. */
  boolean take(long fingerprint) {
    if (claimed.contains(fingerprint)) {
      return false;
    }
    claimed.add(fingerprint);
    visitedOnce.remove(fingerprint);
    return true;
  }

  /** Notes that the first visit of a URL has ended. */
  void visited(long fingerprint) {
    visitedOnce.add(fingerprint);
  }

  /** Whether the first visit of a URL has ended and no further one was claimed, as noted here. */
  boolean isVisitedOnce(long fingerprint) {
    return visitedOnce.contains(fingerprint);
  }

  /** The open epoch is closed, and the next one begins. */
  void closed() {
    claimed.closed();
    if (isStored) {
      visitedOnce.closed();
    }
  }

  /** The oldest epoch is in the store. */
  void committed() {
    claimed.committed();
    if (isStored) {
      visitedOnce.committed();
    }
  }
}
