package dev.weft.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * The clocks of one run of a crawl in virtual time: the monotonic one begins anew, the wall's may
 * have been set to anything since the last run.
 */
final class RunClock implements Clock {
  private final VirtualTime time;
  private final long startNanos;
  private final Duration wallJump;

  RunClock(VirtualTime time, Duration wallJump) {
    this.time = time;
    this.startNanos = time.nanos();
    this.wallJump = wallJump;
  }

  @Override
  public long nanos() {
    return time.nanos() - startNanos;
  }

  @Override
  public Instant wall() {
    return time.wall().plus(wallJump);
  }

  /** Lets time pass until then, by this clock, or until the next task. */
  void jump(long atMostNanos) {
    time.jump(atMostNanos == Long.MAX_VALUE ? atMostNanos : atMostNanos + startNanos);
  }
}
