package dev.weft.engine;

import dev.weft.frontier.Admission;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Frontier;
import dev.weft.scope.Seed;
import java.util.Iterator;
import java.util.List;

/**
 * The way of the seeds into the frontier, some a turn, so that a list of a million fits into epochs
 * and the loop does not stand still over it. Those admitted by an earlier run are known there. The
 * loop's.
 */
final class SeedFeed {
  private final Iterator<Seed> seeds;
  private final Frontier frontier;
  private final Submissions submissions;
  private final Runnable whenKnown;

  /**
   * The feed of these seeds.
   *
   * @param whenKnown told of each that an earlier run has admitted
   */
  SeedFeed(List<Seed> seeds, Frontier frontier, Submissions submissions, Runnable whenKnown) {
    this.seeds = seeds.iterator();
    this.frontier = frontier;
    this.submissions = submissions;
    this.whenKnown = whenKnown;
  }

  /** Admits up to so many. */
  void admit(int seedsMax, long nowNanos) {
    for (int i = 0; i < seedsMax && seeds.hasNext(); i++) {
      Seed seed = seeds.next();
      long key = submissions.key(seed.url(), seed.submissionOrNull());
      Candidate candidate = Candidate.at(seed.url(), key).seed().build();
      if (frontier.admit(candidate, nowNanos) != Admission.DUPLICATE) {
        submissions.admitted(key);
      } else {
        whenKnown.run();
      }
    }
  }

  /** Whether all were admitted. */
  boolean isDone() {
    return !seeds.hasNext();
  }
}
