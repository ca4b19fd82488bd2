package dev.weft.cli;

import dev.weft.Plugins;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft plugins}: which jars of others a crawl would load. */
final class PluginsCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, "plugins", "Lists the plugins that a crawl would load.");
    spec.usageMessage().customSynopsis("weft plugins [--plugins DIR]");
    Options.addPlugins(spec);
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    try (Plugins plugins = PluginFolders.load(parsed)) {
      for (Plugins.Loaded each : plugins.loaded()) {
        context.terminal().say(each.path() + ": " + String.join(", ", each.classes()));
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
