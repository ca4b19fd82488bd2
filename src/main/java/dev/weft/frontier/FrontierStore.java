package dev.weft.frontier;

import dev.weft.url.Origin;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the long part of host queues waits, and what makes URLs survive: for each origin a sorted
 * set of URLs, to which a frontier adds and from which it takes the first ones back. Called on the
 * crawl loop only; no method blocks.
 *
 * <p>Calls take effect in the order they were made, and answers come in that order: a {@link
 * #refill} sees every {@link #append} made before it and none made after. What a refill gave
 * belongs to the frontier and is not given again unless it is appended again. So a store on disk
 * may keep it there until it is finished, and go on reading an origin where its last refill ended,
 * stepping back only for a URL appended before that place. Writing in batches is the store's
 * affair.
 */
public interface FrontierStore {
  /** Adds a URL to its origin's part; it sorts anywhere among those already there. */
  void append(Origin origin, QueuedUrl url);

  /**
   * Takes the first URLs of an origin, in order.
   *
   * @param urlsMax the most to give, at least 1; fewer come only if there are no more
   * @param answer called once, later and on the crawl loop, never before this returns
   */
  void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> answer);

  /**
   * Tells origins where URLs wait, going round and round: whoever asks often enough is told of each
   * at which all that waits was appended, or committed, before the last round began.
   *
   * @param originsMax the most to tell; there may be fewer, and none, at any point of a round
   * @param answer called once, later and on the crawl loop, never before this returns
   */
  void origins(int originsMax, Consumer<List<Origin>> answer);

  /**
   * Reads ends, in the order in which they happened; see {@link Ends}. What is committed counts,
   * and nothing else.
   *
   * @param from the number of the first end to read
   * @param until the number before which to stop
   * @param endsMax the most to read
   * @param answer called once, later and on the crawl loop
   */
  default void ends(long from, long until, int endsMax, Consumer<Ends> answer) {
    throw new UnsupportedOperationException("no ends are kept here");
  }

  /**
   * Looks up the last end of URLs, of those that were finished with a record and are not queued for
   * a further visit. What is committed counts, and nothing else.
   *
   * @param answer called once, later and on the crawl loop
   */
  default void last(List<Long> fingerprints, Consumer<List<FinishedUrl>> answer) {
    throw new UnsupportedOperationException("no ends are kept here");
  }

  /** Whether anything outlives the process; if not, epochs need not name the URLs that changed. */
  default boolean isDurable() {
    return false;
  }

  /**
   * Writes an epoch so that it survives, whole or not at all. From then on its admitted URLs are
   * queued in what a restart finds, and its finished ones are not, wherever they are in the running
   * frontier. Deferred URLs that prove new are added to their origins' parts.
   *
   * @param answer called once the epoch is safe, on the crawl loop; give it to {@link
   *     Frontier#committed}
   */
  void commit(Epoch epoch, Consumer<Committed> answer);
}
