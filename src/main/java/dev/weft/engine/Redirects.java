package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Lease;
import dev.weft.url.CrawlUrl;
import java.util.OptionalLong;

/**
 * What becomes of an answer that redirects: its target is offered as a link is, with what the seed
 * sends if it keeps that, and a redirected seed may widen the scope. No redirect is followed here;
 * each hop is a URL of its own. Any thread.
 */
final class Redirects {
  /** The rule that a redirect breaks which would take what a seed sends to another origin. */
  private static final String BODY_STAYS = "body of another origin";

  private final Submissions submissions;
  private final RunScope scope;
  private final LinkSieve sieve;
  private final int hopsMax;

  /**
   * @param hopsMax how long a chain of redirects may get
   */
  Redirects(Submissions submissions, RunScope scope, LinkSieve sieve, int hopsMax) {
    this.submissions = submissions;
    this.scope = scope;
    this.sieve = sieve;
    this.hopsMax = hopsMax;
  }

  Arrival read(Lease lease, FetchOutcome.Answered answered) {
    Candidate from = lease.candidate();
    CrawlUrl target = answered.answer().location(lease.url()).orElse(null);
    Arrival.Builder arrival = Arrival.of(lease, answered).redirectTo(target);
    if (target == null || !target.isHttp() || from.redirects() >= hopsMax) {
      return arrival.build();
    }
    OptionalLong key = submissions.afterRedirect(lease, answered.answer().status(), target);
    if (key.isEmpty()) {
      return arrival.links(SortedLinks.without(BODY_STAYS)).build();
    }
    if (from.seed()) {
      scope.widen(from.url(), target);
    }
    LinkSieve.Sorting links = sieve.sorting(from);
    links.offerTarget(
        from.movedTo(target, key.getAsLong()).redirected(from.url(), from.redirects() + 1).build());
    return arrival.links(links.links()).build();
  }
}
