package dev.weft.politeness;

/**
 * The adaptive delay of one host, from how long its answers take to begin and from its failures.
 * Never below the delay that user and robots rules ask for, never above a minute unless they ask
 * for more. A delay in and a delay out: it holds nothing of a host.
 */
final class Throttle {
  /*
   * The aim is that the host works for us no more than one part of the time in 1 + share: after an
   * answer that took a second to begin it is left alone for share seconds. Where that is less than
   * what was asked for anyway, as with any healthy host, the throttle does nothing.
   *
   * Half of the way up at each answer, an eighth of the way down: a server that gets slow is
   * relieved within a few requests, and one fast page among slow ones proves nothing.
   *
   * A failure never lowers the delay, however fast it came: a server that refuses at once is the
   * busiest of all. It doubles it, from a second on. So an average over all answers, failures
   * included, is not what is kept here.
   *
   * The time counted is that to the first byte. What the body takes is the link's, mostly, and the
   * delay begins after it.
   *
   * Where the user asks for no delay at all, only failures count: the host was said to bear it.
   */
  private static final long TROUBLE_NANOS_MIN = 1_000_000_000L;
  private static final int FALL = 8;

  /** A smaller part of the floor is no difference worth a change of pace. */
  private static final int NOTABLE = 16;

  private static final long NOTABLE_NANOS_MIN = 10_000_000;

  private final int share;

  Throttle(int share) {
    this.share = share;
  }

  /** Whether it does anything. */
  boolean isOn() {
    return share > 0;
  }

  /**
   * The delay after an answer that took so long to begin; 0 if the floor is enough.
   *
   * @param delayNanos the throttle's delay so far, 0 if none
   * @param floorNanos what user and robots rules ask for
   */
  long afterAnswer(long delayNanos, long floorNanos, long latencyNanos) {
    long now = Math.max(delayNanos, floorNanos);
    long asked = Math.min(latencyNanos, Limits.THROTTLE_MAX.toNanos()) * share;
    long aim =
        floorNanos == 0 ? 0 : Math.max(floorNanos, Math.min(asked, Limits.THROTTLE_MAX.toNanos()));
    long next = aim > now ? now + (aim - now) / 2 : now - (now - aim) / FALL;
    long notable = Math.max(floorNanos / NOTABLE, NOTABLE_NANOS_MIN);
    return next - floorNanos < notable ? 0 : next;
  }

  /** The delay after a failure that speaks of the host; parameters as above. */
  long afterTrouble(long delayNanos, long floorNanos) {
    long now = Math.max(delayNanos, floorNanos);
    long doubled = Math.max(TROUBLE_NANOS_MIN, 2 * Math.min(now, Limits.THROTTLE_MAX.toNanos()));
    return Math.max(now, Math.min(doubled, Limits.THROTTLE_MAX.toNanos()));
  }
}
