package dev.weft.engine;

import dev.weft.page.Item;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.report.ExtractionTotals;
import dev.weft.report.ExtractionTotals.ProblemCount;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The running counts of what rules find; the loop's. */
final class RuleTally {
  private final List<ExtractRules.Part> parts;
  private final BitSet used = new BitSet();
  private final Map<String, Long> items = new TreeMap<>();

  /** One for each part and fault, so no more than there are parts and a few. */
  private final Map<Key, ProblemCount> problems = new HashMap<>();

  private record Key(int part, Extraction.Fault fault) {}

  /** Goes on from the items that earlier runs found; what was not as wanted is told by run. */
  RuleTally(ExtractRules rules, Map<String, Long> before) {
    parts = rules.parts();
    rules.types().forEach(type -> items.put(type.name(), 0L));
    items.putAll(before);
  }

  /** Takes what rules found on a page that got its record. */
  void add(CrawlUrl url, Extraction found) {
    for (Item item : found.items()) {
      items.merge(item.type(), 1L, Long::sum);
    }
    found.hits().forEach(used::set);
    for (Extraction.Problem problem : found.problems()) {
      if (problem.part() < parts.size()) {
        problems.merge(
            new Key(problem.part(), problem.fault()),
            new ProblemCount(
                parts.get(problem.part()), problem.fault(), 1, url.href(), problem.message()),
            (first, one) ->
                new ProblemCount(
                    first.part(),
                    first.fault(),
                    first.pages() + 1,
                    first.exampleUrl(),
                    first.exampleMessage()));
      }
    }
  }

  ExtractionTotals totals() {
    return parts.isEmpty()
        ? ExtractionTotals.NONE
        : new ExtractionTotals(
            items,
            unused(),
            problems.values().stream()
                .sorted(Comparator.comparingLong(ProblemCount::pages).reversed())
                .toList());
  }

  /** Of a rule that spoke of no page, the rule alone: its fields had no chance. */
  private List<ExtractRules.Part> unused() {
    List<ExtractRules.Part> unused = new ArrayList<>();
    boolean hadChance = true;
    for (ExtractRules.Part part : parts) {
      boolean isUsed = used.get(part.id());
      if (!isUsed && (part.isRule() || hadChance)) {
        unused.add(part);
      }
      hadChance = part.isRule() ? isUsed : hadChance;
    }
    return unused;
  }
}
