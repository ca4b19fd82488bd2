package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierCounts;
import dev.weft.frontier.HostWait;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Recovered;
import dev.weft.report.Attempt;
import dev.weft.report.CrawlStanding;
import dev.weft.report.HostStanding;
import dev.weft.report.UrlStanding;
import dev.weft.report.UrlStanding.Phase;
import dev.weft.robots.RobotsRules;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers what a URL, or the whole crawl, waits for at one moment. The loop's. */
final class Standings {
  private final Frontier frontier;
  private final HostBook hosts;
  private final Preparer preparer;
  private final History history;
  private final Recovered recovered;
  private final Set<Lease> flights;
  private final long now;

  Standings(
      Frontier frontier,
      HostBook hosts,
      Preparer preparer,
      History history,
      Recovered recovered,
      Set<Lease> flights,
      Clock clock) {
    this.frontier = frontier;
    this.hosts = hosts;
    this.preparer = preparer;
    this.history = history;
    this.recovered = recovered;
    this.flights = flights;
    this.now = clock.nanos();
  }

  UrlStanding of(CrawlUrl url) {
    long fingerprint = recovered.fingerprinter().fingerprint(url);
    OptionalLong retry = frontier.retryNanos(url.origin(), fingerprint);
    boolean inFlight =
        flights.stream().anyMatch(lease -> lease.candidate().fingerprint() == fingerprint);
    Phase phase = recovered.seen().contains(fingerprint) ? Phase.ADMITTED : Phase.UNKNOWN;
    phase = retry.isPresent() ? Phase.RETRYING : phase;
    List<Attempt> attempts = history.attempts(fingerprint);
    RobotsRules rules = preparer.known(url.origin());
    return new UrlStanding(
        inFlight ? Phase.IN_FLIGHT : phase,
        attempts,
        retry.isPresent() ? until(retry.getAsLong()) : null,
        rules == null ? "" : robots(rules, url),
        frontier
            .absent(url.origin())
            .or(() -> frontier.waiting(url.host(), now))
            .map(this::standing)
            .orElse(null));
  }

  private static String robots(RobotsRules rules, CrawlUrl url) {
    return (rules.allows(url) ? "allowed by " : "denied by ") + rules.verdict(url).place();
  }

  CrawlStanding all(int hostsMax, long inFlightMax, List<String> causes) {
    FrontierCounts counts = frontier.counts();
    return new CrawlStanding(
        counts.leased() + counts.preparing(),
        inFlightMax,
        counts.queued(),
        counts.snoozed(),
        counts.hosts(),
        causes,
        frontier.waiting(hostsMax, now).stream().map(this::standing).toList());
  }

  private HostStanding standing(HostWait wait) {
    return new HostStanding(
        wait.host(),
        hosts.reason(wait),
        wait.dueNanos().isPresent() ? until(wait.dueNanos().getAsLong()) : null,
        wait.queued());
  }

  private @Nullable Duration until(long nanos) {
    return nanos <= now ? Duration.ZERO : Duration.ofNanos(nanos - now);
  }
}
