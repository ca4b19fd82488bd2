package dev.weft.engine;

import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.HostPace;
import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.politeness.Next;
import dev.weft.politeness.Pace;
import dev.weft.politeness.Politeness;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the loop knows of origins and hosts, and the go-between of politeness, which decides a
 * host's pace, and the frontier, which keeps it.
 */
final class HostBook {
  private final Fetcher fetcher;
  private final Frontier frontier;
  private final Politeness politeness;
  private final Clock clock;
  private final Map<Origin, OriginState> origins = new HashMap<>();
  private final Map<HostName, Pace> paces = new HashMap<>();

  HostBook(Fetcher fetcher, Frontier frontier, Politeness politeness, Clock clock) {
    this.fetcher = fetcher;
    this.frontier = frontier;
    this.politeness = politeness;
    this.clock = clock;
  }

  OriginState of(Origin origin) {
    return origins.computeIfAbsent(
        origin, key -> new OriginState(key, new Lanes(fetcher.lanes(), key.hashCode())));
  }

  /** Asks what to do after an answer to the {@code attempts}th try; pace and rest follow. */
  Next answered(HostName host, Answer answer, int attempts) {
    return applied(
        host,
        politeness.afterAnswer(
            host,
            answer.status(),
            answer.headers().firstOrNull("retry-after"),
            answer.timings().totalNanos(),
            attempts,
            clock.wall(),
            clock.nanos()));
  }

  /** Asks what to do after no answer; the host's pace and rest follow. */
  Next failed(HostName host, FetchFailure reason, int attempts) {
    return applied(host, politeness.afterFailure(host, reason, attempts, clock.nanos()));
  }

  /** Takes the delay that robots rules ask for. */
  void robotsDelay(HostName host, Duration delay) {
    politeness.robotsDelay(host, delay);
    keepPace(host);
  }

  /** Notes a request to a host made on behalf of another (a redirected robots.txt). */
  void visited(HostName host) {
    frontier.restHost(host, clock.nanos() + politeness.pace(host).delayNanos());
  }

  private Next applied(HostName host, Next next) {
    keepPace(host);
    next.hostRestUntilNanos().ifPresent(until -> frontier.restHost(host, until));
    return next;
  }

  private void keepPace(HostName host) {
    Pace pace = politeness.pace(host);
    if (!pace.equals(paces.put(host, pace))) {
      frontier.pace(host, hostPace(pace));
    }
  }

  /** What politeness asks for, in the frontier's words. */
  static HostPace hostPace(Pace pace) {
    return new HostPace(pace.delayNanos(), pace.inFlightMax());
  }
}
