package dev.weft.engine;

import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.HostPace;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import dev.weft.politeness.HostLedger;
import dev.weft.politeness.Next;
import dev.weft.politeness.Pace;
import dev.weft.politeness.Politeness;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the loop knows of origins and hosts, and the go-between of politeness, which decides a
 * host's pace, and the frontier, which keeps it.
 */
final class HostBook {
  /** The error code of a URL whose host failed too often. */
  static final String GIVEN_UP = "hostGivenUp";

  private final Fetcher fetcher;
  private final Frontier frontier;
  private final Politeness politeness;
  private final Clock clock;
  private final HostLedger ledger;
  private final @Nullable HostPace perAddress;
  private final Map<Origin, OriginState> origins = new HashMap<>();
  private final Map<HostName, OriginState.Condemnation> givenUp = new HashMap<>();
  private final Map<HostName, Pace> paces = new HashMap<>();

  HostBook(Fetcher fetcher, Frontier frontier, Politeness politeness, CrawlPlan plan, Clock clock) {
    this.fetcher = fetcher;
    this.frontier = frontier;
    this.politeness = politeness;
    this.clock = clock;
    this.ledger = new HostLedger(politeness);
    this.perAddress = perAddress(plan);
  }

  /** What hosts at one address share; null where that would bind nothing. */
  private static @Nullable HostPace perAddress(CrawlPlan plan) {
    PolitenessOptions.PerAddress given = plan.politeness().addresses();
    boolean binds = !given.delay().isZero() || given.inFlightMax() < plan.limits().leasesMax();
    return binds && !plan.politeness().ownSite()
        ? new HostPace(given.delay().toNanos(), given.inFlightMax())
        : null;
  }

  /** How hosts were treated so far. */
  HostLedger ledger() {
    return ledger;
  }

  /** Why nothing is fetched from an origin any more; null while something may be. */
  OriginState.@Nullable Condemnation condemnation(OriginState origin) {
    OriginState.Condemnation own = origin.condemnation();
    return own != null ? own : givenUp.get(origin.origin.host());
  }

  /** Takes note of where requests to a host go. */
  void located(HostName host, List<InetAddress> addresses) {
    if (perAddress != null) {
      frontier.address(host, addresses.get(0).getHostAddress(), perAddress);
    }
  }

  /** A request to a host starts now. */
  void started(HostName host) {
    ledger.started(host, clock.nanos());
  }

  /** A request to a host ended then. */
  void ended(HostName host, long endNanos) {
    ledger.ended(host, endNanos);
  }

  OriginState of(Origin origin) {
    return origins.computeIfAbsent(
        origin, key -> new OriginState(key, new Lanes(fetcher.lanes(), key.hashCode())));
  }

  /** Asks what to do after an answer to the {@code attempts}th try; pace and rest follow. */
  Next answered(HostName host, Answer answer, int attempts) {
    String retryAfter = answer.headers().firstOrNull("retry-after");
    ledger.answered(host, answer.status(), retryAfter, clock.wall());
    return applied(
        host,
        politeness.afterAnswer(
            host,
            answer.status(),
            retryAfter,
            answer.timings().firstByteNanos(),
            attempts,
            clock.wall(),
            clock.nanos()),
        () -> "answered with status " + answer.status());
  }

  /** Asks what to do after no answer; the host's pace and rest follow. */
  Next failed(HostName host, FetchFailure reason, int attempts) {
    return applied(
        host,
        politeness.afterFailure(host, reason, attempts, clock.nanos()),
        () -> "ended with " + reason.code());
  }

  /** Takes the delay that robots rules ask for. */
  void robotsDelay(HostName host, Duration delay) {
    politeness.robotsDelay(host, delay);
    keepPace(host);
  }

  /**
   * Whether a host may be asked now on behalf of another, as when that one's robots.txt redirects
   * to it: its queue does not hold such a request back.
   */
  OptionalLong mayBeVisitedNanos(HostName host) {
    return ledger.openNanos(host);
  }

  /** Notes a request to a host made on behalf of another. */
  void visited(HostName host) {
    frontier.restHost(host, clock.nanos() + politeness.pace(host).delayNanos());
  }

  private Next applied(HostName host, Next next, Supplier<String> lastTry) {
    keepPace(host);
    if (politeness.isGivenUp(host)) {
      giveUp(host, lastTry);
      return Next.Finish.AT_ONCE;
    }
    next.hostRestUntilNanos().ifPresent(until -> frontier.restHost(host, until));
    return next;
  }

  private void giveUp(HostName host, Supplier<String> lastTry) {
    if (!givenUp.containsKey(host)) {
      String message =
          host
              + " failed too often in a row, though it was given ever longer rests; the last request "
              + lastTry.get();
      givenUp.put(
          host,
          new OriginState.Condemnation(
              Disposition.FETCH_FAILED, new Page.PageError(GIVEN_UP, message)));
    }
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
