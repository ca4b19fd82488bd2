package dev.weft.engine;

import dev.weft.frontier.Candidate;
import java.util.List;
import java.util.Map;

/**
 * The links of a page, sorted: those for the crawl loop, which it may know all the same, and how
 * many each rule keeps out.
 */
record SortedLinks(List<Candidate> taken, Map<String, Integer> outOfScope) {
  static final SortedLinks NONE = new SortedLinks(List.of(), Map.of());

  /** No link for the loop, and one that this rule keeps out. */
  static SortedLinks without(String rule) {
    return new SortedLinks(List.of(), Map.of(rule, 1));
  }
}
