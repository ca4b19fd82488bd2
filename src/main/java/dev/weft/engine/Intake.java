package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Recovered;
import dev.weft.robots.RobotsRules;
import dev.weft.url.Origin;

/**
 * All ways in which URLs come into the frontier: the seeds, what is due in a revisit, sitemaps, and
 * the links of pages. The loop's.
 */
final class Intake {
  private final SeedFeed seeds;
  private final DueFeed due;
  private final SitemapDesk sitemaps;
  private final Admissions links;
  private final FurtherVisits again;
  private final Tally tally;
  private final Clock clock;

  Intake(
      CrawlPlan plan,
      CrawlParts parts,
      Frontier frontier,
      FrontierStore store,
      FurtherVisits again,
      ScopeMemory scopes,
      Submissions submissions,
      RunBooks books,
      Epochs epochs) {
    Recovered recovered = parts.storage().recovered();
    this.again = again;
    this.tally = books.tally;
    this.clock = parts.clock();
    this.seeds = new SeedFeed(plan.seeds(), frontier, submissions, this::knowsSeed);
    this.due =
        new DueFeed(
            RevisitRun.openIn(recovered),
            store,
            frontier,
            again,
            scopes.scope(),
            books.notes,
            epochs::noted,
            clock);
    this.sitemaps =
        new SitemapDesk(plan.discovery(), recovered.fingerprinter(), frontier, scopes.scope(), due);
    this.links =
        new Admissions(
            plan.scope().traps(),
            parts.jitter().nextLong(),
            frontier,
            recovered.seen(),
            again,
            scopes,
            submissions,
            tally);
  }

  /** Whether all seeds were admitted, and all that is to be visited again was queued. */
  boolean isDone() {
    return seeds.isDone() && due.isDone() && again.isDone();
  }

  /** Admits up to so many seeds, and what is due; true if there are more seeds at once. */
  boolean feed(int seedsMax, long nowNanos) {
    sitemaps.takeGiven(nowNanos);
    due.feed();
    seeds.admit(seedsMax, nowNanos);
    return !seeds.isDone();
  }

  /** A revisit takes seeds as reached that it need not ask for. */
  private void knowsSeed() {
    if (due.isOfRevisit()) {
      tally.seedFetched();
    }
  }

  /** Takes the sitemaps that rules name which were just read. */
  void robotsRead(Origin origin, RobotsRules rules) {
    sitemaps.takeNamed(origin, rules, clock.nanos());
  }

  /** Takes the links of a page, and what a sitemap says of known URLs. */
  void take(Arrival arrival, boolean hasNewCookies, long nowNanos) {
    links.take(arrival, hasNewCookies, nowNanos);
    due.modified(arrival.modified());
  }
}
