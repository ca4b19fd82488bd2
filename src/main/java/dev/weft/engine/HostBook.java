package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.HostPace;
import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import dev.weft.politeness.Next;
import dev.weft.politeness.Pace;
import dev.weft.politeness.Politeness;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the loop knows of origins and hosts, and the go-between of politeness, which decides a
 * host's pace, and the frontier, which keeps it. Of origins it keeps those last used.
 */
final class HostBook {
  /** Origins looked at to find one that can be forgotten; more would make a full book slow. */
  private static final int LOOKS_MAX = 8;

  private final Fetcher fetcher;
  private final Frontier frontier;
  private final Politeness politeness;
  private final RestNotes rests;
  private final Clock clock;
  private final int originsMax;
  private final LinkedHashMap<Origin, OriginState> origins = new LinkedHashMap<>(16, 0.75f, true);

  /** The hosts that the frontier was given another pace for than the usual one. */
  private final Map<HostName, Pace> paces = new HashMap<>();

  HostBook(
      Fetcher fetcher,
      Frontier frontier,
      Politeness politeness,
      Notes notes,
      Clock clock,
      int originsMax) {
    this.fetcher = fetcher;
    this.frontier = frontier;
    this.politeness = politeness;
    this.clock = clock;
    this.originsMax = originsMax;
    rests = new RestNotes(notes, clock);
    rests.restore(frontier);
  }

  OriginState of(Origin origin) {
    OriginState known = origins.get(origin);
    if (known != null) {
      return known;
    }
    OriginState state = new OriginState(origin, new Lanes(fetcher.lanes(), origin.hashCode()));
    forgetOne();
    origins.put(origin, state);
    return state;
  }

  private void forgetOne() {
    Iterator<OriginState> eldest = origins.values().iterator();
    for (int i = 0; i < LOOKS_MAX && origins.size() >= originsMax && eldest.hasNext(); i++) {
      if (eldest.next().isIdle()) {
        eldest.remove();
      }
    }
  }

  /** What the retry table says of a page's answer: one cut short by the connection failed. */
  Next judge(Arrival arrival) {
    HostName host = arrival.lease().origin().host();
    int attempts = arrival.lease().attempts() + 1;
    if (arrival.outcome() instanceof FetchOutcome.Failed failed) {
      return failed(host, failed.reason(), attempts);
    }
    Answer answer = ((FetchOutcome.Answered) arrival.outcome()).answer();
    if (answer.truncation() == Truncation.DISCONNECT) {
      return failed(host, FetchFailure.DISCONNECTED, attempts);
    }
    return answered(host, answer, attempts);
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
    if (next.hostRestUntilNanos().isPresent()) {
      long until = next.hostRestUntilNanos().getAsLong();
      frontier.restHost(host, until);
      rests.rests(host, until);
    } else {
      rests.works(host);
    }
    return next;
  }

  private void keepPace(HostName host) {
    Pace pace = politeness.pace(host);
    Pace usual = politeness.defaultPace();
    Pace before = pace.equals(usual) ? paces.remove(host) : paces.put(host, pace);
    if (!pace.equals(before == null ? usual : before)) {
      frontier.pace(host, hostPace(pace));
    }
  }

  /** What politeness asks for, in the frontier's words. */
  static HostPace hostPace(Pace pace) {
    return new HostPace(pace.delayNanos(), pace.inFlightMax());
  }
}
