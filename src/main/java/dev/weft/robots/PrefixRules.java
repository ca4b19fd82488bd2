package dev.weft.robots;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Literal path prefixes, searched for the most specific that a path begins with. Immutable. */
final class PrefixRules {
  /*
   * The prefixes are sorted. Of all that a path begins with, each is a prefix of the greatest entry
   * that is not greater than the path: a string between p and p + anything begins with p. So one
   * binary search finds that entry, and links from each entry to the longest other that is a prefix
   * of it lead through all candidates.
   */
  private final Prefix[] sorted;
  private final int[] shorter;

  /** A rule that speaks of all paths that begin with its own. */
  record Prefix(String path, RobotsRule rule) {
    /** The one of two that decides where both match. */
    Prefix over(Prefix other) {
      if (rule.octets() != other.rule.octets()) {
        return rule.octets() > other.rule.octets() ? this : other;
      }
      return rule.allow() ? this : other;
    }
  }

  PrefixRules(List<Prefix> rules) {
    Map<String, Prefix> byPath = new LinkedHashMap<>();
    for (Prefix rule : rules) {
      byPath.merge(rule.path(), rule, Prefix::over);
    }
    sorted = byPath.values().toArray(Prefix[]::new);
    Arrays.sort(sorted, Comparator.comparing(Prefix::path));
    shorter = new int[sorted.length];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < sorted.length; i++) {
      while (!open.isEmpty() && !sorted[i].path().startsWith(sorted[open.peek()].path())) {
        open.pop();
      }
      shorter[i] = open.isEmpty() ? -1 : open.peek();
      open.push(i);
    }
  }

  /** The rule that decides among those the path begins with; null if there are none. */
  @Nullable Prefix mostSpecific(String path) {
    Prefix best = null;
    for (int i = floor(path); i >= 0; i = shorter[i]) {
      if (best == null && !path.startsWith(sorted[i].path())) {
        continue;
      }
      best = best == null ? sorted[i] : best.over(sorted[i]);
    }
    return best;
  }

  private int floor(String path) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle].path().compareTo(path) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
