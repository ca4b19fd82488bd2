package dev.weft.politeness;

/**
 * The search for the number of requests in flight at which one host answers most. Pure; one thread.
 */
final class ThroughputClimb {
  /*
   * A hill climb over the number in flight. Answers are counted in windows; the rate of a window is
   * its answers over its time. After a window at a number, half as many again are tried; if the
   * rate rises by a twentieth the new number stays and the climb goes on, or else it goes back and
   * holds for a while before it tries again, because a server's best number changes with what else
   * it does.
   *
   * A window is counted in answers, not in time: it is long enough to judge whether the host gives
   * ten answers a second or ten thousand. The answers that were already under way when the number
   * changed belong to the old one; as many as the number are left out first.
   *
   * Errors outrank speed. A window in which more than a twentieth failed halves the number: a
   * server that refuses is over its hill, however fast it refuses. The climb then holds.
   *
   * When the crawl has too few URLs to fill the number, more of it does not raise the rate, and so
   * the number stays; nothing else has to know.
   */
  private static final double GROWTH = 1.5;
  private static final double GAIN = 1.05;
  private static final int WINDOW_MIN = 64;
  private static final int WINDOW_PER_IN_FLIGHT = 2;
  private static final int HOLD_WINDOWS = 16;
  private static final int FAILED_SHARE = 20;

  private int inFlightMax;
  private int lowerInFlight;
  private double lowerRate;
  private boolean trying;
  private int holds;

  private int leaveOut;
  private int answers;
  private int failures;
  private long windowStartNanos;

  ThroughputClimb(int start, long nowNanos) {
    inFlightMax = start;
    leaveOut = start;
    windowStartNanos = nowNanos;
  }

  /** The number of requests that may be in flight now. */
  int inFlightMax() {
    return inFlightMax;
  }

  /** Counts one finished request; true if {@link #inFlightMax} has changed. */
  boolean completed(boolean failed, long nowNanos) {
    if (leaveOut > 0) {
      leaveOut--;
      windowStartNanos = nowNanos;
      return false;
    }
    answers++;
    failures += failed ? 1 : 0;
    if (answers < Math.max(WINDOW_MIN, WINDOW_PER_IN_FLIGHT * inFlightMax)) {
      return false;
    }
    int before = inFlightMax;
    judge(answers / (double) Math.max(1, nowNanos - windowStartNanos));
    answers = 0;
    failures = 0;
    leaveOut = inFlightMax == before ? 0 : inFlightMax;
    windowStartNanos = nowNanos;
    return inFlightMax != before;
  }

  private void judge(double rate) {
    if (failures * FAILED_SHARE > answers) {
      inFlightMax = Math.max(1, inFlightMax / 2);
      hold();
    } else if (trying && rate < lowerRate * GAIN) {
      inFlightMax = lowerInFlight;
      hold();
    } else if (holds > 0) {
      holds--;
    } else {
      step(rate);
    }
  }

  private void step(double rate) {
    int higher = (int) Math.min(Limits.CLIMB_MAX, Math.ceil(inFlightMax * GROWTH));
    if (higher > inFlightMax) {
      lowerInFlight = inFlightMax;
      lowerRate = rate;
      inFlightMax = higher;
      trying = true;
    }
  }

  private void hold() {
    trying = false;
    holds = HOLD_WINDOWS;
  }
}
