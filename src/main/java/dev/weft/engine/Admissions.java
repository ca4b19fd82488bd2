package dev.weft.engine;

import dev.weft.frontier.Admission;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.SeenSet;
import dev.weft.scope.PathPatterns;
import dev.weft.scope.ScopeDecision;
import dev.weft.scope.TrapLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The door through which links come into the frontier: what is new is held against the limit on
 * URLs of one pattern, which can only be counted here, where each URL passes once. The loop's.
 */
final class Admissions {
  private final Frontier frontier;
  private final SeenSet seen;
  private final Tally tally;
  private final @Nullable PathPatterns patterns;

  Admissions(Frontier frontier, SeenSet seen, TrapLimits traps, long secret, Tally tally) {
    this.frontier = frontier;
    this.seen = seen;
    this.tally = tally;
    this.patterns =
        traps.urlsPerPatternMax().isPresent()
            ? new PathPatterns(traps.urlsPerPatternMax().getAsLong(), secret)
            : null;
  }

  /** Queues a link that is new and may be crawled; whether it was known before. */
  boolean isKnown(Candidate link, long nowNanos) {
    if (patterns != null && !link.seed() && !seen.contains(link.fingerprint())) {
      // Beyond the seen set's memory a URL may come again and again, and counts no more.
      ScopeDecision refusal =
          seen.isFull() ? patterns.refusal(link.url()) : patterns.take(link.url());
      if (refusal != null) {
        tally.outOfScope(Map.of(refusal.rule(), 1));
        return false;
      }
    }
    return frontier.admit(link, nowNanos) == Admission.DUPLICATE;
  }
}
