package dev.weft.config;

import dev.weft.Plugins;
import dev.weft.SinkKind;
import dev.weft.SinkKind.Option;
import dev.weft.config.Setting.Value;
import dev.weft.sink.Compression;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.SinkProvider;
import dev.weft.sink.csv.CsvSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sinks, of settings: each a line, {@code jsonl compress=zstd roll=1g}, or in the file a group
 * with the same keys and {@code kind}.
 */
final class SinkAssembler {
  private static final String KIND = "kind";

  private final Plugins plugins;
  private final List<ChosenSink> sinks = new ArrayList<>();
  private final List<PluggedSink> plugged = new ArrayList<>();

  SinkAssembler(Settings settings, Plugins plugins) {
    this.plugins = plugins;
    settings.list(CrawlOption.SINK, this::add);
  }

  /** Those of Weft's own, at least one unless a plugin's is asked for; none alone. */
  List<ChosenSink> sinks() {
    return sinks.isEmpty() && plugged.isEmpty()
        ? List.of(new ChosenSink(SinkKind.JSONL, SinkOptions.DEFAULT))
        : List.copyOf(sinks);
  }

  /** Those of plugins. */
  List<PluggedSink> plugged() {
    return List.copyOf(plugged);
  }

  private boolean add(Value value) {
    Map<String, List<Value>> fields = value.isGroup() ? value.group() : fields(value);
    Optional<SinkProvider> provider =
        Optional.ofNullable(fields.get(KIND))
            .flatMap(words -> plugins.sink(words.get(0).text().toLowerCase(Locale.ROOT)));
    if (provider.isPresent()) {
      return add(provider.get(), fields, value);
    }
    ChosenSink sink = sink(value, fields);
    check(sink, sinks, value);
    if (sink.kind() == SinkKind.NONE && !plugged.isEmpty()) {
      throw new IllegalArgumentException(
          value.subject() + " is none beside another sink; leave one out");
    }
    return sinks.add(sink);
  }

  /** Takes a plugin's sink; what its options mean is its own affair. */
  private boolean add(SinkProvider provider, Map<String, List<Value>> fields, Value value) {
    boolean isTaken = plugged.stream().anyMatch(other -> other.provider() == provider);
    if (isTaken || sinks.stream().anyMatch(sink -> sink.kind() == SinkKind.NONE)) {
      throw new IllegalArgumentException(
          value.subject()
              + (isTaken ? " names " + provider.code() + " twice" : " is none beside another sink")
              + "; leave one out");
    }
    Map<String, String> options = new LinkedHashMap<>();
    fields.forEach(
        (key, texts) ->
            options.put(key, texts.stream().map(Value::text).collect(Collectors.joining(","))));
    options.remove(KIND);
    return plugged.add(new PluggedSink(provider, options));
  }

  private static void check(ChosenSink sink, List<ChosenSink> before, Value value) {
    for (ChosenSink other : before) {
      if (other.kind() == sink.kind()) {
        throw new IllegalArgumentException(
            value.subject() + " names " + sink.kind().code() + " twice; leave one out");
      }
      if (other.kind() == SinkKind.NONE || sink.kind() == SinkKind.NONE) {
        throw new IllegalArgumentException(
            value.subject() + " is none beside another sink; leave one out");
      }
    }
  }

