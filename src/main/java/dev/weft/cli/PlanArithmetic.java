package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.politeness.PaceSource;
import dev.weft.politeness.PolitenessOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long so many pages take at a crawl's politeness: for a host its pages, times the delay in
 * force and the time of an answer, over its requests in flight. Hosts are asked beside each other,
 * so the slowest one decides, or a busy network address, or the concurrency.
 */
final class PlanArithmetic {
  /** A longer Crawl-delay is not kept, as in the crawl. */
  private static final Duration CRAWL_DELAY_MAX = Duration.ofMinutes(1);

  private final PolitenessOptions politeness;
  private final OptionalLong pagesPerHostMax;
  private final int concurrency;

  PlanArithmetic(CrawlConfig config) {
    politeness = config.politeness();
    pagesPerHostMax = config.limits().pagesPerHostMax();
    concurrency = config.limits().leasesMax();
  }

  /** A delay and where it comes from. */
  record Delay(Duration time, PaceSource source) {}

  /** The delay that a host will have. */
  Delay delay(HostPlan host) {
    if (politeness.ownSite()) {
      return new Delay(Duration.ZERO, PaceSource.OWN_SITE);
    }
    Delay delay = new Delay(politeness.delay(), PaceSource.USER);
    Duration robots =
        host.crawlDelay.compareTo(CRAWL_DELAY_MAX) > 0 ? CRAWL_DELAY_MAX : host.crawlDelay;
    if (robots.compareTo(delay.time()) > 0) {
      delay = new Delay(robots, PaceSource.ROBOTS);
    }
    Duration throttle = host.latency().multipliedBy(politeness.throttle());
    boolean slows = !politeness.delay().isZero() && throttle.compareTo(delay.time()) > 0;
    return slows ? new Delay(throttle, PaceSource.THROTTLE) : delay;
  }

  /** The pages of a host that the crawl may fetch. */
  long pages(HostPlan host) {
    return Math.min(host.urls, pagesPerHostMax.orElse(Long.MAX_VALUE));
  }

  /** Requests of a host in flight at once: one where robots.txt sets the pace. */
  int inFlight(HostPlan host) {
    return delay(host).source() == PaceSource.ROBOTS ? 1 : politeness.perHost();
  }

  /** How long a host takes by itself. */
  Duration time(HostPlan host) {
    return times(delay(host).time().plus(host.latency()), pages(host), inFlight(host));
  }

  /** How many pages an hour a host gives. */
  long pagesAnHour(HostPlan host) {
    Duration each = delay(host).time().plus(host.latency());
    return each.isZero()
        ? Long.MAX_VALUE
        : Duration.ofHours(1).toNanos() * inFlight(host) / each.toNanos();
  }

  /** How long the address takes that has most to do, over all hosts there. */
  Duration slowestAddress(List<HostPlan> hosts) {
    if (politeness.ownSite()) {
      return Duration.ZERO;
    }
    Map<InetAddress, Duration> busy = new HashMap<>();
    PolitenessOptions.PerAddress shared = politeness.addresses();
    for (HostPlan host : hosts) {
      if (!host.addresses.isEmpty()) {
        Duration each = shared.delay().plus(host.latency());
        busy.merge(
            host.addresses.get(0), times(each, pages(host), shared.inFlightMax()), Duration::plus);
      }
    }
    return busy.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** How long all answers take when as many requests are in flight as may be. */
  Duration atFullConcurrency(List<HostPlan> hosts) {
    return hosts.stream()
        .map(host -> times(host.latency(), pages(host), concurrency))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration times(Duration each, long count, int atOnce) {
    double nanos = (double) each.toNanos() * count / atOnce;
    return Duration.ofNanos((long) Math.min(nanos, Long.MAX_VALUE / 2.0));
  }
}
