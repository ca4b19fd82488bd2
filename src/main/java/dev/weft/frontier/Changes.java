package dev.weft.frontier;

import java.util.List;

/**
 * What became of URLs in a frontier between two moments, each list in the order in which it
 * happened, and the totals at the second moment.
 *
 * @param admitted new URLs, and those queued for another visit
 * @param deferred URLs beyond the seen set's memory, of which the store must find out whether they
 *     are new; their order numbers are taken whether they are or not
 * @param finished URLs that came to their end; none is also in another list of a later moment
 * @param nextOrder the order number of the next admission
 * @param pagesFetched pages that count for the limit on pages, from the beginning of the crawl
 * @param wireBytes body bytes, those of tries that failed included, from the beginning
 * @param duplicates URLs offered and already known, from the beginning
 */
public record Changes(
    List<QueuedUrl> admitted,
    List<QueuedUrl> deferred,
    List<FinishedUrl> finished,
    long nextOrder,
    long pagesFetched,
    long wireBytes,
    long duplicates) {
  public Changes {
    admitted = List.copyOf(admitted);
    deferred = List.copyOf(deferred);
    finished = List.copyOf(finished);
  }

  /** Whether no URL changed its state. */
  public boolean isEmpty() {
    return admitted.isEmpty() && deferred.isEmpty() && finished.isEmpty();
  }
}
