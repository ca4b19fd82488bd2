package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.page.FetchFailure;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of all exchanges of a lane. Each kind of wait has one length, so its exchanges expire
 * in the order they began to wait, and a list by age is all the timer there is: a conversation that
 * moves on costs no scheduled task, and a sweep looks only at those that are due.
 */
final class Deadlines {
  private final Clock connect;
  private final Clock firstByte;
  private final Clock idle;
  private final Clock total;
  private final ByAge<Dial> attempts = new ByAge<>();
  private final long attemptNanos;

  Deadlines(Timeouts timeouts, Limits limits) {
    connect =
        new Clock(
            timeouts.connect().toNanos(), FetchFailure.CONNECT_TIMEOUT, "no connection within ");
    firstByte =
        new Clock(
            timeouts.firstByte().toNanos(),
            FetchFailure.FIRST_BYTE_TIMEOUT,
            "no byte of an answer within ");
    idle =
        new Clock(
            timeouts.idle().toNanos(), FetchFailure.IDLE_TIMEOUT, "silence in the headers for ");
    total =
        new Clock(
            timeouts.total().toNanos(), FetchFailure.TOTAL_TIMEOUT, "headers not complete within ");
    attemptNanos =
        Math.min(
            limits.attemptDelay().toNanos(), timeouts.connect().toNanos() / limits.addressesMax());
  }

  /** How often to sweep: a tenth of the shortest time-out, within reason. */
  static long tickNanos(Timeouts timeouts) {
    long shortest = timeouts.connect().toNanos();
    shortest = Math.min(shortest, timeouts.firstByte().toNanos());
    shortest = Math.min(shortest, timeouts.idle().toNanos());
    shortest = Math.min(shortest, timeouts.total().toNanos());
    return Math.max(2_000_000, Math.min(100_000_000, shortest / 10));
  }

  void started(Exchange exchange, long nowNanos) {
    total.waiting.put(exchange.underWay, nowNanos);
  }

  /** The connection attempts of an exchange begin, or its handshake. */
  void connecting(Exchange exchange, long nowNanos) {
    connect.waiting.put(exchange.inPhase, nowNanos);
  }

  /** An attempt begins that is not the last there could be. */
  void attempting(Dial dial, long nowNanos) {
    attempts.put(dial.inAttempt, nowNanos);
  }

  void sent(Exchange exchange, long nowNanos) {
    firstByte.waiting.put(exchange.inPhase, nowNanos);
  }

  void heard(Exchange exchange, long nowNanos) {
    idle.waiting.put(exchange.inPhase, nowNanos);
  }

  boolean isEmpty() {
    return total.waiting.isEmpty();
  }

  /** The exchange under way for the longest time. */
  @Nullable Exchange oldest() {
    return total.waiting.oldest();
  }

  /** Ends the exchanges that waited too long, and sends dials on to their next address. */
  void expire(long nowNanos) {
    connect.expire(nowNanos);
    firstByte.expire(nowNanos);
    idle.expire(nowNanos);
    total.expire(nowNanos);
    for (Dial due = attempts.expired(attemptNanos, nowNanos);
        due != null;
        due = attempts.expired(attemptNanos, nowNanos)) {
      due.tryNext();
    }
  }

  /** A kind of wait, all of them of one length. */
  private static final class Clock {
    private final ByAge<Exchange> waiting = new ByAge<>();
    private final long lengthNanos;
    private final FetchFailure reason;
    private final String message;

    Clock(long lengthNanos, FetchFailure reason, String message) {
      this.lengthNanos = lengthNanos;
      this.reason = reason;
      this.message = message + lengthNanos / 1_000_000 + " ms";
    }

    void expire(long nowNanos) {
      for (Exchange due = waiting.expired(lengthNanos, nowNanos);
          due != null;
          due = waiting.expired(lengthNanos, nowNanos)) {
        due.giveUp(reason, message);
      }
    }
  }
}
