package dev.weft.frontier;

/**
 * How fast a host may be asked: {@code delayNanos} from the end of one answer to the start of the
 * next request, and at most {@code inFlightMax} at once.
 */
public record HostPace(long delayNanos, int inFlightMax) {
  public HostPace {
    if (delayNanos < 0 || inFlightMax < 1) {
      throw new IllegalArgumentException(
          "delayNanos " + delayNanos + ", inFlightMax " + inFlightMax);
    }
  }
}
