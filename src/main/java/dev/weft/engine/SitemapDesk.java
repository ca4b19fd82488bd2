package dev.weft.engine;

import dev.weft.frontier.Admission;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.SitemapRole;
import dev.weft.robots.RobotsReader;
import dev.weft.robots.RobotsRules;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import dev.weft.url.Origin;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of sitemaps into the frontier: those that the user names, once a run, and those of a
 * robots.txt when it is read. A revisit looks at each of them again. The loop's.
 */
final class SitemapDesk {
  /** Sitemaps of one robots.txt that are taken; an index lists more. */
  private static final int PER_ROBOTS_MAX = 100;

  private final DiscoveryOptions options;
  private final Fingerprinter fingerprinter;
  private final Frontier frontier;
  private final RunScope scope;
  private final DueFeed due;
  private boolean givenTaken;

  SitemapDesk(
      DiscoveryOptions options,
      Fingerprinter fingerprinter,
      Frontier frontier,
      RunScope scope,
      DueFeed due) {
    this.options = options;
    this.fingerprinter = fingerprinter;
    this.frontier = frontier;
    this.scope = scope;
    this.due = due;
  }

  /** Takes the sitemaps that the user names, at the first call. */
  void takeGiven(long nowNanos) {
    if (!givenTaken) {
      givenTaken = true;
      options.sitemaps().forEach(url -> take(url, SitemapRole.GIVEN, null, nowNanos));
    }
  }

  /** Takes the sitemaps that an origin's rules name, of its own host or in scope. */
  void takeNamed(Origin origin, RobotsRules rules, long nowNanos) {
    if (!options.robotsSitemaps()) {
      return;
    }
    rules.sitemaps().stream()
        .limit(PER_ROBOTS_MAX)
        .map(CrawlUrl::parseOrNull)
        .forEach(url -> takeNamed(origin, url, nowNanos));
  }

  private void takeNamed(Origin origin, @Nullable CrawlUrl url, long nowNanos) {
    if (url != null
        && url.isHttp()
        && (url.host().equals(origin.host()) || scope.now().decide(url, 0).admitted())) {
      take(url, SitemapRole.NAMED, RobotsReader.robotsUrl(origin), nowNanos);
    }
  }

  private void take(CrawlUrl url, SitemapRole role, @Nullable CrawlUrl referrer, long nowNanos) {
    long key = fingerprinter.fingerprint(url);
    Candidate sitemap =
        Candidate.at(url, key)
            .referrer(referrer)
            .priority(SitemapFlow.PRIORITY)
            .sitemap(role)
            .build();
    if (frontier.admit(sitemap, nowNanos) == Admission.DUPLICATE) {
      due.modified(Map.of(key, Long.MAX_VALUE));
    }
  }
}
