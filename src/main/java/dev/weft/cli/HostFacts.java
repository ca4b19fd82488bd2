package dev.weft.cli;

import dev.weft.politeness.HostReport;
import dev.weft.politeness.PaceSource;
import java.util.ArrayList;
import java.util.List;

/** The ledger's lines of hosts, as people read them. */
final class HostFacts {
  private HostFacts() {}

  static List<Fact> of(List<HostReport> hosts) {
    List<Fact> facts = new ArrayList<>();
    for (HostReport host : hosts) {
      HostReport.Gaps gaps = host.gaps();
      String kept =
          gaps.count() == 0
              ? "no gap yet"
              : "gaps of "
                  + Figures.count(gaps.smallest().toMillis())
                  + " ms at least, median "
                  + Figures.count(gaps.median().toMillis())
                  + " ms";
      int busy = host.busy().tooManyRequests() + host.busy().unavailable();
      facts.add(
          new Fact(
              host.host().toString(),
              Figures.count(host.requests(), "request, ", "requests, ")
                  + kept
                  + "; delay "
                  + Figures.count(host.pace().delayNanos() / 1_000_000)
                  + " ms by "
                  + source(host.pace().source())
                  + (gaps.shorter() > 0 ? ", " + gaps.shorter() + " shorter than it" : "")
                  + (busy > 0 ? ", busy " + busy + " times" : "")
                  + (host.givenUp() ? ", given up" : "")));
    }
    return facts;
  }

  /** Who asks for a delay. */
  static String source(PaceSource source) {
    return switch (source) {
      case USER -> "--delay";
      case OWN_SITE -> "--own-site";
      case ROBOTS -> "robots.txt";
      case THROTTLE -> "the throttle, as it answers slowly or fails";
    };
  }
}
