package dev.weft.report;

import java.util.List;

/**
 * What a run waits for at this moment: {@code causes} are sentences about the whole crawl, empty
 * where hosts alone hold it back; {@code hosts} are those where URLs wait, those due first.
 */
public record CrawlStanding(
    long inFlight,
    long inFlightMax,
    long queued,
    long retrying,
    long hostCount,
    List<String> causes,
    List<HostStanding> hosts) {
  public CrawlStanding {
    causes = List.copyOf(causes);
    hosts = List.copyOf(hosts);
  }
}
