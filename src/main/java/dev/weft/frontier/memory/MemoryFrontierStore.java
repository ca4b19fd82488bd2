package dev.weft.frontier.memory;

import dev.weft.frontier.Committed;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.SortedUrls;
import dev.weft.url.Fingerprinter;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store in the heap. URLs of one origin, priority and hops form a run, in which they arrive in
 * order nearly always, so that adding and taking cost O(1).
 *
 * <p>Calls and answers are on the crawl loop: the executor given runs tasks there, in order.
 */
public final class MemoryFrontierStore implements FrontierStore {
  private final Executor crawlLoop;
  private final @Nullable MemoryState state;
  private final Map<Origin, NavigableMap<Rank, SortedUrls>> parts = new HashMap<>();

  private record Rank(int priority, int hops) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      int byPriority = Integer.compare(other.priority, priority);
      return byPriority != 0 ? byPriority : Integer.compare(hops, other.hops);
    }
  }

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
    Rank rank = new Rank(url.candidate().priority(), url.candidate().hops());
    parts
        .computeIfAbsent(origin, o -> new TreeMap<>())
        .computeIfAbsent(rank, r -> new SortedUrls())
        .add(url);
  }

  @Override
  public void refill(Origin origin, int urlsMax, Consumer<List<QueuedUrl>> answer) {
    List<QueuedUrl> urls = new ArrayList<>(urlsMax);
    NavigableMap<Rank, SortedUrls> part = parts.get(origin);
    while (part != null && urls.size() < urlsMax) {
      part = takeRun(origin, part, urlsMax, urls);
    }
    crawlLoop.execute(() -> answer.accept(urls));
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

  /** Moves what is wanted of the first run; gives the part while anything is left of it. */
  private @Nullable NavigableMap<Rank, SortedUrls> takeRun(
      Origin origin, NavigableMap<Rank, SortedUrls> part, int urlsMax, List<QueuedUrl> urls) {
    SortedUrls run = part.firstEntry().getValue();
    while (urls.size() < urlsMax && !run.isEmpty()) {
      urls.add(run.pollFirst());
    }
    if (run.isEmpty()) {
      part.pollFirstEntry();
    }
    if (part.isEmpty()) {
      parts.remove(origin);
      return null;
    }
    return part;
  }
}
