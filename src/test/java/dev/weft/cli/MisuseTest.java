package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.Cli.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that no command understands. */
final class MisuseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "crwal https://example.com/ # there is no command `crwal`; did you mean crawl?",
        "status --jsn x # there is no option `--jsn`; did you mean --json?",
        "status x y # there is no use for `y`",
        "crawl --delay # no value for '--delay'",
        "verify # there is lacking: 'DIR'",
        "extract --rules=x # there is lacking: 'URL|FILE'"
      })
  void theWordIsNamedAndWhatMayBeMeant(String line, String message) {
    Run run = Cli.run(line.split(" ", -1));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message).contains("--help` tells what it understands");
  }
}
