package dev.weft.parse.jsoup;

import dev.weft.page.ItemValue;
import dev.weft.parse.extract.Extraction.Fault;
import dev.weft.parse.extract.FieldRule;
import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.Query;
import dev.weft.parse.extract.Step;
import dev.weft.parse.extract.StepChain;
import dev.weft.parse.extract.ValueReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule for a field in a form that can be run. Immutable; any thread. */
final class FieldReader {
  /** Steps that look at all texts at once. */
  private static final Set<Step.Operation> GATHERING =
      Set.of(Step.Operation.JOIN, Step.Operation.FIRST, Step.Operation.LAST);

  private final FieldRule rule;
  private final String owner;
  private final List<Source> sources = new ArrayList<>();
  private final StepChain steps;
  private final boolean gathers;
  private final ValueReader values;
  private final List<FieldReader> fields = new ArrayList<>();

  /** A finder, and whether what it finds is the page's own rather than the rule's. */
  private record Source(Finder finder, boolean isOfPage) {}

  /** A reader of a field of {@code owner}; what cannot be used is told to {@code compiler}. */
  FieldReader(FieldRule rule, String owner, RuleCompiler compiler) {
    this.rule = rule;
    this.owner = owner;
    for (Query query : rule.from()) {
      Optional<Finder> finder =
          compiler.tried(
              () ->
                  rule.isNested()
                      ? Finders.places(query)
                      : Finders.texts(query, rule.type().kind()));
      finder.ifPresent(one -> sources.add(new Source(one, query.kind() != Query.Kind.CONSTANT)));
    }
    steps = compiler.steps(rule.steps());
    gathers = rule.steps().stream().anyMatch(step -> GATHERING.contains(step.operation()));
    values = compiler.values(rule.type(), rule.place());
    for (FieldRule field : rule.fields()) {
      fields.add(new FieldReader(field, owner + "." + rule.name(), compiler));
    }
  }

  String name() {
    return rule.name();
  }

  /** The field's value; null if the rule requires one and there is none. */
  @Nullable ItemValue read(PageView page, Spot from) {
    List<ItemValue> found = rule.isNested() ? nested(page, from) : scalars(page, from);
    if (!found.isEmpty()) {
      page.hit(rule.id());
    }
    if (rule.type().kind() == FieldType.Kind.EXISTS) {
      return new ItemValue.Bool(!found.isEmpty());
    }
    if (found.isEmpty() && rule.otherwise() != null) {
      ItemValue otherwise = values.readPlain(rule.otherwise(), page.base());
      found = otherwise == null ? found : List.of(otherwise);
    }
    if (found.isEmpty() && rule.required()) {
      page.problem(
          rule.id(),
          Fault.MISSING,
          owner + " has no " + rule.name() + ", which is required",
          rule.place());
      return null;
    }
    if (rule.all()) {
      return new ItemValue.Many(found);
    }
    return found.isEmpty() ? ItemValue.None.INSTANCE : found.get(0);
  }

  private List<ItemValue> scalars(PageView page, Spot from) {
    Gathering gathering = new Gathering(page);
    for (Source source : sources) {
      if (gathers) {
        List<Spot.Words> texts = new ArrayList<>();
        source.finder.find(page, from, spot -> gathering.gather(spot, texts));
        gathering.addAll(texts);
      } else {
        source.finder.find(page, from, gathering::add);
      }
      if (!gathering.found.isEmpty()) {
        if (source.isOfPage) {
          page.find();
        }
        break;
      }
    }
    gathering.tell();
    return gathering.found;
  }

  private List<ItemValue> nested(PageView page, Spot from) {
    List<ItemValue> found = new ArrayList<>();
    if (sources.isEmpty()) {
      addNested(page, from, found);
      return found;
    }
    for (Source source : sources) {
      source.finder.find(
          page,
          from,
          place -> {
            addNested(page, place, found);
            return rule.all() ? found.size() < Limits.VALUES_MAX : found.isEmpty();
          });
      if (!found.isEmpty()) {
        break;
      }
    }
    return found;
  }

  private void addNested(PageView page, Spot place, List<ItemValue> found) {
    int before = page.found();
    Optional<Map<String, ItemValue>> inner = readAll(fields, page, place);
    if (inner.isPresent() && page.found() > before) {
      found.add(new ItemValue.Nested(inner.get()));
    }
  }

  /** The values of several fields; empty if one that is required has none. */
  static Optional<Map<String, ItemValue>> readAll(
      List<FieldReader> fields, PageView page, Spot from) {
    Map<String, ItemValue> read = new LinkedHashMap<>();
    boolean isWhole = true;
    for (FieldReader field : fields) {
      ItemValue value = field.read(page, from);
      if (value == null) {
        isWhole = false;
      } else {
        read.put(field.name(), value);
      }
    }
    return isWhole ? Optional.of(read) : Optional.empty();
  }

  /** The values of one field as they are found. */
  private final class Gathering {
    private final PageView page;
    private final List<ItemValue> found = new ArrayList<>();
    private @Nullable String unreadable;

    Gathering(PageView page) {
      this.page = page;
    }

    /** Takes one on its own; false if no more is wanted. */
    boolean add(Spot spot) {
      if (spot instanceof Spot.Ready ready) {
        found.add(ready.value());
      } else if (spot instanceof Spot.Words words) {
        addAll(List.of(words));
      }
      return rule.all() ? found.size() < Limits.VALUES_MAX : found.isEmpty();
    }

    /** Puts one by for steps that want to see all. */
    boolean gather(Spot spot, List<Spot.Words> texts) {
      if (spot instanceof Spot.Ready ready) {
        found.add(ready.value());
      } else if (spot instanceof Spot.Words words) {
        texts.add(words);
      }
      return texts.size() < Limits.VALUES_MAX;
    }

    /** Reads texts that go through the steps together. */
    void addAll(List<Spot.Words> words) {
      boolean plain = !words.isEmpty() && words.get(0).plain();
      for (String text : steps.apply(words.stream().map(Spot.Words::text).toList())) {
        if (found.size() >= Limits.VALUES_MAX || (!rule.all() && !found.isEmpty())) {
          return;
        }
        add(text, plain);
      }
    }

    private void add(String text, boolean plain) {
      String kept = cut(text);
      if (!page.spend(kept)) {
        page.problem(
            rule.id(),
            Fault.CUT,
            "the page gives more than " + Limits.PAGE_CHARS_MAX + " characters to the rules",
            rule.place());
        return;
      }
      ItemValue value =
          plain ? values.readPlain(kept, page.base()) : values.read(kept, page.base());
      if (value != null) {
        found.add(value);
      } else if (unreadable == null) {
        unreadable = kept;
      }
    }

    private String cut(String text) {
      if (text.length() <= Limits.VALUE_CHARS_MAX) {
        return text;
      }
      page.problem(
          rule.id(),
          Fault.CUT,
          owner + "." + rule.name() + " is cut at " + Limits.VALUE_CHARS_MAX + " characters",
          rule.place());
      return text.substring(0, Limits.VALUE_CHARS_MAX);
    }

    /** Tells of a text that could not be read, where no other took its place. */
    void tell() {
      String text = unreadable;
      if (text != null && (found.isEmpty() || rule.all())) {
        String shown =
            text.length() <= Limits.QUOTE_CHARS_MAX
                ? text
                : text.substring(0, Limits.QUOTE_CHARS_MAX) + "…";
        page.problem(
            rule.id(),
            Fault.UNREADABLE,
            owner + "." + rule.name() + ": `" + shown + "` is no " + values.wanted(),
            rule.place());
      }
    }
  }
}
