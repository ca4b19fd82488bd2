package dev.weft.config;

import dev.weft.config.Setting.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML file of options into settings that know their lines. Values stay the text that was
 * written: what YAML would make of {@code on}, {@code 1_000} or {@code 12:30} does not matter here.
 * Nothing is constructed from tags, and nothing is looked at below lists of groups of lists of
 * scalars, so aliases cannot grow.
 */
final class YamlFile {
  private static final int DEPTH_MAX = 10;

  private final String name;
  private final List<String> mistakes;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  private YamlFile(String name, List<String> mistakes) {
    this.name = name;
    this.mistakes = mistakes;
  }

  /** The settings of a file; what is wrong with it is added to the mistakes. */
  static List<Setting> read(Path file, List<String> mistakes) {
    YamlFile yaml = new YamlFile(file.toString(), mistakes);
    YamlRoot.read(file, "-c", DEPTH_MAX, mistakes).ifPresent(yaml::read);
    return yaml.settings;
  }

  private void read(Node root) {
    if (root instanceof MappingNode options) {
      options.getValue().forEach(this::add);
    } else {
      mistake(root, "is no list of options; write lines such as `delay: 1s`");
    }
  }

  private void add(NodeTuple entry) {
    Node keyNode = entry.getKeyNode();
    if (!(keyNode instanceof ScalarNode scalar)) {
      mistake(keyNode, "a key must be a word, such as `delay`");
      return;
    }
    String key = scalar.getValue();
    Integer earlier = lines.putIfAbsent(key, line(keyNode));
    Optional<CrawlOption> option = CrawlOption.ofKey(key);
    if (option.isEmpty()) {
      mistake(keyNode, key + " is no option" + suggestion(key));
    } else if (earlier != null) {
      mistake(keyNode, key + " is here again, after line " + earlier + "; keep one of them");
    } else {
      add(option.get(), entry.getValueNode());
    }
  }

  private void add(CrawlOption option, Node value) {
    if (isNull(value)) {
      mistake(value, option.key() + " has no value; write one or delete the line");
    } else if (value instanceof ScalarNode scalar && !option.isForFiles()) {
      settings.add(new Setting(option, name, List.of(value(option, scalar))));
    } else if (value instanceof SequenceNode list && (option.isList() || option.takesGroups())) {
      settings.add(new Setting(option, name, values(option, list)));
    } else {
      String wanted = option.takesGroups() ? "a list of groups" : "one value: " + option.label();
      mistake(value, option.key() + " is " + kind(value) + "; must be " + wanted);
    }
  }

  private List<Value> values(CrawlOption option, SequenceNode list) {
    List<Value> values = new ArrayList<>();
    for (Node element : list.getValue()) {
      if (element instanceof ScalarNode scalar && !isNull(element) && !option.isForFiles()) {
        values.add(value(option, scalar));
      } else if (element instanceof MappingNode group && option.takesGroups()) {
        values.add(group(option, group));
      } else {
        String wanted =
            option.takesGroups()
                ? "group of keys; config/crawl.yaml shows how one is written"
                : option.label();
        mistake(element, option.key() + " holds something that is no " + wanted);
      }
    }
    return values;
  }

  private Value value(CrawlOption option, ScalarNode scalar) {
    return new Value(scalar.getValue(), name + ":" + line(scalar) + ": " + option.key());
  }

  /** A group with its keys' values; a list of them stays one. */
  private Value group(CrawlOption option, MappingNode group) {
    Map<String, List<Value>> fields = new LinkedHashMap<>();
    for (NodeTuple field : group.getValue()) {
      String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      Node value = field.getValueNode();
      List<Node> nodes = value instanceof SequenceNode list ? list.getValue() : List.of(value);
      List<Value> values = new ArrayList<>();
      for (Node node : nodes) {
        if (node instanceof ScalarNode scalar && !isNull(node)) {
          values.add(
              new Value(
                  scalar.getValue(), name + ":" + line(node) + ": " + option.key() + "." + key));
        } else {
          mistake(node, option.key() + "." + key + " is no value; write one or delete the line");
        }
      }
      if (fields.putIfAbsent(key, values) != null) {
        mistake(field.getKeyNode(), option.key() + "." + key + " is here twice; keep one of them");
      }
    }
    String subject = name + ":" + line(group) + ": " + option.key();
    return new Value("{" + String.join(", ", fields.keySet()) + "}", subject, fields);
  }

  private static String kind(Node node) {
    if (node instanceof SequenceNode) {
      return "a list";
    }
    return node instanceof MappingNode ? "a group of keys" : "one value";
  }

  private static String suggestion(String key) {
    List<String> keys = Arrays.stream(CrawlOption.values()).map(CrawlOption::key).toList();
    return Nearest.to(key, keys)
        .map(near -> "; did you mean " + near + "?")
        .orElse("; `weft crawl --help` lists them all, without the dashes here");
  }

  private void mistake(Node node, String what) {
    mistakes.add(name + ":" + line(node) + ": " + what);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
