package dev.weft.report;

import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import java.util.List;
import java.util.Map;

/**
 * What rules did in a crawl: the items they found, by type; the rules that spoke of no page and the
 * fields of the others that were found on none; and what was not as they want it, the most frequent
 * first.
 */
public record ExtractionTotals(
    Map<String, Long> items, List<ExtractRules.Part> unused, List<ProblemCount> problems) {
  /** A crawl without rules. */
  public static final ExtractionTotals NONE = new ExtractionTotals(Map.of(), List.of(), List.of());

  public ExtractionTotals {
    items = Map.copyOf(items);
    unused = List.copyOf(unused);
    problems = List.copyOf(problems);
  }

  /** A problem of one rule or field, on how many pages it came, and the first with its message. */
  public record ProblemCount(
      ExtractRules.Part part,
      Extraction.Fault fault,
      long pages,
      String exampleUrl,
      String exampleMessage) {}
}
