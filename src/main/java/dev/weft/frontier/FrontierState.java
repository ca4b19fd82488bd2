package dev.weft.frontier;

import dev.weft.url.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * The state of a crawl beyond its process: what {@link FrontierStore#commit} has put there, all of
 * an epoch or nothing of it. It serves one frontier at a time; before one has started, and after,
 * it can be read. Methods block and throw {@link StateException}; none belongs on the crawl loop.
 *
 * <pre>{@code
 * Recovered recovered = state.recover(seenBytesMax);
 * FrontierStore store = state.store(mailbox, this::storeFailed);
 * Frontier frontier = new Frontier(limits, pace, store, recovered);
 * }</pre>
 */
public interface FrontierState extends AutoCloseable {
  /** What is committed, with a seen set that takes at most about {@code seenBytesMax}. */
  Recovered recover(long seenBytesMax);

  /**
   * The store of a frontier that goes on from what was recovered.
   *
   * @param crawlLoop runs the answers, in order
   * @param onFailure told once, on the crawl loop, when reading or writing has failed; from then on
   *     nothing is answered and nothing is committed
   */
  FrontierStore store(Executor crawlLoop, Consumer<StateException> onFailure);

  /**
   * What waits at an origin under a fingerprint: a URL not yet visited, or its next visit. Reads
   * all that waits at the origin.
   */
  Optional<QueuedUrl> queued(Origin origin, long fingerprint);

  /** How the last visit under a fingerprint ended. */
  Optional<FinishedUrl> finished(long fingerprint);

  /** Reads ends as {@link FrontierStore#ends} does. */
  default Ends ends(long from, long until, int endsMax) {
    throw new UnsupportedOperationException("no ends are kept here");
  }

  /**
   * Begins another run over what is there, before its store is asked for: from now on the counts of
   * pages and bytes that limits go by are 0, and these notes hold beside the others. An empty text
   * removes a note. Safe when it returns.
   */
  default void beginRun(Map<String, String> notes) {
    throw new UnsupportedOperationException("a state that is only read");
  }

  /** Gives every origin where URLs wait, with their number. */
  void eachOrigin(ObjLongConsumer<Origin> consumer);

  /** Gives every URL that waits, by origin and then in the order of leasing. */
  void eachQueued(Consumer<QueuedUrl> consumer);

  /** Gives every visit that ended, in the order in which they did. */
  void eachFinished(Consumer<FinishedUrl> consumer);

  /**
   * Ends the store, once what it was asked for is done, and frees everything. Nothing more is
   * answered. A second call does nothing.
   */
  @Override
  void close();
}
