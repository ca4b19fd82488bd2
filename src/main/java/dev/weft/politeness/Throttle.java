package dev.weft.politeness;

/**
 * The adaptive delay of one host, from how long its answers take to begin and from its failures.
 * What is in force is this or what user and robots rules ask for, whichever is longer; it is never
 * above a minute. A delay in and a delay out: it holds nothing of a host.
 */
final class Throttle {
  /*
   * The aim is that the host works for us no more than one part of the time in 1 + share: the delay
   * is what its answers take on average, times share. Where that is less than what was asked for
   * anyway, as with any healthy host, it has no effect.
   *
   * The average moves a quarter of the way up at each answer, an eighth of the way down: a server
   * that gets slow is relieved within a few requests, one fast page among slow ones proves nothing,
   * nor does one slow page among fast ones. (When it went half of the way from the asked delay up,
   * a single answer of 3 s cost a host of 1 s another 8 s; a crawl that begins on a cold machine
   * has such an answer from most hosts.)
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
  private static final int RISE = 4;
  private static final int FALL = 8;

  /** Below this part of the floor it is forgotten, so that nothing is kept of a healthy host. */
  private static final int NOTABLE = 4;

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
   * The delay after an answer that took so long to begin; 0 if it is far below the floor.
   *
   * @param delayNanos the throttle's delay so far, 0 if none
   * @param floorNanos what user and robots rules ask for
   */
  long afterAnswer(long delayNanos, long floorNanos, long latencyNanos) {
    long most = Limits.THROTTLE_MAX.toNanos();
    long aim = floorNanos == 0 ? 0 : Math.min(Math.min(latencyNanos, most) * share, most);
    long next =
        aim > delayNanos
            ? delayNanos + (aim - delayNanos) / RISE
            : delayNanos - (delayNanos - aim) / FALL;
    return next < Math.max(floorNanos / NOTABLE, NOTABLE_NANOS_MIN) ? 0 : next;
  }

  /** The delay after a failure that speaks of the host; parameters as above. */
  long afterTrouble(long delayNanos, long floorNanos) {
    long now = Math.max(delayNanos, floorNanos);
    long doubled = Math.max(TROUBLE_NANOS_MIN, 2 * Math.min(now, Limits.THROTTLE_MAX.toNanos()));
    return Math.max(now, Math.min(doubled, Limits.THROTTLE_MAX.toNanos()));
  }
}
