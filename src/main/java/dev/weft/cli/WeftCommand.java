package dev.weft.cli;

import dev.weft.PluginException;
import dev.weft.frontier.StateException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code weft}: finds the subcommand, and turns whatever comes of it into an exit code. */
final class WeftCommand {
  private static final int HELP_COLUMNS = 100;

  private final Context context;

  private WeftCommand(Context context) {
    this.context = context;
  }

  /** Runs a command line to its exit code. */
  static int run(Context context, String... arguments) {
    return new WeftCommand(context).run(arguments);
  }

  private int run(String... arguments) {
    CommandLine line =
        new CommandLine(spec(arguments))
            .setExpandAtFiles(false)
            .setInterpolateVariables(false)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(HELP_COLUMNS);
    try {
      return run(line.parseArgs(arguments));
    } catch (ParameterException e) {
      return misused(e);
    } catch (CommandFailure e) {
      e.messages().forEach(context.terminal()::complain);
      return e.exitCode();
    } catch (PluginException e) {
      context.terminal().complain(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    } catch (StateException e) {
      context.terminal().complain(String.valueOf(e.getMessage()));
      return ExitCode.STORAGE;
    } catch (RuntimeException | Error e) {
      return broken(e);
    }
  }

  /** All commands. */
  static CommandSpec spec() {
    return spec(commands());
  }

  /** The command that a command line begins with; all of them where it begins otherwise. */
  private static CommandSpec spec(String... arguments) {
    List<Command> named = new ArrayList<>(commands());
    named.removeIf(command -> arguments.length == 0 || !command.name().equals(arguments[0]));
    return named.isEmpty() ? spec() : spec(named);
  }

  private static List<Command> commands() {
    return List.of(
        new CrawlCommand(),
        new StatusCommand(),
        new WhyCommand(),
        new PlanCommand(),
        new VerifyCommand(),
        new ExportCommand(),
        new FetchCommand(),
        new ExtractCommand(),
        new DemoCommand(),
        new CompareCommand(),
        new InitCommand(),
        new PluginsCommand(),
        new CompletionCommand(),
        new TrainingCommand());
  }

  private static CommandSpec spec(List<Command> commands) {
    CommandSpec spec = CommandSpec.create().name("weft");
    spec.usageMessage()
        .description("Crawls web sites into files. `weft COMMAND --help` tells more.")
        .sortOptions(false)
        .footer(
            "",
            "To begin: `weft demo` crawls a small web on this machine.",
            "`weft crawl https://example.com/` writes output/example.com/pages.jsonl.",
            "`weft init` writes a configuration and rules to change as you like.");
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("Show this help.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .type(boolean.class)
            .description("Show the version.")
            .build());
    for (Command command : commands) {
      spec.addSubcommand(command.name(), command.spec());
    }
    return spec;
  }

  private int run(ParseResult parsed) throws CommandFailure {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (parsed.isVersionHelpRequested()) {
      context.terminal().say("weft " + Main.version());
      return ExitCode.DONE;
    }
    if (last.isUsageHelpRequested()) {
      usage(last.commandSpec().commandLine()).lines().forEach(context.terminal()::say);
      return ExitCode.DONE;
    }
    if (last.commandSpec().userObject() instanceof Command command) {
      return command.run(context, last);
    }
    usage(last.commandSpec().commandLine()).lines().forEach(context.terminal()::remark);
    return ExitCode.USAGE;
  }

  private static String usage(CommandLine line) {
    StringWriter text = new StringWriter();
    line.usage(new PrintWriter(text), Ansi.OFF);
    return text.toString();
  }

  private int misused(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    mistake(e).lines().forEach(context.terminal()::complain);
    context.terminal().complain("`" + name + " --help` tells what it understands");
    return ExitCode.USAGE;
  }

  private static String mistake(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return mistake(unmatched);
    }
    String message = String.valueOf(e.getMessage());
    return e instanceof MissingParameterException
        ? message
            .replace("Missing required parameter for option", "no value for")
            .replace("Missing required parameter:", "there is lacking:")
        : message;
  }

  /** Names the first word that was not understood, and what was perhaps meant. */
  private static String mistake(UnmatchedArgumentException e) {
    boolean hasCommands = !e.getCommandLine().getSubcommands().isEmpty();
    String kind = e.isUnknownOption() ? "option" : hasCommands ? "command" : "use for";
    List<String> meant = e.getSuggestions();
    return "there is no "
        + kind
        + " `"
        + e.getUnmatched().get(0)
        + "`"
        + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?");
  }

  private int broken(Throwable e) {
    Terminal terminal = context.terminal();
    terminal.complain("a fault of Weft's own, please report it: " + e);
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().skip(1).forEach(terminal::remark);
    return ExitCode.BROKEN;
  }
}
