package dev.weft.engine;

import dev.weft.frontier.Admission;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.UrlOutcome;
import dev.weft.scope.PathPatterns;
import dev.weft.scope.ScopeDecision;
import dev.weft.scope.TrapLimits;
import dev.weft.url.CrawlUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The door through which links come into the frontier: what is new is held against the limit on
 * URLs of one pattern, which can only be counted here, where each URL passes once in a run; what is
 * known may be visited once more for the sake of a cookie. The loop's.
 */
final class Admissions {
  private final @Nullable PathPatterns patterns;
  private final Frontier frontier;
  private final SeenSet seen;
  private final FurtherVisits again;
  private final ScopeMemory scopes;
  private final Submissions submissions;
  private final Tally tally;

  /**
   * @param secret keeps others from guessing which patterns count as one
   */
  Admissions(
      TrapLimits traps,
      long secret,
      Frontier frontier,
      SeenSet seen,
      FurtherVisits again,
      ScopeMemory scopes,
      Submissions submissions,
      Tally tally) {
    this.patterns =
        traps.urlsPerPatternMax().isPresent()
            ? new PathPatterns(traps.urlsPerPatternMax().getAsLong(), secret)
            : null;
    this.frontier = frontier;
    this.seen = seen;
    this.again = again;
    this.scopes = scopes;
    this.submissions = submissions;
    this.tally = tally;
  }

  /** Queues the links of a page. */
  void take(Arrival arrival, boolean hasNewCookies, long nowNanos) {
    Candidate from = arrival.lease().candidate();
    CrawlUrl redirectTo = arrival.redirectTo();
    again.answered(arrival.lease());
    if (redirectTo != null && from.seed()) {
      scopes.redirected(from.url(), redirectTo);
    }
    UrlOutcome moved = Comparing.isPermanent(arrival) ? arrival.lease().earlier() : null;
    for (Candidate link : arrival.links().taken()) {
      take(link, moved, hasNewCookies && redirectTo != null, nowNanos);
    }
  }

  private void take(Candidate link, @Nullable UrlOutcome moved, boolean mayRevisit, long nowNanos) {
    if (!isKnown(link, moved, nowNanos)) {
      submissions.admitted(link.fingerprint());
    } else if (mayRevisit) {
      again.withCookie(link, nowNanos, () -> known(link));
    } else {
      known(link);
    }
  }

  /** A seed that redirects to what is known already was reached. */
  private void known(Candidate link) {
    if (link.seed()) {
      tally.seedFetched();
    }
  }

  /** Queues a link that is new and may be crawled; whether it was known before. */
  private boolean isKnown(Candidate link, @Nullable UrlOutcome moved, long nowNanos) {
    if (patterns != null && !link.seed() && !seen.contains(link.fingerprint())) {
      // Beyond the seen set's memory a URL may come again and again, and counts no more.
      ScopeDecision refusal =
          seen.isFull() ? patterns.refusal(link.url()) : patterns.take(link.url());
      if (refusal != null) {
        tally.outOfScope(Map.of(refusal.rule(), 1));
        return false;
      }
    }
    return frontier.admit(link, moved, nowNanos) == Admission.DUPLICATE;
  }
}
