package dev.weft.cli;

import dev.weft.politeness.HostReport;
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
                  + " ms at least, "
                  + Figures.count(gaps.median().toMillis())
                  + " ms in the middle";
      int busy = host.busy().tooManyRequests() + host.busy().unavailable();
      facts.add(
          new Fact(
              host.host().toString(),
              Figures.count(host.requests())
                  + (host.requests() == 1 ? " request, " : " requests, ")
                  + kept
                  + ", delay "
                  + Figures.count(host.pace().delayNanos() / 1_000_000)
                  + " ms ("
                  + host.pace().source().code()
                  + ")"
                  + (gaps.shorter() > 0 ? ", " + gaps.shorter() + " shorter than it" : "")
                  + (busy > 0 ? ", busy " + busy + " times" : "")
                  + (host.givenUp() ? ", given up" : "")));
    }
    return facts;
  }
}
