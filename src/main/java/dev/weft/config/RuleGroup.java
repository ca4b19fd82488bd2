package dev.weft.config;

import dev.weft.parse.extract.RuleFault;
import dev.weft.parse.extract.RulePlace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A group of keys in a file of rules, read key by key. What is wrong with one is noted as a fault,
 * and it counts as not given.
 */
final class RuleGroup {
  private static final int QUOTE_CHARS_MAX = 100;

  private static final Set<ScalarStyle> QUOTED =
      EnumSet.of(ScalarStyle.SINGLE_QUOTED, ScalarStyle.DOUBLE_QUOTED);

  private final Scribe scribe;
  private final RulePlace place;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, RulePlace> keys = new LinkedHashMap<>();

  /** Where the rules are read from, and what was found wrong with them so far. */
  record Scribe(String file, List<RuleFault> faults) {
    void fault(RulePlace place, String message) {
      faults.add(new RuleFault(place, message));
    }

    void fault(Node node, String message) {
      fault(place(node), message);
    }

    /** Where a node begins; in quotes, where its text does. */
    RulePlace place(Node node) {
      boolean isQuoted =
          node instanceof ScalarNode scalar && QUOTED.contains(scalar.getScalarStyle());
      return new RulePlace(
          file,
          node.getStartMark().getLine() + 1,
          node.getStartMark().getColumn() + (isQuoted ? 2 : 1));
    }
  }

  /** A group of which only these keys are known; others are faults. */
  RuleGroup(MappingNode group, List<String> known, Scribe scribe) {
    this.scribe = scribe;
    this.place = scribe.place(group);
    for (NodeTuple entry : group.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      RulePlace keyPlace = scribe.place(entry.getKeyNode());
      if (!known.isEmpty() && !known.contains(key)) {
        String near = Nearest.to(key, known).map(word -> "; did you mean " + word + "?").orElse("");
        scribe.fault(
            keyPlace, quoted(key) + " is unknown; must be of " + String.join(", ", known) + near);
      } else if (nodes.putIfAbsent(key, entry.getValueNode()) != null) {
        scribe.fault(keyPlace, key + " is here twice; keep one of them");
      } else {
        keys.put(key, keyPlace);
      }
    }
  }

  RulePlace place() {
    return place;
  }

  /** The keys as they were written, in their order. */
  List<String> keys() {
    return List.copyOf(nodes.keySet());
  }

  boolean has(String key) {
    return nodes.containsKey(key);
  }

  /** Where a key stands; the group's place if it does not. */
  RulePlace place(String key) {
    return keys.getOrDefault(key, place);
  }

  Optional<Node> node(String key) {
    return Optional.ofNullable(nodes.get(key));
  }

  /** One value. */
  Optional<ScalarNode> scalar(String key) {
    Optional<Node> node = node(key);
    Optional<ScalarNode> scalar = node.flatMap(this::asScalar);
    if (node.isPresent() && scalar.isEmpty()) {
      scribe.fault(node.get(), key + " must be one value");
    }
    return scalar;
  }

  Optional<String> text(String key) {
    return scalar(key).map(ScalarNode::getValue);
  }

  /** One value or a list of them. */
  List<ScalarNode> scalars(String key) {
    Node node = nodes.get(key);
    if (node == null) {
      return List.of();
    }
    List<Node> elements = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<ScalarNode> scalars = new ArrayList<>();
    for (Node element : elements) {
      Optional<ScalarNode> scalar = asScalar(element);
      scalar.ifPresent(scalars::add);
      if (scalar.isEmpty()) {
        scribe.fault(element, key + " must be one value or a list of them");
      }
    }
    return scalars;
  }

  boolean isOn(String key) {
    Optional<ScalarNode> scalar = scalar(key);
    String word = scalar.map(ScalarNode::getValue).orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      scribe.fault(scalar.orElseThrow(), key + " is " + quoted(word) + "; must be true or false");
    }
    return word.equals("true");
  }

  OptionalInt number(String key, int least, int most) {
    Optional<ScalarNode> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return OptionalInt.empty();
    }
    String text = scalar.get().getValue();
    int number = text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
    if (number < least || number > most) {
      scribe.fault(
          scalar.get(),
          key + " is " + quoted(text) + "; must be a whole number from " + least + " to " + most);
      return OptionalInt.empty();
    }
    return OptionalInt.of(number);
  }

  private Optional<ScalarNode> asScalar(Node node) {
    return node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)
        ? Optional.of(scalar)
        : Optional.empty();
  }

  /** As much of a text as a message shows. */
  static String quoted(String text) {
    return text.length() <= QUOTE_CHARS_MAX ? text : text.substring(0, QUOTE_CHARS_MAX) + "…";
  }
}
