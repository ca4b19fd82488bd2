package dev.weft.engine;

import dev.weft.cookies.Cookie;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Lease;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A lease with a request in the air, on a lane of its origin. The loop's. */
final class Flight {
  final OriginState origin;
  final int lane;
  final long lookUpNanos;
  private Fetcher.@Nullable Fetch fetch;
  private boolean cancelled;

  /** These are written before the arrival is handed to the loop, which reads them after. */
  private long endNanos;

  private List<Cookie> cookies = List.of();

  Flight(OriginState origin) {
    this.origin = origin;
    lane = origin.lanes.take();
    lookUpNanos = origin.takeLookUpNanos();
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
    }
  }

  boolean isCancelled() {
    return cancelled;
  }
}
