package dev.weft.frontier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed since it was last taken. A log that is off keeps nothing: where nothing outlives the
 * process nobody asks.
 */
final class ChangeLog {
  private final boolean on;
  private List<QueuedUrl> admitted = new ArrayList<>();
  private List<QueuedUrl> deferred = new ArrayList<>();
  private List<FinishedUrl> finished = new ArrayList<>();

  ChangeLog(boolean on) {
    this.on = on;
  }

  int size() {
    return admitted.size() + deferred.size() + finished.size();
  }

  void admitted(QueuedUrl url) {
    if (on) {
      admitted.add(url);
    }
  }

  /** Kept in any case: only the store can say what becomes of it. */
  void deferred(QueuedUrl url) {
    deferred.add(url);
  }

  void finished(QueuedUrl url, Usage usage, @Nullable UrlOutcome outcome) {
    if (on) {
      finished.add(new FinishedUrl(url, usage, outcome));
    }
  }

  Changes take(long nextOrder, long pagesFetched, long wireBytes, long duplicates) {
    Changes changes =
        new Changes(admitted, deferred, finished, nextOrder, pagesFetched, wireBytes, duplicates);
    admitted = new ArrayList<>();
    deferred = new ArrayList<>();
    finished = new ArrayList<>();
    return changes;
  }
}
