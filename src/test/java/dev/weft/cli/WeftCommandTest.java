package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

final class WeftCommandTest {
  @Test
  void everyCommandNamesEachOfItsWordsOnce() {
    Map<String, CommandLine> commands = WeftCommand.spec().subcommands();

    assertThat(commands).containsKeys("crawl", "plan", "why");
    commands.forEach(
        (name, command) ->
            assertThat(labels(command.getCommandSpec())).as(name).doesNotHaveDuplicates());
  }

  private static List<String> labels(CommandSpec spec) {
    return spec.positionalParameters().stream().map(PositionalParamSpec::paramLabel).toList();
  }
}
