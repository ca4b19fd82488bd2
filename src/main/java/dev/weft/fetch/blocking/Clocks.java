package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.page.FetchFailure;
import org.jspecify.annotations.Nullable;

/**
 * What a request waits for, since when, and how long it may. Written by the thread of the request
 * and read by {@code weft-fetch-clock}, which may see a new time with an old kind of wait and is
 * then late, never early.
 */
final class Clocks {
  private final Timeouts timeouts;
  private final long startedNanos;
  private volatile long sinceNanos;
  private volatile Wait wait = Wait.PLACE;

  Clocks(Timeouts timeouts, long nowNanos) {
    this.timeouts = timeouts;
    startedNanos = nowNanos;
    sinceNanos = nowNanos;
  }

  /** The kinds of wait. */
  enum Wait {
    /** For a thread or a connection; only the total time is limited. */
    PLACE,
    /** For TCP, or for the TLS handshake. */
    CONNECTION,
    /** For an answer to begin. */
    FIRST_BYTE,
    /** For it to go on. */
    MORE
  }

  /** A limit that was passed. */
  record Passed(FetchFailure reason, String message) {}

  /** How often to look: a tenth of the shortest time-out, within reason. */
  static long tickNanos(Timeouts timeouts) {
    long shortest = timeouts.connect().toNanos();
    shortest = Math.min(shortest, timeouts.firstByte().toNanos());
    shortest = Math.min(shortest, timeouts.idle().toNanos());
    shortest = Math.min(shortest, timeouts.total().toNanos());
    return Math.max(2_000_000, Math.min(100_000_000, shortest / 10));
  }

  /** Begins a wait. */
  void waitFor(Wait next, long nowNanos) {
    sinceNanos = nowNanos;
    wait = next;
  }

  /** The time since the request was handed over. */
  long totalNanos(long nowNanos) {
    return nowNanos - startedNanos;
  }

  /** The limit that was passed, if one was. */
  @Nullable Passed passed(long nowNanos) {
    Wait current = wait;
    long waitedNanos = nowNanos - sinceNanos;
    if (current == Wait.CONNECTION && waitedNanos > timeouts.connect().toNanos()) {
      return connect();
    }
    if (current == Wait.FIRST_BYTE && waitedNanos > timeouts.firstByte().toNanos()) {
      return new Passed(
          FetchFailure.FIRST_BYTE_TIMEOUT,
          "no byte of an answer within " + timeouts.firstByte().toMillis() + " ms");
    }
    if (current == Wait.MORE && waitedNanos > timeouts.idle().toNanos()) {
      return new Passed(
          FetchFailure.IDLE_TIMEOUT,
          "silence in the headers for " + timeouts.idle().toMillis() + " ms");
    }
    if (totalNanos(nowNanos) > timeouts.total().toNanos()) {
      return new Passed(
          FetchFailure.TOTAL_TIMEOUT,
          "headers not complete within " + timeouts.total().toMillis() + " ms");
    }
    return null;
  }

  /** The limit on getting a connection. */
  Passed connect() {
    return new Passed(
        FetchFailure.CONNECT_TIMEOUT,
        "no connection within " + timeouts.connect().toMillis() + " ms");
  }
}
