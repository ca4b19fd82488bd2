package dev.weft.cli;

import dev.weft.dns.Resolver;
import dev.weft.robots.RobotsRules;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is found out of one host before a crawl: its addresses, what its robots files say, how long
 * its answers take, and the URLs that sitemaps list there.
 */
final class HostPlan {
  /** Sitemaps that are read of a host: an index may name 50,000, each with as many URLs. */
  private static final int SITEMAPS_MAX = 200;

  final HostName host;
  final Map<String, String> robots = new LinkedHashMap<>();
  final Map<String, RobotsRules> rules = new LinkedHashMap<>();
  private final Set<CrawlUrl> known = new HashSet<>();
  List<InetAddress> addresses = List.of();
  @Nullable String trouble;
  Duration crawlDelay = Duration.ZERO;
  boolean isForbidden;
  int sitemapsRead;

  /** Named here too, and read for the host that named it first. */
  int sitemapsElsewhere;

  int sitemapsLeftOut;
  int sitemapsBroken;
  long urls;
  long listed;
  private long latencyNanos;
  private int answers;

  HostPlan(HostName host) {
    this.host = host;
  }

  /** Takes what looking its name up has given. */
  void located(Resolver.Resolution answer) {
    if (answer instanceof Resolver.Resolved resolved) {
      addresses = resolved.addresses();
    } else {
      trouble = ((Resolver.Unresolved) answer).message();
    }
  }

  /** An answer began after this time. */
  void answered(long nanos) {
    latencyNanos += nanos;
    answers++;
  }

  /** How long its answers took on the average; zero if none came. */
  Duration latency() {
    return answers == 0 ? Duration.ZERO : Duration.ofNanos(latencyNanos / answers);
  }

  /** Whether a sitemap is to be read: it is not known yet, and there are not too many. */
  boolean takes(CrawlUrl sitemap) {
    if (known.contains(sitemap)) {
      return false;
    }
    boolean isOneTooMany = known.size() >= SITEMAPS_MAX;
    sitemapsLeftOut += isOneTooMany ? 1 : 0;
    return !isOneTooMany && known.add(sitemap);
  }
}
