package dev.weft.gather;

import dev.weft.fetch.FetchOutcome;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The results of a list from their coming to their being taken. In the order given, a result waits
 * for those before it; one that will never come is to be {@linkplain #forget forgotten}. Guarded by
 * itself.
 */
final class Results {
  private final ArrayDeque<Fetched> ready = new ArrayDeque<>();
  private final ArrayDeque<Chain> expected = new ArrayDeque<>();
  private final CompletableFuture<List<Fetched>> all = new CompletableFuture<>();
  private boolean isOrdered;
  private int early;
  private long completed;
  private boolean claimed;
  private boolean ended;
  private boolean cancelled;
  private @Nullable List<Fetched> collected;
  private @Nullable Throwable failure;

  Results(boolean isOrdered) {
    this.isOrdered = isOrdered;
  }

  /** Makes sure that nobody else takes them. */
  synchronized void claim() {
    if (claimed) {
      throw new IllegalStateException("the results of a list are taken once; fetch it again");
    }
    claimed = true;
  }

  /** Whether results are held back for the sake of order. */
  synchronized boolean isOrdered() {
    return isOrdered;
  }

  /** How many have come. */
  synchronized long completed() {
    return completed;
  }

  /** How many have come and wait to be taken. */
  synchronized int waiting() {
    return ready.size() + early;
  }

  /** In the order given: how many URLs there are from the first not taken to the last one. */
  synchronized int window() {
    return ready.size() + expected.size();
  }

  /** In the order given: the chain whose result the others wait for. */
  synchronized @Nullable Chain first() {
    return expected.peekFirst();
  }

  synchronized boolean hasNext() {
    return !ready.isEmpty();
  }

  /** The next result, which now is its taker's; null if none is ready. */
  synchronized @Nullable Fetched next() {
    Fetched next = ready.pollFirst();
    return next == null ? null : owned(next);
  }

  /** Says that a result will come, or that the chain will be forgotten. */
  synchronized void expect(Chain chain) {
    if (isOrdered) {
      expected.addLast(chain);
    }
  }

  synchronized void add(Chain chain, Fetched result) {
    completed++;
    if (collected != null) {
      collected.add(owned(result));
    } else if (isOrdered) {
      chain.result = result;
      early++;
      release();
    } else {
      ready.addLast(result);
    }
  }

  /** Waits for these no more. */
  synchronized void forget(Collection<Chain> chains) {
    Set<Chain> gone = new HashSet<>(chains);
    expected.removeIf(gone::contains);
    release();
  }

  private void release() {
    for (Chain first = expected.peekFirst(); first != null; first = expected.peekFirst()) {
      Fetched result = first.result;
      if (result == null) {
        return;
      }
      expected.removeFirst();
      early--;
      ready.addLast(result);
    }
  }

  /** Keeps all results from now on; they are there when the list has ended. */
  synchronized CompletionStage<List<Fetched>> collect() {
    List<Fetched> kept = new ArrayList<>();
    ready.forEach(result -> kept.add(owned(result)));
    for (Chain chain : expected) {
      if (chain.result != null) {
        kept.add(owned(chain.result));
      }
    }
    ready.clear();
    expected.clear();
    early = 0;
    isOrdered = false;
    collected = kept;
    settle();
    return all.minimalCompletionStage();
  }

  /** Notes what broke the list; the first is what counts. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** Throws what broke the list, if something did. */
  synchronized void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Says that no result will come any more. */
  void end(boolean wasCancelled) {
    synchronized (this) {
      ended = true;
      cancelled = wasCancelled;
    }
    settle();
  }

  private void settle() {
    List<Fetched> came;
    Throwable cause;
    synchronized (this) {
      if (!ended || collected == null) {
        return;
      }
      cause = failure == null && cancelled ? new CancellationException("cancelled") : failure;
      came = new ArrayList<>(collected);
    }
    all.completeAsync(() -> inOrder(came, cause));
  }

  /** Results in the order of the URLs; thrown instead is what kept them from coming. */
  private static List<Fetched> inOrder(List<Fetched> all, @Nullable Throwable cause) {
    if (cause != null) {
      throw new CompletionException(cause);
    }
    all.sort(Comparator.comparingLong(Fetched::index));
    return all;
  }

  /** The result with a body whose memory no longer counts as the fetcher's. */
  private static Fetched owned(Fetched result) {
    if (!(result.outcome() instanceof FetchOutcome.Answered answered)
        || !answered.answer().body().isInMemory()) {
      return result;
    }
    Answer answer = answered.answer();
    Body body = answer.body();
    Answer owned =
        new Answer(
            answer.status(),
            answer.headers(),
            Body.wrap(body.array(), body.arrayLength()),
            answer.truncation(),
            answer.timings(),
            answer.remote(),
            answer.protocol());
    body.close();
    return result.with(new FetchOutcome.Answered(owned));
  }
}
