package dev.weft.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft init}: writes a configuration and rules to begin with. */
final class InitCommand implements Command {
  private static final List<String> FILES = List.of("crawl.yaml", "rules.yaml");

  @Override
  public String name() {
    return "init";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Writes a configuration and rules to begin with.");
    spec.usageMessage().customSynopsis("weft init [DIR]");
    spec.addPositional(Options.word("DIR", "0..1", "Where to write them. (default: here)"));
    spec.usageMessage()
        .footer("", "Nothing is written over. All options are in config/crawl.yaml of Weft.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Path folder = Path.of(parsed.matchedPositionalValue(0, ""));
    for (String file : FILES) {
      if (Files.exists(folder.resolve(file))) {
        throw new CommandFailure(
            ExitCode.USAGE, folder.resolve(file) + " is there already; name another folder");
      }
    }
    try {
      Files.createDirectories(folder.toAbsolutePath());
      for (String file : FILES) {
        write(file, folder.resolve(file));
        context.terminal().say("wrote " + folder.resolve(file));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, folder + " cannot be written to: " + OutputFolder.reason(e));
    }
    Path config = folder.resolve(FILES.get(0));
    Path rules = folder.resolve(FILES.get(1));
    context.terminal().say("");
    context.terminal().say("try the rules:  weft extract --rules " + rules + " URL");
    context
        .terminal()
        .say("then crawl:     weft crawl -c " + config + " --rules " + rules + " URL");
    return ExitCode.DONE;
  }

  private static void write(String name, Path target) throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream("init/" + name)) {
      if (in == null) {
        throw new IllegalStateException("weft.jar lacks dev/weft/cli/init/" + name);
      }
      Files.copy(in, target);
    }
  }
}
