package dev.weft.cli;

import dev.weft.report.Attempt;
import dev.weft.report.CrawlStanding;
import dev.weft.report.HostStanding;
import dev.weft.report.UrlStanding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a run says of itself, as facts; times that are to come are told by the clock. */
final class StandingFacts {
  static final String ATTEMPT = "attempt";
  static final String NOW = "now";
  static final String DUE = "due";
  static final String ROBOTS = "robots";

  private StandingFacts() {}

  /** Of one URL. */
  static List<Fact> of(UrlStanding standing) {
    List<Fact> facts = new ArrayList<>(attempts(standing.attempts()));
    if (!standing.robots().isEmpty()) {
      facts.add(new Fact(ROBOTS, standing.robots()));
    }
    switch (standing.phase()) {
      case UNKNOWN -> facts.add(new Fact(NOW, "this run does not know it"));
      case ADMITTED -> {}
      case RETRYING ->
          facts.add(
              new Fact(
                  DUE,
                  "it is tried again"
                      + standing
                          .retryIn()
                          .map(StandingFacts::at)
                          .orElse(" when its host may be asked")));
      case IN_FLIGHT -> facts.add(new Fact(NOW, "it is being fetched"));
    }
    standing.host().ifPresent(host -> facts.add(new Fact("its host", waits(host))));
    return facts;
  }

  /** Of the whole crawl. */
  static List<Fact> of(CrawlStanding standing) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            NOW,
            Figures.count(standing.inFlight())
                + " of "
                + Figures.count(standing.inFlightMax())
                + " requests in flight, "
                + Figures.count(standing.queued())
                + " URLs wait, "
                + Figures.count(standing.retrying())
                + " of them to be tried again"));
    standing.causes().forEach(cause -> facts.add(new Fact("because", cause)));
    standing.hosts().forEach(host -> facts.add(new Fact(host.host().toString(), waits(host))));
    return facts;
  }

  static List<Fact> attempts(List<Attempt> attempts) {
    List<Fact> facts = new ArrayList<>();
    for (Attempt attempt : attempts) {
      String number = ATTEMPT + " " + (facts.size() + 1);
      String wait = attempt.pause().map(p -> ", again after " + Figures.time(p)).orElse("");
      facts.add(new Fact(number, time(attempt.at()) + "  " + attempt.outcome() + wait));
    }
    return facts;
  }

  private static String waits(HostStanding host) {
    String urls =
        host.queued() == 0
            ? "what is left there waits"
            : Figures.count(host.queued(), "URL waits", "URLs wait");
    return urls
        + " for "
        + host.waitsFor()
        + host.dueIn().filter(due -> !due.isZero()).map(StandingFacts::at).orElse("");
  }

  private static String at(Duration in) {
    return in.isZero()
        ? " now"
        : ", at " + time(Instant.now().plus(in)) + " (in " + Figures.time(in) + ")";
  }

  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
