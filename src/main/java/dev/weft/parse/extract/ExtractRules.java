package dev.weft.parse.extract;

import dev.weft.page.ItemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to take from documents. Plain data: expressions are the text that the user wrote, each with
 * its place; a parser makes of them what it needs. Every rule and every field has an {@code id} of
 * its own, from 0 without gaps, by which an {@link Extraction} speaks of it.
 */
public record ExtractRules(List<ItemRule> items, List<FollowRule> follow) {
  /** Nothing is taken. */
  public static final ExtractRules NONE = new ExtractRules(List.of(), List.of());

  public ExtractRules {
    items = List.copyOf(items);
    follow = List.copyOf(follow);
  }

  /** Whether there is no rule. */
  public boolean isEmpty() {
    return items.isEmpty() && follow.isEmpty();
  }

  /** The types of items, each once. */
  public List<ItemType> types() {
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    for (ItemRule rule : items) {
      Set<String> names = columns.computeIfAbsent(rule.type(), type -> new LinkedHashSet<>());
      rule.fields().forEach(field -> names.add(field.name()));
    }
    return columns.entrySet().stream()
        .map(type -> new ItemType(type.getKey(), List.copyOf(type.getValue())))
        .toList();
  }

  /** What every id stands for, by id. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (ItemRule rule : items) {
      parts.add(new Part(rule.id(), "the rule for " + rule.type(), true, rule.place()));
      addFields(rule.fields(), rule.type(), parts);
    }
    for (FollowRule rule : follow) {
      parts.add(new Part(rule.id(), "the follow rule", true, rule.place()));
    }
    return parts.stream().sorted((a, b) -> Integer.compare(a.id(), b.id())).toList();
  }

  private static void addFields(List<FieldRule> fields, String owner, List<Part> parts) {
    for (FieldRule field : fields) {
      parts.add(
          new Part(field.id(), "the field " + field.name() + " of " + owner, false, field.place()));
      addFields(field.fields(), owner + "." + field.name(), parts);
    }
  }

  /** A rule, or a field of one, as messages speak of it. */
  public record Part(int id, String name, boolean isRule, RulePlace place) {}
}
