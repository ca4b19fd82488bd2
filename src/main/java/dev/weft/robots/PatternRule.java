package dev.weft.robots;

import java.util.List;

/**
 * A rule with wildcards: literal runs with {@code *} between them, the first at the start of the
 * path, the last at its end if the rule closes with {@code $}. Each run between is looked for from
 * where the one before it ended, at its leftmost place, which leaves most room for the rest:
 * nothing is tried twice.
 */
final class PatternRule {
  private final String head;
  private final List<String> runs;
  private final String tail;
  private final boolean exact;
  private final int longestRun;
  private final RobotsRule rule;

  /** Reads a rule's text, its form without wildcards at the end that say nothing. */
  PatternRule(String text, RobotsRule rule) {
    this.rule = rule;
    boolean anchored = text.endsWith("$");
    String pattern = anchored ? text.substring(0, text.length() - 1) : text;
    List<String> parts = List.of(pattern.split("\\*", -1));
    exact = parts.size() == 1;
    head = parts.get(0);
    tail = anchored && !exact ? parts.get(parts.size() - 1) : "";
    runs =
        parts.subList(1, anchored && !exact ? parts.size() - 1 : parts.size()).stream()
            .filter(run -> !run.isEmpty())
            .toList();
    longestRun = runs.stream().mapToInt(String::length).max().orElse(1);
  }

  boolean matchesHead(String path) {
    return path.startsWith(head);
  }

  /** An upper bound of the comparisons that {@link #matchesAfterHead} makes. */
  long comparisonsMax(String path) {
    return (long) path.length() * longestRun;
  }

  boolean matchesAfterHead(String path) {
    int from = head.length();
    if (exact) {
      return path.length() == from;
    }
    for (int i = 0; i < runs.size(); i++) {
      int found = path.indexOf(runs.get(i), from);
      if (found < 0) {
        return false;
      }
      from = found + runs.get(i).length();
    }
    return path.length() - tail.length() >= from && path.endsWith(tail);
  }

  /** The rule as a whole. */
  RobotsRule rule() {
    return rule;
  }
}
