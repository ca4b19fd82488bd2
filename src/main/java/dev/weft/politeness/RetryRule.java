package dev.weft.politeness;

import java.time.Duration;

/**
 * One row of the retry table: wait {@code firstWait} before the second try, {@code factor} times
 * longer before each one after it, {@code triesMax} tries in all, the first included.
 */
public record RetryRule(Duration firstWait, double factor, int triesMax, HostPenalty penalty) {
  public RetryRule {
    if (firstWait.isNegative() || factor < 1 || triesMax < 1) {
      throw new IllegalArgumentException(
          "firstWait " + firstWait + ", factor " + factor + ", triesMax " + triesMax);
    }
  }

  /** The wait after {@code attempts} tries, without chance, at most {@code waitMax}. */
  Duration waitAfter(int attempts, Duration waitMax) {
    double nanos = firstWait.toNanos() * Math.pow(factor, attempts - 1.0);
    return nanos >= waitMax.toNanos() ? waitMax : Duration.ofNanos((long) nanos);
  }
}
