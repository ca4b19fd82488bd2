package dev.weft.frontier;

import java.util.Iterator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queued URLs of one origin in their order. Those of one priority and hops form a run, in which
 * they arrive in order nearly always, so that adding and taking cost O(1). One thread.
 */
public final class UrlRuns {
  private final NavigableMap<Rank, SortedUrls> runs = new TreeMap<>();

  private record Rank(int priority, int hops) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      int byPriority = Integer.compare(other.priority, priority);
      return byPriority != 0 ? byPriority : Integer.compare(hops, other.hops);
    }
  }

  /** Creates an empty one. */
  public UrlRuns() {}

  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Adds a URL where it sorts. */
  public void add(QueuedUrl url) {
    Rank rank = new Rank(url.candidate().priority(), url.candidate().hops());
    runs.computeIfAbsent(rank, r -> new SortedUrls()).add(url);
  }

  /** The URL that goes first; null if there is none. */
  public @Nullable QueuedUrl first() {
    return runs.isEmpty() ? null : runs.firstEntry().getValue().first();
  }

  /** Takes the URL that goes first; throws if there is none. */
  public QueuedUrl pollFirst() {
    SortedUrls run = runs.firstEntry().getValue();
    QueuedUrl first = run.pollFirst();
    if (run.isEmpty()) {
      runs.pollFirstEntry();
    }
    return first;
  }

  /** Takes all URLs admitted before one of an order number, and gives them to {@code taker}. */
  public void pollBefore(long order, Consumer<QueuedUrl> taker) {
    Iterator<SortedUrls> each = runs.values().iterator();
    while (each.hasNext()) {
      SortedUrls run = each.next();
      while (!run.isEmpty() && run.first().order() < order) {
        taker.accept(run.pollFirst());
      }
      if (run.isEmpty()) {
        each.remove();
      }
    }
  }
}
