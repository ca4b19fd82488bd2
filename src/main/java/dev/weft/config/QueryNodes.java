package dev.weft.config;

import dev.weft.config.RuleGroup.Scribe;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads where values are looked for: a text is a CSS selector, a group names the language, a list
 * holds several to be tried in turn.
 */
final class QueryNodes {
  /** The keys that name a language. */
  static final List<String> KEYS = Arrays.stream(Query.Kind.values()).map(Query.Kind::key).toList();

  private final Scribe scribe;

  QueryNodes(Scribe scribe) {
    this.scribe = scribe;
  }

  /** The queries of a node. */
  List<Query> of(Node node) {
    List<Query> queries = new ArrayList<>();
    List<Node> elements = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    for (Node element : elements) {
      if (element instanceof ScalarNode scalar && !element.getTag().equals(Tag.NULL)) {
        add(Query.Kind.CSS, scalar, queries);
      } else if (element instanceof MappingNode group) {
        queries.addAll(of(new RuleGroup(group, KEYS, scribe)));
      } else {
        scribe.fault(
            element, "must be a CSS selector, or a group such as {xpath: //h1}, or a list of them");
      }
    }
    return queries;
  }

  /** The queries among a group's keys, in the order they are written. */
  List<Query> of(RuleGroup group) {
    List<Query> queries = new ArrayList<>();
    for (String key : group.keys()) {
      Optional<Query.Kind> kind = Query.Kind.ofKey(key);
      if (kind.isPresent()) {
        group.scalars(key).forEach(scalar -> add(kind.get(), scalar, queries));
      }
    }
    return queries;
  }

  private void add(Query.Kind kind, ScalarNode scalar, List<Query> queries) {
    String text = scalar.getValue();
    if (text.isBlank() && kind != Query.Kind.CONSTANT) {
      scribe.fault(scalar, kind.key() + " is empty; write an expression");
    } else if (text.length() > Limits.EXPRESSION_CHARS_MAX) {
      scribe.fault(
          scalar,
          kind.key()
              + " has "
              + text.length()
              + " characters; at most "
              + Limits.EXPRESSION_CHARS_MAX
              + " are allowed");
    } else {
      queries.add(new Query(kind, text, scribe.place(scalar)));
    }
  }
}
