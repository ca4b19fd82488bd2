package dev.weft.parse.extract;

import java.util.List;

/**
 * How items of one type are found on the pages that match one of {@code on}, or on all if there is
 * none: one item for every place that the first fruitful query of {@code select} finds, or one for
 * the page if there is none.
 */
public record ItemRule(
    int id,
    String type,
    List<PagePattern> on,
    List<Query> select,
    List<FieldRule> fields,
    RulePlace place) {

  public ItemRule {
    on = List.copyOf(on);
    select = List.copyOf(select);
    fields = List.copyOf(fields);
  }
}
