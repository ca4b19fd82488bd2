package dev.weft.parse.extract;

import dev.weft.page.Item;
import java.util.List;

/**
 * What rules found in one document. {@code links} are those that follow rules take, if {@code
 * choosesLinks}; otherwise no follow rule speaks of the page, and all its outlinks are taken.
 * {@code hits} are the ids of the rules that applied to the page and of the fields that found
 * something.
 */
public record Extraction(
    List<Item> items,
    boolean choosesLinks,
    List<Followed> links,
    List<Integer> hits,
    List<Problem> problems) {
  /** No rule, or none for this document. */
  public static final Extraction NONE =
      new Extraction(List.of(), false, List.of(), List.of(), List.of());

  public Extraction {
    items = List.copyOf(items);
    links = List.copyOf(links);
    hits = List.copyOf(hits);
    problems = List.copyOf(problems);
  }

  /**
   * What was not as the rules want it; {@code part} is the id of the rule or field, {@code message}
   * a sentence that names the place of the rule.
   */
  public record Problem(int part, Fault fault, String message) {}

  /** What can be wrong with a page in the eyes of its rules. */
  public enum Fault {
    /** A required field was not found, or not readable; its item is left out. */
    MISSING,
    /** A text cannot be read as the field's type; it counts as not found. */
    UNREADABLE,
    /** There was more than a limit allows. */
    CUT
  }
}
