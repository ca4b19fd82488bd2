package dev.weft.cli;

import dev.weft.Plugins;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft plugins}: which jars of others a crawl would load. */
final class PluginsCommand implements Command {
  private static final String CHECK = "--check";

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Lists the plugins that a crawl would load.");
    spec.usageMessage().customSynopsis("weft plugins [--plugins DIR] [--check SINK]");
    Options.addPlugins(spec);
    spec.addOption(
        Options.value(
            "SINK",
            "Try out whether a plugin's sink, named with its options as for --sink, keeps the"
                + " contract of sinks.",
            CHECK));
    spec.usageMessage()
        .footer(
            "",
            "Exit codes: 0 all can be loaded, and the sink keeps every rule; 2 one cannot be used;",
            "5 the sink breaks a rule, and which is told.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    try (Plugins plugins = PluginFolders.load(parsed)) {
      if (parsed.hasMatchedOption(CHECK)) {
        String sink = parsed.matchedOptionValue(CHECK, "");
        boolean keeps = new SinkCheck(context.terminal()).keeps(plugins, sink);
        return keeps ? ExitCode.DONE : ExitCode.NO;
      }
      for (Plugins.Loaded each : plugins.loaded()) {
        context.terminal().say(each.path() + ": " + PluginFolders.words(each));
      }
      if (plugins.loaded().isEmpty()) {
        String place =
            PluginFolders.installed().map(path -> " in " + path).orElse("; name a folder");
        context.terminal().say("no plugins" + place);
      }
      return ExitCode.DONE;
    }
  }
}
