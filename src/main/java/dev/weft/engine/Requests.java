package dev.weft.engine;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.frontier.Lease;
import dev.weft.request.RequestRules;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one place of a crawl where requests are put together; the loop's. */
final class Requests {
  private final RequestRules rules;
  private final int robotsBytesMax;

  /** The origins that the user named, to which sensitive headers may go. */
  private final Set<Origin> named = new HashSet<>();

  Requests(CrawlPlan plan, Limits limits) {
    this.rules = plan.requests();
    this.robotsBytesMax = limits.robotsBytesMax();
    for (Seed seed : plan.seeds()) {
      named.add(seed.url().origin());
    }
  }

  /** The request for a leased URL. */
  FetchRequest page(Lease lease, List<InetAddress> addresses, int lane) {
    CrawlUrl url = lease.url();
    return rules.get(url, isNamed(url), addresses, lane, lease.bodyBytesMax());
  }

  /** The request for a robots.txt, or for what one redirects to. */
  FetchRequest robots(CrawlUrl url, List<InetAddress> addresses, int lane) {
    return rules.get(url, isNamed(url), addresses, lane, robotsBytesMax);
  }

  /** The proxy that requests to an origin go through, if any. */
  Optional<Proxy> proxyFor(Origin origin) {
    return rules.proxies().proxyFor(origin);
  }

  /** The host to resolve and connect to for requests to an origin. */
  HostName reachedAt(Origin origin) {
    return rules.reachedAt(origin);
  }

  /** Whether requests to both origins are made to the same addresses. */
  boolean areReachedAlike(Origin one, Origin other) {
    return reachedAt(one).equals(reachedAt(other)) && proxyFor(one).equals(proxyFor(other));
  }

  private boolean isNamed(CrawlUrl url) {
    return named.contains(url.origin());
  }
}
