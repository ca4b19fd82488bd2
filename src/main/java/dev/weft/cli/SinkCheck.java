package dev.weft.cli;

import dev.weft.Plugins;
import dev.weft.config.ConfigException;
import dev.weft.config.ConfigReader;
import dev.weft.config.CrawlOption;
import dev.weft.config.PluggedSink;
import dev.weft.sink.contract.SinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tries a plugin's sink out, rule by rule, in a folder that is gone afterwards. */
final class SinkCheck {
  private static final String KEPT = "kept    ";
  private static final String BROKEN = "BROKEN  ";

  private final Terminal terminal;

  SinkCheck(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether a sink, named with its options as for {@code --sink}, keeps every rule. */
  boolean keeps(Plugins plugins, String given) throws CommandFailure {
    PluggedSink sink = sink(plugins, given);
    try {
      Path scratch = Files.createTempDirectory("weft-check-");
      try {
        return keeps(sink, scratch);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, "the folder for temporary files cannot be used: " + e.getMessage());
    }
  }

  private static PluggedSink sink(Plugins plugins, String given) throws CommandFailure {
    try {
      List<PluggedSink> sinks =
          new ConfigReader(Main.version())
              .plugins(plugins)
              .flags(Map.of(CrawlOption.SINK, List.of(given)))
              .read()
              .pluggedSinks();
      if (sinks.size() == 1) {
        return sinks.get(0);
      }
      throw new CommandFailure(
          ExitCode.USAGE, "--check is " + given + "; must name a sink of a plugin");
    } catch (ConfigException e) {
      throw new CommandFailure(ExitCode.USAGE, e.mistakes());
    }
  }

  private boolean keeps(PluggedSink sink, Path scratch) throws CommandFailure {
    boolean keepsAll = true;
    for (SinkContract.Rule rule : contract(sink, scratch).rules()) {
      try {
        rule.check();
        terminal.say(KEPT + rule);
      } catch (IOException | RuntimeException | AssertionError | LinkageError e) {
        keepsAll = false;
        terminal.say(BROKEN + rule + ": " + e.getMessage());
      }
    }
    return keepsAll;
  }

  private static SinkContract contract(PluggedSink sink, Path scratch) throws CommandFailure {
    try {
      return SinkContract.of(sink.provider(), sink.options(), scratch);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