  private ChosenSink sink(Value value, Map<String, List<Value>> fields) {
    Value whole = new Value(value.text(), value.subject(), fields);
    // Which keys there may be is asked when the kind is known: it may be a plugin's, mistyped.
    List<String> any =
        fields.containsKey(KIND) ? List.copyOf(fields.keySet()) : keys(List.of(Option.values()));
    Value word = new FieldGroup(whole, any).one(KIND);
    SinkKind kind =
        SinkKind.ofCode(word.text().toLowerCase(Locale.ROOT))
            .orElseThrow(() -> new IllegalArgumentException(Settings.refusal(word, codes())));
    kind.lack()
        .ifPresent(
            lack -> {
              throw new IllegalArgumentException(value.subject() + " " + kind.code() + " " + lack);
            });
    Value named = new Value(value.text(), value.subject() + " " + kind.code(), fields);
    FieldGroup group = new FieldGroup(named, keys(kind.options()));
    SinkOptions options = SinkOptions.DEFAULT;
    if (group.has(Option.COMPRESS.code())) {
      options = options.withCompression(compression(group.one(Option.COMPRESS.code())));
    }
    if (group.has(Option.ROLL.code())) {
      options = options.withRollBytes(rollBytes(group.one(Option.ROLL.code())));
    }
    if (group.has(Option.COLUMNS.code())) {
      options = options.withColumns(columns(group.all(Option.COLUMNS.code())));
    }
    if (group.has(Option.LEVEL.code())) {
      options = options.withLevel(level(group.one(Option.LEVEL.code())));
    }
    return new ChosenSink(kind, options);
  }

  /** A line as a group: the kind, then keys with their values. */
  private static Map<String, List<Value>> fields(Value value) {
    String[] words = value.text().strip().split("\\s+", -1);
    Map<String, List<Value>> fields = new LinkedHashMap<>();
    fields.put(KIND, List.of(new Value(words[0], value.subject())));
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw new IllegalArgumentException(
            value.subject()
                + " has "
                + Settings.cut(word)
                + "; what follows the kind must be KEY=VALUE, as compress=gzip");
      }
      String key = word.substring(0, equals);
      Value one = new Value(word.substring(equals + 1), value.subject() + " " + key);
      if (fields.put(key, List.of(one)) != null) {
        throw new IllegalArgumentException(value.subject() + " has " + key + " twice");
      }
    }
    return fields;
  }

  private static Compression compression(Value value) {
    return Compression.ofCode(value.text().toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> new IllegalArgumentException(Settings.refusal(value, "none, gzip or zstd")));
  }

  private static long rollBytes(Value value) {
    OptionalLong bytes = NumberText.size(value.text());
    if (bytes.isEmpty() || bytes.getAsLong() < 1) {
      throw new IllegalArgumentException(
          Settings.refusal(value, "a size in bytes such as 500k, 10m or 2g"));
    }
    return bytes.getAsLong();
  }

  private static int level(Value value) {
    if (!value.text().matches("[1-9]")) {
      throw new IllegalArgumentException(Settings.refusal(value, "1 to 9"));
    }
    return Integer.parseInt(value.text());
  }

  private static List<String> columns(List<Value> values) {
    List<String> columns = new ArrayList<>();
    for (Value value : values) {
      for (String name : value.text().strip().split("[\\s,]+", -1)) {
        if (!CsvSink.columns().contains(name)) {
          String near =
              Nearest.to(name, CsvSink.columns())
                  .map(word -> "; did you mean " + word + "?")
                  .orElse("; must be of " + String.join(", ", CsvSink.columns()));
          throw new IllegalArgumentException(
              value.subject() + " has the column " + Settings.cut(name) + near);
        }
        if (columns.contains(name)) {
          throw new IllegalArgumentException(
              value.subject() + " has the column " + name + " twice");
        }
        columns.add(name);
      }
    }
    return columns;
  }

  private static List<String> keys(Iterable<Option> options) {
    List<String> keys = new ArrayList<>(List.of(KIND));
    options.forEach(option -> keys.add(option.code()));
    return keys;
  }

  /** The words there are, those of plugins too. */
  private String codes() {
    Stream<String> ours = Stream.of(SinkKind.values()).map(SinkKind::code);
    Stream<String> others = plugins.sinks().stream().map(SinkProvider::code);
    List<String> codes = Stream.concat(others, ours).toList();
    int last = codes.size() - 1;
    return codes.subList(0, last).stream().collect(Collectors.joining(", "))
        + " or "
        + codes.get(last);
  }
}
