package dev.weft.config;

import dev.weft.config.RuleGroup.Scribe;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.FieldRule;
import dev.weft.parse.extract.FollowRule;
import dev.weft.parse.extract.ItemRule;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.PagePattern;
import dev.weft.parse.extract.Query;
import dev.weft.parse.extract.RuleFault;
import dev.weft.parse.jsoup.JsoupParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a YAML file of extraction rules and checks all that can be checked without a page: keys,
 * types, selectors, expressions, formats. Every mistake has file, line and column; they are told in
 * the order of the file.
 */
public final class RulesFile {
  private static final int DEPTH_MAX = 4 * Limits.NESTING_MAX;
  private static final List<String> KEYS = List.of("items", "follow");
  private static final List<String> ITEM_KEYS = List.of("item", "on", "select", "fields");
  private static final List<String> FOLLOW_KEYS =
      List.of("on", "links", "next", "nothing", "to", "priority", "pages");

  /** Pages of a list that are followed if a rule names no number. */
  private static final int PAGES_USUAL = 100;

  /** It names files, and not all file systems tell capitals apart. */
  private static final String TYPE = "[a-z][a-z0-9_]{0,63}";

  private final Scribe scribe;
  private final QueryNodes queries;
  private final FieldNodes fields;
  private int parts;

  private RulesFile(Scribe scribe) {
    this.scribe = scribe;
    this.queries = new QueryNodes(scribe);
    this.fields = new FieldNodes(scribe, this::nextId);
  }

  /**
   * The rules of a file; {@code flag} is what named it.
   *
   * @throws ConfigException with every mistake in it
   */
  public static ExtractRules read(Path file, String flag) throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    ExtractRules rules = read(file, flag, mistakes);
    if (!mistakes.isEmpty()) {
      throw new ConfigException(mistakes);
    }
    return rules;
  }

  /** The rules of a file; what is wrong with it is added to the mistakes. */
  static ExtractRules read(Path file, String flag, List<String> mistakes) {
    int before = mistakes.size();
    Optional<Node> root = YamlRoot.read(file, flag, DEPTH_MAX, mistakes);
    if (root.isEmpty()) {
      if (mistakes.size() == before) {
        mistakes.add(file + ": holds no rules; add items or follow");
      }
      return ExtractRules.NONE;
    }
    Scribe scribe = new Scribe(file.toString(), new ArrayList<>());
    ExtractRules rules = new RulesFile(scribe).rules(root.get());
    scribe.faults().addAll(JsoupParser.check(rules));
    scribe.faults().stream()
        .sorted(
            Comparator.comparingInt((RuleFault fault) -> fault.place().line())
                .thenComparingInt(fault -> fault.place().column()))
        .map(RuleFault::toString)
        .distinct()
        .forEach(mistakes::add);
    return rules;
  }

  private int nextId() {
    return parts++;
  }

  private ExtractRules rules(Node root) {
    if (!(root instanceof MappingNode map)) {
      scribe.fault(root, "must hold the keys items and follow, each with a list of rules");
      return ExtractRules.NONE;
    }
    RuleGroup group = new RuleGroup(map, KEYS, scribe);
    ExtractRules rules =
        new ExtractRules(
            each(group, "items", ITEM_KEYS, this::item),
            each(group, "follow", FOLLOW_KEYS, this::follow));
    if (rules.isEmpty() && scribe.faults().isEmpty()) {
      scribe.fault(root, "holds no rules; add items or follow");
    }
    if (parts > Limits.PARTS_MAX) {
      scribe.fault(
          root,
          "holds " + parts + " rules and fields; at most " + Limits.PARTS_MAX + " are allowed");
    }
    return rules;
  }

  private <T> List<T> each(
      RuleGroup group,
      String key,
      List<String> keys,
      BiFunction<Integer, RuleGroup, Optional<T>> reader) {
    Optional<Node> node = group.node(key);
    List<T> rules = new ArrayList<>();
    if (node.isPresent() && !(node.get() instanceof SequenceNode)) {
      scribe.fault(node.get(), key + " must be a list of rules, each after a dash");
    } else if (node.isPresent() && node.get() instanceof SequenceNode list) {
      for (Node element : list.getValue()) {
        int id = nextId();
        if (element instanceof MappingNode rule && id < Limits.PARTS_MAX) {
          reader.apply(id, new RuleGroup(rule, keys, scribe)).ifPresent(rules::add);
        } else if (id < Limits.PARTS_MAX) {
          scribe.fault(element, "a rule must have keys: " + String.join(", ", keys));
        }
      }
    }
    return rules;
  }

  private Optional<ItemRule> item(int id, RuleGroup group) {
    Optional<ScalarNode> type = group.scalar("item");
    if (!group.has("item")) {
      scribe.fault(group.place(), "the rule has no item; add what its items are called");
    } else if (type.isPresent() && !type.get().getValue().matches(TYPE)) {
      scribe.fault(
          type.get(),
          "item is "
              + RuleGroup.quoted(type.get().getValue())
              + "; must be of small letters, digits and _, a letter first, for it names a file");
    }
    if (!group.has("fields")) {
      scribe.fault(group.place(), "the rule has no fields; add at least one");
    }
    List<FieldRule> inner = group.node("fields").map(node -> fields.of(node, 1)).orElse(List.of());
    return type.map(
        name ->
            new ItemRule(
                id,
                name.getValue(),
                patterns(group, "on"),
                group.node("select").map(queries::of).orElse(List.of()),
                inner,
                group.place()));
  }

  private Optional<FollowRule> follow(int id, RuleGroup group) {
    boolean takesNothing = group.isOn("nothing");
    boolean takesNext = group.has("next");
    long told = List.of("links", "next", "nothing").stream().filter(group::has).count();
    if (told > 1) {
      scribe.fault(group.place(), "a follow rule has one of links, next and nothing; split it");
    }
    if (told == 0 && !group.has("to")) {
      scribe.fault(group.place(), "the follow rule says not which links; add links, next or to");
    }
    if (group.has("pages") && !takesNext) {
      scribe.fault(group.place("pages"), "pages is for rules with next; leave it out");
    }
    List<Query> from = new ArrayList<>();
    group.node("links").map(queries::of).ifPresent(from::addAll);
    group.node("next").map(queries::of).ifPresent(from::addAll);
    FollowRule.Take take =
        takesNothing
            ? FollowRule.Take.NONE
            : takesNext ? FollowRule.Take.NEXT : FollowRule.Take.LINKS;
    return Optional.of(
        new FollowRule(
            id,
            patterns(group, "on"),
            take,
            from,
            patterns(group, "to"),
            group.number("priority", -Limits.PRIORITY_MAX, Limits.PRIORITY_MAX).orElse(0),
            group.number("pages", 1, Limits.LIST_PAGES_MAX).orElse(PAGES_USUAL),
            group.place()));
  }

  private List<PagePattern> patterns(RuleGroup group, String key) {
    return group.scalars(key).stream()
        .map(scalar -> new PagePattern(scalar.getValue(), scribe.place(scalar)))
        .toList();
  }
}
