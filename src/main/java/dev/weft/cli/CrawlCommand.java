package dev.weft.cli;

import dev.weft.Crawler;
import dev.weft.Plugins;
import dev.weft.config.ChosenSink;
import dev.weft.config.ConfigException;
import dev.weft.config.ConfigReader;
import dev.weft.config.CrawlConfig;
import dev.weft.frontier.StateException;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedList;
import dev.weft.sink.Compression;
import dev.weft.sink.Sink;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft crawl}: from seeds to records. */
final class CrawlCommand implements Command {
  private static final String STANDARD_OUTPUT = "-";
  private static final String VERBOSE = "-v";

  @Override
  public String name() {
    return "crawl";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, "Crawls from seeds and writes a record for every URL.");
    spec.usageMessage()
        .customSynopsis("weft crawl [OPTIONS] SEED...", "       weft crawl [OPTIONS] -f FILE");
    Options.addSeeds(spec);
    Options.addConfig(spec);
    spec.addOption(
        Options.value(
            "DIR",
            "Write into this folder; - writes records to standard output. (default: output/HOST of"
                + " the first seed)",
            Options.OUTPUT,
            "--output"));
    Options.addFresh(spec);
    Options.addQuiet(spec);
    spec.addOption(
        Options.flag(
            "Say which options hold, and every URL as it is finished.", VERBOSE, "--verbose"));
    Options.addMemory(spec);
    Options.addPlugins(spec);
    Options.addCrawlOptions(spec);
    spec.usageMessage()
        .footer(
            "",
            "TIME is 500ms, 2s, 1h30m; SIZE is in bytes or 500k, 10m, 1g; N is whole or 10k. Each"
                + " option may also stand in the file, without its dashes, or in the environment"
                + " as WEFT_MAX_PAGES and so on. Flags override the environment, which overrides"
                + " the file.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    String output = parsed.matchedOptionValue(Options.OUTPUT, "");
    boolean toStandardOutput = output.equals(STANDARD_OUTPUT);
    boolean isQuiet = Options.isGiven(parsed, Options.QUIET);
    Terminal terminal =
        toStandardOutput ? context.terminal().withAnswersOnError() : context.terminal();
    Context around = context.with(isQuiet ? terminal.quiet() : terminal);

    try (Plugins plugins = PluginFolders.load(parsed)) {
      CrawlConfig config = config(around, parsed, plugins);
      return config.logs().isDefault()
          ? run(around, parsed, config, plugins)
          : logged(around, parsed, config, plugins);
    }
  }

  /** Runs with what is told going into a log, mistakes found late too. */
  private static int logged(Context around, ParseResult parsed, CrawlConfig config, Plugins plugins)
      throws CommandFailure {
    try (LogOutput log = around.terminal().open(config.logs())) {
      Context logging = around.with(around.terminal().logging(log));
      try {
        return run(logging, parsed, config, plugins);
      } catch (CommandFailure e) {
        e.messages().forEach(logging.terminal()::complain);
        return e.exitCode();
      } catch (StateException e) {
        logging.terminal().complain(String.valueOf(e.getMessage()));
        return ExitCode.STORAGE;
      }
    }
  }

  private static int run(Context around, ParseResult parsed, CrawlConfig config, Plugins plugins)
      throws CommandFailure {
    String output = parsed.matchedOptionValue(Options.OUTPUT, "");
    boolean toStandardOutput = output.equals(STANDARD_OUTPUT);
    boolean isQuiet = Options.isGiven(parsed, Options.QUIET);
    if (Options.isGiven(parsed, VERBOSE)) {
      PluginFolders.tell(plugins, around.terminal());
      tellOptions(config, around.terminal());
    }
    SeedList seeds = Options.seeds(around, config, parsed);
    if (!isQuiet) {
      StartWarnings.of(config, seeds.seeds()).forEach(around.terminal()::complain);
    }
    ItemsNote.warning(config, toStandardOutput).ifPresent(around.terminal()::complain);

    Crawler.Builder crawler = config.toCrawler().seeds(seeds.seeds()).hooks(plugins.hooks());
    if (Options.isGiven(parsed, VERBOSE)) {
      crawler.sink(new RecordLog(around.terminal()));
    }
    if (toStandardOutput && config.durability().revisitOrNull() != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "--revisit needs the folder of an earlier crawl; name one with -o");
    }
    if (toStandardOutput) {
      crawler.sink(streamed(config, around.records()));
      return new CrawlJob(around, config.grace(), seeds.problems().size()).run(crawler.build());
    }
    Path path = output.isEmpty() ? usual(seeds.seeds()) : Path.of(output);
    try (OutputFolder folder = OutputFolder.take(path).knowing(plugins.sinks())) {
      if (Options.isGiven(parsed, Options.FRESH)) {
        folder.startOver(around, Options.isGiven(parsed, Options.YES));
      }
      config
          .sinks()
          .forEach(each -> crawler.sink(each.in(folder.path(), config.parse().rules().types())));
      config
          .pluggedSinks()
          .forEach(each -> crawler.sink(each.in(folder.path(), config.parse().rules().types())));
      return new FolderCrawl(around, folder, config, seeds).run(crawler);
    }
  }

  /** What file, environment and flags say together. */
  static CrawlConfig config(Context context, ParseResult parsed) throws CommandFailure {
    return config(context, parsed, Plugins.none());
  }

  private static CrawlConfig config(Context context, ParseResult parsed, Plugins plugins)
      throws CommandFailure {
    ConfigReader reader =
        new ConfigReader(Main.version())
            .plugins(plugins)
            .environment(context.environment())
            .flags(Options.given(parsed));
    Options.config(parsed).ifPresent(reader::file);
    try {
      CrawlConfig config = reader.read();
      reader.warnings().forEach(context.terminal()::complain);
      return config;
    } catch (ConfigException e) {
      throw new CommandFailure(ExitCode.USAGE, e.mistakes());
    }
  }

  private static void tellOptions(CrawlConfig config, Terminal terminal) {
    config
        .chosen()
        .forEach(
            chosen ->
                terminal.remark(
                    chosen.option().key() + ": " + chosen.value() + "  # " + chosen.origin()));
    terminal.remark("user agent: " + config.fetch().userAgent());
  }

  private static Path usual(List<Seed> seeds) {
    return OutputFolder.usual(seeds.get(0).url().host());
  }

  /** The one sink that writes to standard output. */
  private static Sink streamed(CrawlConfig config, OutputStream output) throws CommandFailure {
    List<ChosenSink> sinks = config.sinks();
    if (sinks.size() != 1
        || !config.pluggedSinks().isEmpty()
        || !sinks.get(0).kind().isForStreams()) {
      String named =
          Stream.concat(
                  sinks.stream().map(each -> each.kind().code()),
                  config.pluggedSinks().stream().map(each -> each.provider().code()))
              .collect(Collectors.joining(" and "));
      throw new CommandFailure(
          ExitCode.USAGE,
          "standard output takes the records of one sink, jsonl or csv, and not of "
              + named
              + "; name a folder with -o");
    }
    ChosenSink first = sinks.get(0);
    if (!first.options().equals(first.options().withCompression(Compression.NONE))
        || first.options().rollBytes().isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "standard output is neither compressed nor rolled; leave compress and roll out");
    }
    return first.kind().to(output, first.options());
  }
}
