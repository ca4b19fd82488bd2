package dev.weft.engine;

import java.time.Duration;

/**
 * How much a crash may cost: an epoch is closed by the first of these, and {@code underWayMax} may
 * be on their way to the disk before leasing stops.
 *
 * @param nanos from its first change; what a slow crawl loses at most
 * @param urlsMax URLs admitted or finished; what a fast one loses. It is what a crawl of some
 *     thousand pages a second does in a second, and a hundred times what its commit costs
 * @param bytesMax body bytes of its pages; what must be fetched again over a slow line
 */
record EpochLimits(long nanos, int urlsMax, long bytesMax, int underWayMax) {
  static final EpochLimits DEFAULT =
      new EpochLimits(Duration.ofSeconds(5).toNanos(), 10_000, 64 << 20, 2);

  /** These limits with another time. */
  EpochLimits every(Duration time) {
    return new EpochLimits(time.toNanos(), urlsMax, bytesMax, underWayMax);
  }
}
