package dev.weft.config;

import dev.weft.config.Setting.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;

/**
 * Reads a YAML file of options into settings that know their lines. Values stay the text that was
 * written: what YAML would make of {@code on}, {@code 1_000} or {@code 12:30} does not matter here.
 * Nothing is constructed from tags, and nothing is looked at below lists of groups of lists of
 * scalars, so aliases cannot grow.
 */
final class YamlFile {
  /** A configuration has a few dozen lines; more is some other file. */
  private static final int BYTES_MAX = 1 << 20;

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
    try {
      byte[] bytes = yaml.bytes(file);
      yaml.read(bytes);
    } catch (NoSuchFileException e) {
      mistakes.add(file + ": there is no such file; give -c the path of one, or leave -c out");
    } catch (AccessDeniedException e) {
      mistakes.add(file + ": permission denied; make it readable for the user who runs weft");
    } catch (CharacterCodingException e) {
      mistakes.add(file + ": is neither UTF-8 nor UTF-16; save it as UTF-8");
    } catch (IOException e) {
      mistakes.add(file + ": cannot be read: " + e.getMessage());
    }
    return yaml.settings;
  }

  private byte[] bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      mistakes.add(name + ": is a folder; give -c the path of a file in it");
      return new byte[0];
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        mistakes.add(name + ": is larger than " + NumberText.ofSize(BYTES_MAX) + "; is it YAML?");
        return new byte[0];
      }
      return bytes;
    }
  }

  private void read(byte[] bytes) throws IOException {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(DEPTH_MAX);
    limits.setCodePointLimit(BYTES_MAX);
    try (var reader = new UnicodeReader(new ByteArrayInputStream(bytes))) {
      Node root = new Yaml(limits).compose(reader);
      if (root instanceof MappingNode options) {
        options.getValue().forEach(this::add);
      } else if (root != null && !isNull(root)) {
        mistake(root, "is no list of options; write lines such as `delay: 1s`");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      mistakes.add(name + ":" + line + ": is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      if (e.getCause() instanceof CharacterCodingException coding) {
        throw coding;
      }
      mistakes.add(name + ": is no YAML: " + firstLine(e));
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

  private static String firstLine(YAMLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
