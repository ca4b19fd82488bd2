package dev.weft.frontier.memory;

import dev.weft.frontier.Committed;
import dev.weft.frontier.Ends;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.UrlRuns;
import dev.weft.url.Fingerprinter;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store in the heap.
 *
 * <p>Calls and answers are on the crawl loop: the executor given runs tasks there, in order.
 */
public final class MemoryFrontierStore implements FrontierStore {
  private final Executor crawlLoop;
  private final @Nullable MemoryState state;
  private final Map<Origin, UrlRuns> parts = new HashMap<>();
  private Iterator<Origin> round = Collections.emptyIterator();

  /** A store that answers by tasks of the crawl loop and keeps nothing of what it commits. */
  public MemoryFrontierStore(Executor crawlLoop) {
    this(crawlLoop, null);
  }

  MemoryFrontierStore(Executor crawlLoop, @Nullable MemoryState state) {
    this.crawlLoop = crawlLoop;
    this.state = state;
  }

  /**
   * A state in the heap, as a disk would hold it: for simulations, in which a crawl ends at any
   * moment and another goes on with {@link FrontierState#recover}.
   */
  public static FrontierState state(Fingerprinter fingerprinter) {
    return new MemoryState(fingerprinter);
  }

  @Override
  public boolean isDurable() {
    return state != null;
  }

  @Override
  public void append(Origin origin, QueuedUrl url) {
    parts.computeIfAbsent(origin, o -> new UrlRuns()).add(url);
  }

  @Override
  public void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> answer) {
    List<QueuedUrl> urls = new ArrayList<>(urlsMax);
    UrlRuns part = parts.get(origin);
    while (part != null && urls.size() < urlsMax && !part.isEmpty()) {
      urls.add(part.pollFirst());
    }
    if (part != null && part.isEmpty()) {
      parts.remove(origin);
    }
    crawlLoop.execute(() -> answer.accept(urls));
  }

  @Override
  public void origins(int originsMax, Consumer<List<Origin>> answer) {
    if (!round.hasNext()) {
      round = List.copyOf(parts.keySet()).iterator();
    }
    List<Origin> origins = new ArrayList<>();
    while (round.hasNext() && origins.size() < originsMax) {
      origins.add(round.next());
    }
    crawlLoop.execute(() -> answer.accept(origins));
  }

  @Override
  public void ends(long from, long until, int endsMax, Consumer<Ends> answer) {
    Ends ends = state == null ? new Ends(List.of(), until) : state.ends(from, until, endsMax);
    crawlLoop.execute(() -> answer.accept(ends));
  }

  @Override
  public void last(List<Long> fingerprints, Consumer<List<FinishedUrl>> answer) {
    List<FinishedUrl> ends = state == null ? List.of() : state.last(fingerprints);
    crawlLoop.execute(() -> answer.accept(ends));
  }

  @Override
  public void commit(Epoch epoch, Consumer<Committed> answer) {
    if (state == null) {
      long deferred = epoch.changes().deferred().size();
      if (deferred > 0) {
        throw new IllegalStateException(deferred + " URLs deferred to a store that keeps none");
      }
      Committed committed = new Committed(epoch.number(), Map.of(), 0);
      crawlLoop.execute(() -> answer.accept(committed));
      return;
    }
    List<QueuedUrl> arrived = state.apply(epoch);
    Map<Origin, Long> byOrigin = new HashMap<>();
    for (QueuedUrl url : arrived) {
      Origin origin = url.candidate().url().origin();
      append(origin, url);
      byOrigin.merge(origin, 1L, Long::sum);
    }
    long known = (long) epoch.changes().deferred().size() - arrived.size();
    Committed committed = new Committed(epoch.number(), byOrigin, known);
    crawlLoop.execute(() -> answer.accept(committed));
  }
}
