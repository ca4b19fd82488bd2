package dev.weft.frontier;

import dev.weft.url.NameNumbers;
import dev.weft.url.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The origins that are not in memory though URLs wait there, all of them in the store: how many
 * wait where, and which origins come next. Their names are in the store alone, which tells them
 * going round and round; so each has its turn.
 */
final class Absentees {
  private final FrontierStore store;
  private final NameNumbers waiting;
  private final int originsAtOnce;
  private final Deque<Origin> next = new ArrayDeque<>();
  private boolean asked;

  Absentees(FrontierStore store, NameNumbers waiting, int originsAtOnce) {
    this.store = store;
    this.waiting = waiting;
    this.originsAtOnce = originsAtOnce;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The URLs that wait at an origin while it is not in memory. */
  long urls(Origin origin) {
    return waiting.of(origin.toString());
  }

  void add(Origin origin, long urls) {
    waiting.add(origin.toString(), urls);
  }

  /** Ends an origin's absence; gives the URLs that wait there. */
  long take(Origin origin) {
    return waiting.isEmpty() ? 0 : waiting.take(origin.toString());
  }

  /**
   * The origin that comes next; null if the store must be asked first, after whose answer {@code
   * whenTold} runs.
   */
  @Nullable Origin next(Runnable whenTold) {
    Origin first = next.poll();
    while (first != null && urls(first) == 0) {
      first = next.poll();
    }
    if (first == null && !waiting.isEmpty() && !asked) {
      asked = true;
      store.origins(
          originsAtOnce,
          origins -> {
            asked = false;
            next.addAll(origins);
            whenTold.run();
          });
    }
    return first;
  }
}
