package dev.weft.politeness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one host is to be treated, as far as the options do not say it. */
final class HostManners {
  /*
   * In 64 bits, from the lowest: the delays of robots rules and of the throttle in milliseconds,
   * rounded up, 17 each, which a minute fits in; the failures and the answers that said busy in a
   * row, 14 each; whether it is given up; and a one, so that no bits are 0.
   */
  private static final int DELAY_BITS = 17;
  private static final int ROW_BITS = 14;
  private static final long DELAY_MAX = (1 << DELAY_BITS) - 1;
  private static final long ROW_MAX = (1 << ROW_BITS) - 1;
  private static final int ROWS_AT = 2 * DELAY_BITS;
  private static final int GIVEN_UP_AT = ROWS_AT + 2 * ROW_BITS;
  private static final long PRESENT = 1L << (GIVEN_UP_AT + 1);
  private static final long MILLI_NANOS = Duration.ofMillis(1).toNanos();

  Pace pace;
  long robotsNanos;
  long throttleNanos;
  int failuresInRow;
  int busyInRow;
  boolean resting;
  long restUntilNanos;
  boolean givenUp;
  @Nullable ThroughputClimb climb;

  HostManners(Pace pace) {
    this.pace = pace;
  }

  /** What {@link #bits} told, of a host that does not rest any more. */
  static HostManners of(long bits, Pace usual) {
    HostManners manners = new HostManners(usual);
    manners.robotsNanos = (bits & DELAY_MAX) * MILLI_NANOS;
    manners.throttleNanos = (bits >>> DELAY_BITS & DELAY_MAX) * MILLI_NANOS;
    manners.failuresInRow = (int) (bits >>> ROWS_AT & ROW_MAX);
    manners.busyInRow = (int) (bits >>> (ROWS_AT + ROW_BITS) & ROW_MAX);
    manners.givenUp = (bits >>> GIVEN_UP_AT & 1) != 0;
    if (manners.robotsNanos > 0 || manners.throttleNanos > 0) {
      manners.renewPace(usual);
    }
    return manners;
  }

  /** All of it but the rest and the search for the number in flight; 0 if that is nothing. */
  long bits() {
    if (failuresInRow == 0 && busyInRow == 0 && saysNothing()) {
      return 0;
    }
    long rows = Math.min(failuresInRow, ROW_MAX) | Math.min(busyInRow, ROW_MAX) << ROW_BITS;
    return PRESENT
        | (givenUp ? 1L : 0) << GIVEN_UP_AT
        | rows << ROWS_AT
        | millis(throttleNanos) << DELAY_BITS
        | millis(robotsNanos);
  }

  private static long millis(long nanos) {
    return Math.min(DELAY_MAX, (nanos + MILLI_NANOS - 1) / MILLI_NANOS);
  }

  boolean restsAt(long nowNanos) {
    return resting && nowNanos < restUntilNanos;
  }

  /** What user and robots rules ask for. */
  long floorNanos(Pace usual) {
    return Math.max(usual.delayNanos(), robotsNanos);
  }

  void renewPace(Pace usual) {
    int inFlightMax = robotsNanos > 0 ? 1 : usual.inFlightMax();
    long floor = floorNanos(usual);
    if (throttleNanos > floor) {
      pace = new Pace(throttleNanos, inFlightMax, PaceSource.THROTTLE);
    } else {
      PaceSource source = robotsNanos > usual.delayNanos() ? PaceSource.ROBOTS : usual.source();
      pace = new Pace(floor, inFlightMax, source);
    }
  }

  boolean saysNothing() {
    return climb == null && robotsNanos == 0 && throttleNanos == 0 && !givenUp;
  }
}
