package dev.weft.parse.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one field of an item is found: by the first of {@code from} that finds something; all that it
 * finds if {@code all}, else the first. A field with {@code fields} is nested: what is found are
 * the places in which those are looked for. {@code otherwise} is the text that stands for nothing
 * found.
 */
public record FieldRule(
    int id,
    String name,
    List<Query> from,
    boolean all,
    FieldType type,
    List<Step> steps,
    boolean required,
    @Nullable String otherwise,
    List<FieldRule> fields,
    RulePlace place) {

  public FieldRule {
    from = List.copyOf(from);
    steps = List.copyOf(steps);
    fields = List.copyOf(fields);
  }

  /** Whether it holds fields of its own. */
  public boolean isNested() {
    return !fields.isEmpty();
  }
}
