package dev.weft.frontier;

import java.util.Locale;

/**
 * The bounds of this room's memory. A host queue keeps at most {@code headMax} URLs at hand, and
 * fewer, down to {@code headMin}, when many hosts share {@code headsMax}; what comes on top goes to
 * the store; when {@code headsMax} are at hand the rest waits there for its turn. A queue with
 * {@code retriesMax} URLs waiting for a retry leases no new ones. Of hosts where nothing waits
 * {@code atRestMax} are remembered as they were.
 */
record Limits(int headMax, int headMin, int headsMax, int retriesMax, int atRestMax) {
  /**
   * 1,024 URLs at hand feed one fast host (40,000 pages/s) for 25 ms, several times what a refill
   * takes; 4 feed a polite one. 65,536 heads in all are about 25 MB. 1,024 retries are more than a
   * host that works has, so only one that does not is held up by them. 50,000 hosts at rest are
   * about 40 MB, and as many as the crawl keeps robots rules of: to come back to one of them costs
   * no request.
   */
  static final Limits DEFAULT = new Limits(1_024, 4, 65_536, 1_024, 50_000);

  Limits {
    if (headMin < 1 || headMax < headMin || headsMax < headMax || retriesMax < 1 || atRestMax < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "headMin %d, headMax %d, headsMax %d, retriesMax %d, atRestMax %d",
              headMin,
              headMax,
              headsMax,
              retriesMax,
              atRestMax));
    }
  }

  /** The most URLs at hand for one of {@code queues} host queues. */
  int headMax(int queues) {
    return Math.max(headMin, Math.min(headMax, headsMax / Math.max(1, queues)));
  }
}
