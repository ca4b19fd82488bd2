package dev.weft.cli;

import dev.weft.config.CrawlOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  private Options() {}

  /** A command of this name with {@code --help}. */
  static CommandSpec command(Command command, String name, String description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
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
    return builder.build();
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
    spec.addOption(flag("Do not ask.", YES));
  }

  /** Where plugins are. */
  static void addPlugins(CommandSpec spec) {
    spec.addOption(
        values(
            "DIR",
            "Load the plugins in this folder, after those in plugins/ where Weft is installed.",
            PLUGINS));
  }

  /** The folder of a crawl that a command looks at. */
  static void addFolder(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("1")
            .type(String.class)
            .description("The folder that `weft crawl -o DIR` writes into.")
            .build());
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
