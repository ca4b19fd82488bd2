package dev.weft.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft completion}: the script by which a shell completes the words of this command. */
final class CompletionCommand implements Command {
  private static final List<String> SHELLS = List.of("bash", "zsh");

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Writes a script that completes words in a shell.");
    spec.usageMessage().customSynopsis("weft completion bash|zsh");
    spec.addPositional(Options.word("bash|zsh", "1", "The shell."));
    spec.usageMessage()
        .footer(
            "", "In bash or zsh: source <(weft completion bash), also in ~/.bashrc or ~/.zshrc.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    String shell = parsed.matchedPositionalValue(0, "");
    if (!SHELLS.contains(shell)) {
      throw new CommandFailure(ExitCode.USAGE, "the shell is " + shell + "; must be bash or zsh");
    }
    // The script for bash makes zsh load its own emulation of bash's completion.
    String script = AutoComplete.bash("weft", new CommandLine(WeftCommand.spec()));
    script.lines().forEach(context.terminal()::say);
    return ExitCode.DONE;
  }
}
