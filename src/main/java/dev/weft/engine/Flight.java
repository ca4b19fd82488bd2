package dev.weft.engine;

import dev.weft.cookies.Cookie;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lease with a request in the air, on a lane of its origin. The loop's. */
final class Flight {
  final OriginState origin;
  final int lane;
  final long lookUpNanos;
  private Fetcher.@Nullable Fetch fetch;
  private boolean cancelled;

  /** Written before the arrival is handed to the loop, which reads it after. */
  private List<Cookie> cookies = List.of();

  Flight(OriginState origin) {
    this.origin = origin;
    lane = origin.lanes.take();
    lookUpNanos = origin.takeLookUpNanos();
  }

  void began(Fetcher.Fetch started) {
    fetch = started;
  }

  /** Reads what the loop need not; on the thread that delivers the outcome. */
  void read(Requests requests, Lease lease, FetchOutcome outcome) {
    cookies = requests.cookiesOf(lease.url(), outcome);
  }

  List<Cookie> cookies() {
    return cookies;
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
