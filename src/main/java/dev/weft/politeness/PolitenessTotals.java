package dev.weft.politeness;

import java.time.Duration;

/**
 * The politeness of a crawl in a few numbers, over the hosts that its ledger has: the gaps between
 * requests to a host, the smallest of them, how many were shorter than the delay in force, how
 * often a host said that it is busy, and how many hosts were given up.
 */
public record PolitenessTotals(
    long gaps,
    Duration smallest,
    long shorter,
    long tooManyRequests,
    long unavailable,
    long givenUp) {

  /** The totals of these hosts. */
  public static PolitenessTotals of(Iterable<HostReport> hosts) {
    long gaps = 0;
    Duration smallest = Duration.ZERO;
    long shorter = 0;
    long tooManyRequests = 0;
    long unavailable = 0;
    long givenUp = 0;
    for (HostReport host : hosts) {
      HostReport.Gaps kept = host.gaps();
      boolean isSmallest = gaps == 0 || kept.smallest().compareTo(smallest) < 0;
      smallest = kept.count() > 0 && isSmallest ? kept.smallest() : smallest;
      gaps += kept.count();
      shorter += kept.shorter();
      tooManyRequests += host.busy().tooManyRequests();
      unavailable += host.busy().unavailable();
      givenUp += host.givenUp() ? 1 : 0;
    }
    return new PolitenessTotals(gaps, smallest, shorter, tooManyRequests, unavailable, givenUp);
  }
}
