package dev.weft.frontier;

import org.jspecify.annotations.Nullable;

/**
 * A URL in a host queue, in the order of its leasing: the higher priority first, then fewer hops,
 * then the earlier admission. {@code order} numbers admissions, so no two are equal. {@code
 * attempts} were made before; {@code visit} counts from 1. {@code earlier} is what the page is to
 * be compared with: the outcome of its visit before, or of the visit of a page that has moved here.
 */
public record QueuedUrl(
    Candidate candidate, long order, int attempts, int visit, @Nullable UrlOutcome earlier)
    implements Comparable<QueuedUrl> {

  @Override
  public int compareTo(QueuedUrl other) {
    int byPriority = Integer.compare(other.candidate.priority(), candidate.priority());
    if (byPriority != 0) {
      return byPriority;
    }
    int byHops = Integer.compare(candidate.hops(), other.candidate.hops());
    return byHops != 0 ? byHops : Long.compare(order, other.order);
  }

  QueuedUrl afterAttempt() {
    return new QueuedUrl(candidate, order, attempts + 1, visit, earlier);
  }
}
