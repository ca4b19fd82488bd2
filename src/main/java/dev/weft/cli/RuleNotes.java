package dev.weft.cli;

import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction.Fault;
import dev.weft.report.ExtractionTotals;
import dev.weft.report.ExtractionTotals.ProblemCount;
import java.util.ArrayList;
import java.util.List;

/**
 * What the end of a crawl says of its rules: those that spoke of no page, fields that were found
 * nowhere, values that could not be read. Each with its place in the file of rules.
 */
final class RuleNotes {
  private static final int PROBLEMS_MAX = 20;

  private RuleNotes() {}

  /** A sentence each. */
  static List<String> of(ExtractionTotals totals) {
    List<String> notes = new ArrayList<>();
    for (ExtractRules.Part part : totals.unused()) {
      notes.add(
          part.place()
              + ": "
              + part.name()
              + (part.isRule() ? " applied to no page" : " was found on no page"));
    }
    for (ProblemCount problem : totals.problems()) {
      if (notes.size() < PROBLEMS_MAX + totals.unused().size()) {
        notes.add(
            problem.part().place()
                + ": "
                + problem.part().name()
                + " "
                + what(problem.fault())
                + " on "
                + Figures.count(problem.pages())
                + (problem.pages() == 1 ? " page: " : " pages, for example ")
                + problem.exampleUrl()
                + ": "
                + problem.exampleMessage());
      }
    }
    return notes;
  }

  private static String what(Fault fault) {
    return switch (fault) {
      case MISSING -> "is required and missing";
      case UNREADABLE -> "is not of its type";
      case CUT -> "was cut";
    };
  }
}
