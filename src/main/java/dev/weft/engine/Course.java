package dev.weft.engine;

import dev.weft.report.CrawlEnd;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is on its way to its end, and why it ends.
 *
 * <pre>
 *   RUNNING ── a stop, the longest duration, a failure ──► DRAINING
 *      │          nothing is leased any more; what is in flight finishes
 *      │          until the grace time is over, then it is cancelled
 *      └──── the frontier has ended ────┐     │
 *                                       ▼     ▼
 *                                      CLOSING   the last epoch is committed,
 *                                         │      then the sinks are closed
 *                                         ▼
 *                                       ENDED
 * </pre>
 *
 * <p>Of all that goes wrong the first failure is told. The loop's; what follows from a step is the
 * loop's to do.
 */
final class Course {
  private enum State {
    RUNNING,
    DRAINING,
    CLOSING,
    ENDED
  }

  private final long runUntilNanos;
  private State state = State.RUNNING;
  private CrawlEnd end = CrawlEnd.FINISHED;
  private @Nullable Throwable failure;
  private boolean failed;
  private long drainUntilNanos = Long.MAX_VALUE;

  /**
   * @param runUntilNanos when the longest duration is over; {@link Long#MAX_VALUE} if there is none
   */
  Course(long runUntilNanos) {
    this.runUntilNanos = runUntilNanos;
  }

  /** Whether URLs may be admitted and leased. */
  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Whether URLs may finish. */
  boolean isOpen() {
    return state == State.RUNNING || state == State.DRAINING;
  }

  /** Whether the sinks are closed. */
  boolean hasEnded() {
    return state == State.ENDED;
  }

  CrawlEnd end() {
    return end;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Whether a run that leases has come to its longest duration. */
  boolean isOverLong(long nowNanos) {
    return isRunning() && nowNanos >= runUntilNanos;
  }

  /** Drains, or drains sooner than it would; true if leasing ends with this. */
  boolean drain(CrawlEnd why, long untilNanos) {
    if (state == State.RUNNING) {
      state = State.DRAINING;
      end = why;
      drainUntilNanos = untilNanos;
      return true;
    }
    if (state == State.DRAINING) {
      drainUntilNanos = Math.min(drainUntilNanos, untilNanos);
    }
    return false;
  }

  /** Drains at once with a problem to be told, unless the run ends anyhow; as {@link #drain}. */
  boolean drainOver(CrawlEnd why, Throwable problem, long nowNanos) {
    if (isRunning()) {
      failure = problem;
    }
    return isRunning() && drain(why, nowNanos);
  }

  /** Ends by a failure, which is told if it is the first; as {@link #drain}. */
  boolean fail(CrawlEnd why, Throwable problem, long nowNanos) {
    boolean stopsLeasing = isOpen() && drain(why, nowNanos);
    if (!failed) {
      failed = true;
      failure = problem;
      end = why;
    }
    return stopsLeasing;
  }

  /** Whether the grace time is over; true once. */
  boolean takeOverdue(long nowNanos) {
    boolean isOverdue = state == State.DRAINING && nowNanos >= drainUntilNanos;
    drainUntilNanos = isOverdue ? Long.MAX_VALUE : drainUntilNanos;
    return isOverdue;
  }

  /** Goes on to closing; {@code why} is what the run ends by. */
  void close(CrawlEnd why) {
    end = why;
    state = State.CLOSING;
  }

  /** The sinks are closed. */
  void ended() {
    state = State.ENDED;
  }

  /** When time alone brings the next step; {@link Long#MAX_VALUE} if it does not. */
  long nextStepNanos() {
    return switch (state) {
      case RUNNING -> runUntilNanos;
      case DRAINING -> drainUntilNanos;
      case CLOSING, ENDED -> Long.MAX_VALUE;
    };
  }
}
