package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void hostile29_whatATerminalWouldActOnIsWrittenOut() {
    Terminal terminal = terminal("12", Map.of("TERM", "xterm"));

    terminal.say("a\u001b[2Jb\r\nweft: forged\u009b1m\u202eevil\ufeff\ud800 ünï 漢字 😀");

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "a\\u001b[2Jb\\u000d\\u000aweft: forged\\u009b1m\\u202eevil\\ufeff\\ud800 ünï 漢字 😀"
                + System.lineSeparator());
  }

  @Test
  void progressIsRewrittenInPlaceAndMakesRoomForOtherLines() {
    Terminal terminal = terminal("2", Map.of("TERM", "xterm"));

    terminal.progress("one");
    terminal.progress("two");
    terminal.complain("trouble");
    terminal.say("done");

    assertThat(err.toString(UTF_8))
        .isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Kweft: trouble" + System.lineSeparator());
    assertThat(out.toString(UTF_8)).isEqualTo("done" + System.lineSeparator());
  }

  @Test
  void progressIsShownOnATerminalOnly() {
    for (Terminal terminal :
        new Terminal[] {
          terminal("", Map.of("TERM", "xterm")),
          terminal("1", Map.of("TERM", "xterm")),
          terminal("12", Map.of("TERM", "dumb")),
          terminal("12", Map.of()),
          terminal("12", Map.of("TERM", "xterm")).quiet()
        }) {
      terminal.progress("one");
      terminal.flush();
    }

    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void headlinesAreBoldWhereColoursAreWanted() {
    terminal("1", Map.of("TERM", "xterm")).headline("a");
    terminal("1", Map.of("TERM", "xterm", "NO_COLOR", "1")).headline("b");
    terminal("", Map.of("TERM", "xterm")).headline("c");

    assertThat(out.toString(UTF_8).lines()).containsExactly("\u001b[1ma\u001b[0m", "b", "c");
  }

  @Test
  void quietLetsComplaintsThrough() {
    Terminal quiet = terminal("12", Map.of("TERM", "xterm")).quiet();

    quiet.say("answer");
    quiet.headline("answer");
    quiet.complain("trouble");

    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8)).isEqualTo("weft: trouble" + System.lineSeparator());
  }

  private Terminal terminal(String terminals, Map<String, String> environment) {
    Properties properties = new Properties();
    properties.setProperty(Terminal.TERMINALS_PROPERTY, terminals);
    return Terminal.of(
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, false, UTF_8),
        environment,
        properties);
  }
}
