package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.config.CrawlOption;
import dev.weft.scope.SeedList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options in picocli's form. They are described by hand and not by annotations: reading annotations
 * costs more than the rest of a short command.
 */
final class Options {
  static final String FRESH = "--fresh";
  static final String YES = "--yes";
  static final String OUTPUT = "-o";
  static final String QUIET = "-q";
  static final String PLUGINS = "--plugins";
  private static final String CONFIG = "-c";
  private static final String FILE = "-f";
  private static final String JSON = "--json";
  private static final Pattern CHOICE = Pattern.compile("[a-z]+(\\|[a-z]+)+");

  private Options() {}

  /** A command with {@code --help}. */
  static CommandSpec command(Command command, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(command.name());
    spec.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
    return spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("Show this help.")
            .build());
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** A value that may be given several times. */
  static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** Adds the whole table of crawl options under its headings. */
  static void addCrawlOptions(CommandSpec spec) {
    int order = 0;
    for (CrawlOption.Group group : CrawlOption.Group.values()) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder()
              .heading("%n" + group.heading() + ":%n")
              .validate(false)
              .order(order++);
      for (CrawlOption option : CrawlOption.values()) {
        if (option.group() == group && !option.isForFiles()) {
          section.addArg(of(option));
        }
      }
      spec.addArgGroup(section.build());
    }
  }

  /** A crawl option by itself. */
  static OptionSpec of(CrawlOption option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.flag()).description(option.help() + usual(option));
    if (option.isSwitch()) {
      builder.type(boolean.class).negatable(true);
    } else if (option.isList()) {
      builder.type(List.class).auxiliaryTypes(String.class).paramLabel(option.label());
    } else {
      builder.type(String.class).paramLabel(option.label());
    }
    return builder.completionCandidates(choices(option.label())).build();
  }

  /** The words that a label such as {@code host|any} leaves to choose from; null for any other. */
  private static @Nullable List<String> choices(String label) {
    return CHOICE.matcher(label).matches() ? List.of(label.split("\\|", -1)) : null;
  }

  private static String usual(CrawlOption option) {
    return option.isSwitch() || option.defaults().isEmpty()
        ? ""
        : " (default: " + String.join(",", option.defaults()) + ")";
  }

  /** The crawl options that were given, as text. */
  static Map<CrawlOption, List<String>> given(ParseResult parsed) {
    Map<CrawlOption, List<String>> given = new EnumMap<>(CrawlOption.class);
    for (CrawlOption option : CrawlOption.values()) {
      if (!option.isForFiles() && parsed.hasMatchedOption(option.flag())) {
        given.put(option, texts(parsed.matchedOptionValue(option.flag(), (Object) "")));
      }
    }
    return given;
  }

  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> texts.add(String.valueOf(element)));
    } else {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  /** The two flags that give an earlier crawl up. */
  static void addFresh(CommandSpec spec) {
    spec.addOption(
        flag("Start a folder over that holds a crawl; asks before it gives that up.", FRESH));
    spec.addOption(flag("With --fresh, do not ask.", YES));
  }

  /** Where plugins are. */
  static void addPlugins(CommandSpec spec) {
    spec.addOption(
        values(
            "DIR",
            "Load the plugins in this folder, after those in plugins/ where Weft is installed.",
            PLUGINS));
  }

  /** A file of options. */
  static void addConfig(CommandSpec spec) {
    spec.addOption(
        value("FILE", "Take options from a YAML file, as config/crawl.yaml.", CONFIG, "--config"));
  }

  static Optional<Path> config(ParseResult parsed) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(CONFIG, null)).map(Path::of);
  }

  /** The launcher takes it before Java starts; here it is only known. */
  static void addMemory(CommandSpec spec) {
    spec.addOption(value("SIZE", "Memory for the whole process, such as 400m or 2g.", "--memory"));
  }

  static void addQuiet(CommandSpec spec) {
    spec.addOption(flag("Say nothing but what went wrong.", QUIET, "--quiet"));
  }

  static void addJson(CommandSpec spec) {
    spec.addOption(flag("Write one JSON object, for programs.", JSON));
  }

  static boolean isJson(ParseResult parsed) {
    return isGiven(parsed, JSON);
  }

  /** The seeds of a crawl, as words and in files. */
  static void addSeeds(CommandSpec spec) {
    spec.addPositional(words("SEED", "A URL to start from; a bare host means https."));
    spec.addOption(
        values("FILE", "Take seeds from a file, one a line; - is standard input.", FILE, "--file"));
  }

  /** All seeds: those of the configuration, the words and the files. */
  static SeedList seeds(Context context, CrawlConfig config, ParseResult parsed)
      throws CommandFailure {
    SeedList seeds =
        new SeedSources(config.scopeKind(), config.seeds(), context.in())
            .read(parsed.matchedPositionalValue(0, List.of()), all(parsed, FILE));
    seeds.problems().forEach(context.terminal()::complain);
    return seeds;
  }

  /** The folder of a crawl that a command looks at. */
  static void addFolder(CommandSpec spec) {
    spec.addPositional(word("DIR", "1", "The folder that `weft crawl -o DIR` writes into."));
  }

  /** One word, which is {@code 1} or may be left out, {@code 0..1}. */
  static PositionalParamSpec word(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .arity(arity)
        .required(arity.equals("1"))
        .type(String.class)
        .completionCandidates(choices(label))
        .description(description)
        .build();
  }

  /** Any number of words. */
  static PositionalParamSpec words(String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  static Path folder(ParseResult parsed) {
    return Path.of(parsed.matchedPositionalValue(0, ""));
  }

  static boolean isGiven(ParseResult parsed, String flag) {
    return parsed.matchedOptionValue(flag, false);
  }

  static List<String> all(ParseResult parsed, String option) {
    return parsed.matchedOptionValue(option, List.of());
  }
}
