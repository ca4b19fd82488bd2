package dev.weft.engine;

import dev.weft.cookies.Cookie;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Lease;
import dev.weft.hook.RetryAdvice;
import dev.weft.politeness.Next;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lease with a request in the air or about to be made, on a lane of its origin. The loop's. */
final class Flight {
  final OriginState origin;
  final int lane;
  final long lookUpNanos;
  private HookDesk.@Nullable Asked asked;
  private Fetcher.@Nullable Fetch fetch;
  private boolean cancelled;

  /** These are written before the arrival is handed to the loop, which reads them after. */
  private long endNanos;

  private List<Cookie> cookies = List.of();

  private RetryAdvice advice = RetryAdvice.USUAL;

  Flight(OriginState origin) {
    this.origin = origin;
    lane = origin.lanes.take();
    lookUpNanos = origin.takeLookUpNanos();
  }

  /** Keeps the question whether the request may be made. */
  void asks(HookDesk.Asked question) {
    asked = question;
  }

  /** Whether a request was made. */
  boolean isBegun() {
    return fetch != null;
  }

  /** Starts the request; {@code then} is run as the fetcher's callback is. */
  void begin(Fetcher fetcher, FetchRequest request, Clock clock, Consumer<FetchOutcome> then) {
    fetch =
        fetcher.fetch(
            request,
            outcome -> {
              endNanos = clock.nanos();
              then.accept(outcome);
            });
  }

  /** Reads what the loop need not; on the thread that delivers the outcome. */
  void read(Requests requests, Lease lease, FetchOutcome outcome) {
    cookies = requests.cookiesOf(lease.url(), outcome);
  }

  List<Cookie> cookies() {
    return cookies;
  }

  /** Keeps what a hook wants to be done next; where the outcome is looked into. */
  void advise(RetryAdvice given) {
    advice = given;
  }

  /** What comes next, by the hooks if they have something to say and the tries are not used up. */
  Next next(Next usual, int tries, int triesMax, long nowNanos) {
    if (advice.givesUp()) {
      return new Next.Finish(usual.hostRestUntilNanos());
    }
    if (advice.pause().isEmpty()) {
      return usual;
    }
    return tries >= triesMax
        ? new Next.Finish(usual.hostRestUntilNanos())
        : new Next.RetryAt(nowNanos + advice.pause().get().toNanos(), usual.hostRestUntilNanos());
  }

  /** When the outcome was there. */
  long endNanos() {
    return endNanos;
  }

  /** Gives the lane back. */
  void landed(FetchOutcome outcome) {
    origin.lanes.release(lane);
    if (outcome instanceof FetchOutcome.Answered answered) {
      origin.lanes.answered(lane, answered.answer().protocol());
    }
  }

  void cancel() {
    cancelled = true;
    if (fetch != null) {
      fetch.cancel();
    } else if (asked != null) {
      asked.giveUp();
    }
  }

  boolean isCancelled() {
    return cancelled;
  }
}
