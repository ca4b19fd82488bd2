package dev.weft.config;

import dev.weft.config.RuleGroup.Scribe;
import dev.weft.parse.extract.FieldRule;
import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.PageFact;
import dev.weft.parse.extract.Query;
import dev.weft.parse.extract.RulePlace;
import dev.weft.parse.extract.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the fields of items. */
final class FieldNodes {
  private static final List<String> KEYS =
      Stream.concat(
              QueryNodes.KEYS.stream(),
              Stream.of(
                  "all", "type", "format", "locale", "zone", "do", "required", "default", "fields"))
          .toList();

  private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,63}";

  private final Scribe scribe;
  private final QueryNodes queries;

  /** The next id of a rule or field. */
  private final IntSupplier ids;

  FieldNodes(Scribe scribe, IntSupplier ids) {
    this.scribe = scribe;
    this.queries = new QueryNodes(scribe);
    this.ids = ids;
  }

  /** The fields of a node; {@code depth} counts the fields they are within. */
  List<FieldRule> of(Node node, int depth) {
    if (!(node instanceof MappingNode names) || names.getValue().isEmpty()) {
      scribe.fault(node, "fields must be lines such as `title: h1::text`");
      return List.of();
    }
    if (depth > Limits.NESTING_MAX) {
      scribe.fault(node, "fields are more than " + Limits.NESTING_MAX + " deep in fields");
      return List.of();
    }
    RuleGroup group = new RuleGroup(names, List.of(), scribe);
    List<FieldRule> fields = new ArrayList<>();
    for (NodeTuple entry : names.getValue()) {
      String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      int id = ids.getAsInt();
      if (!name.matches(NAME)) {
        scribe.fault(
            entry.getKeyNode(),
            "`"
                + RuleGroup.quoted(name)
                + "` cannot be a field's name; use letters, digits, _ and -, a letter first");
      } else if (id < Limits.PARTS_MAX
          && group.node(name).orElseThrow().equals(entry.getValueNode())) {
        RulePlace place = scribe.place(entry.getKeyNode());
        fields.add(field(id, name, entry.getValueNode(), place, depth));
      }
    }
    return fields;
  }

  private FieldRule field(int id, String name, Node node, RulePlace place, int depth) {
    if (!(node instanceof MappingNode map)) {
      List<Query> from = queries.of(node);
      return new FieldRule(
          id, name, from, isList(from), FieldType.TEXT, List.of(), false, null, List.of(), place);
    }
    RuleGroup group = new RuleGroup(map, KEYS, scribe);
    List<Query> from = queries.of(group);
    List<FieldRule> fields =
        group.node("fields").map(inner -> of(inner, depth + 1)).orElse(List.of());
    FieldRule field =
        new FieldRule(
            id,
            name,
            from,
            group.isOn("all") || isList(from),
            type(group),
            group.node("do").map(this::steps).orElse(List.of()),
            group.isOn("required"),
            group.text("default").orElse(null),
            fields,
            place);
    check(field, group);
    return field;
  }

  /** A list of the page gives a list, asked for or not. */
  private static boolean isList(List<Query> from) {
    return from.stream()
        .filter(query -> query.kind() == Query.Kind.PAGE)
        .anyMatch(
            query -> PageFact.ofCode(query.text().strip()).map(PageFact::isList).orElse(false));
  }

  private void check(FieldRule field, RuleGroup group) {
    String name = field.name();
    boolean exists = field.type().kind() == FieldType.Kind.EXISTS;
    if (field.from().isEmpty() && !group.has("fields")) {
      scribe.fault(
          field.place(),
          name + " says nowhere to look; add one of " + String.join(", ", KEYS.subList(0, 7)));
    }
    if (field.required() && field.otherwise() != null) {
      scribe.fault(
          group.place("default"), name + " is required and has a default; keep one of them");
    }
    if (exists && (field.required() || field.all() || field.otherwise() != null)) {
      scribe.fault(
          group.place("type"),
          name + " is of type exists, which is never missing; leave required, default and all out");
    }
    for (String key : List.of("type", "do", "default")) {
      if (group.has("fields") && group.has(key)) {
        scribe.fault(group.place(key), name + " has fields; " + key + " belongs to one of those");
      }
    }
  }

  private FieldType type(RuleGroup group) {
    Optional<ScalarNode> word = group.scalar("type");
    Optional<FieldType.Kind> kind =
        word.flatMap(scalar -> FieldType.Kind.ofCode(scalar.getValue()));
    if (word.isPresent() && kind.isEmpty()) {
      List<String> known =
          Arrays.stream(FieldType.Kind.values()).map(FieldType.Kind::code).toList();
      scribe.fault(
          word.get(),
          "type is "
              + RuleGroup.quoted(word.get().getValue())
              + "; must be one of "
              + String.join(", ", known)
              + suggestion(word.get().getValue(), known));
    }
    FieldType.Kind chosen = kind.orElse(FieldType.Kind.TEXT);
    boolean isDate = chosen == FieldType.Kind.DATE;
    only(group, "format", isDate, "date");
    only(group, "zone", isDate, "date");
    only(group, "locale", isDate || chosen == FieldType.Kind.NUMBER, "number or date");
    return new FieldType(
        chosen,
        group.scalars("format").stream().map(ScalarNode::getValue).toList(),
        group.scalar("locale").map(this::locale).orElse("en"),
        group.text("zone").orElse("UTC"));
  }

  private void only(RuleGroup group, String key, boolean allowed, String types) {
    if (group.has(key) && !allowed) {
      scribe.fault(
          group.place(key), key + " is for the type " + types + "; add type, or leave it out");
    }
  }

  private String locale(ScalarNode scalar) {
    String tag = scalar.getValue().replace('_', '-');
    if (Locale.forLanguageTag(tag).getLanguage().isEmpty()) {
      scribe.fault(
          scalar,
          "locale is " + RuleGroup.quoted(tag) + "; must be a language such as en, de or pt-BR");
    }
    return tag;
  }

  private List<Step> steps(Node node) {
    List<Node> elements = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<Step> steps = new ArrayList<>();
    elements.forEach(element -> step(element).ifPresent(steps::add));
    return steps;
  }

  /** A word such as {@code trim}, or a group such as {@code {replace: [a, b]}}. */
  private Optional<Step> step(Node node) {
    if (node instanceof ScalarNode word) {
      return step(word.getValue(), List.of(), word, node);
    }
    if (node instanceof MappingNode map && map.getValue().size() == 1) {
      RuleGroup group = new RuleGroup(map, List.of(), scribe);
      String word = group.keys().get(0);
      List<ScalarNode> arguments = group.scalars(word);
      return step(
          word,
          arguments.stream().map(ScalarNode::getValue).toList(),
          arguments.isEmpty() ? node : arguments.get(0),
          node);
    }
    scribe.fault(node, "a step is a word such as trim, or one such as {split: \",\"}");
    return Optional.empty();
  }

  private Optional<Step> step(String word, List<String> arguments, Node place, Node whole) {
    Optional<Step.Operation> operation = Step.Operation.ofCode(word);
    List<String> known = Arrays.stream(Step.Operation.values()).map(Step.Operation::code).toList();
    if (operation.isEmpty()) {
      scribe.fault(
          whole,
          "`"
              + RuleGroup.quoted(word)
              + "` is no step; must be of "
              + known.stream().collect(Collectors.joining(", "))
              + suggestion(word, known));
      return Optional.empty();
    }
    int wanted = operation.get().arguments();
    if (arguments.size() != wanted) {
      scribe.fault(whole, word + " takes " + counted(wanted) + ", but has " + arguments.size());
      return Optional.empty();
    }
    return Optional.of(new Step(operation.get(), arguments, scribe.place(place)));
  }

  private static String counted(int arguments) {
    return switch (arguments) {
      case 0 -> "no value";
      case 1 -> "one value, as in {split: \",\"}";
      default -> "two values, as in {replace: [\"a+\", b]}";
    };
  }

  static String suggestion(String word, List<String> known) {
    return Nearest.to(word, known).map(near -> "; did you mean " + near + "?").orElse("");
  }
}
