package dev.weft.report;

import dev.weft.page.Change;
import java.util.Map;

/**
 * How many finished URLs stand how to what was known of them, where that can be told, and how many
 * are duplicates of others.
 */
public record ComparisonTotals(Map<Change, Long> changes, long duplicates) {
  /** Nothing was compared. */
  public static final ComparisonTotals NONE = new ComparisonTotals(Map.of(), 0);

  public ComparisonTotals {
    changes = Map.copyOf(changes);
  }

  /** The number of URLs with this change. */
  public long of(Change change) {
    return changes.getOrDefault(change, 0L);
  }
}
