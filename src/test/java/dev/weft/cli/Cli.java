package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Runs command lines in this process. */
final class Cli {
  /** In the environment of a run at a terminal, where its input answers questions. */
  static final String CAN_ASK = "TEST_CAN_ASK";

  private Cli() {}

  /** What a command line came to. */
  record Run(int code, String out, String err) {}

  static Run run(String... arguments) {
    return run(Map.of(), "", arguments);
  }

  static Run run(Map<String, String> environment, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(environment, input, out, out, arguments);
  }

  /** Runs a command line whose records go elsewhere than its words. */
  static Run run(OutputStream records, String... arguments) {
    return run(Map.of(), "", new ByteArrayOutputStream(), records, arguments);
  }

  private static Run run(
      Map<String, String> environment,
      String input,
      ByteArrayOutputStream out,
      OutputStream records,
      String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            false,
            false,
            environment.containsKey(CAN_ASK));
    Context context =
        new Context(
            terminal,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            records,
            environment,
            code -> {
              throw new AssertionError("the process would have been halted with " + code);
            });
    int code = WeftCommand.run(context, arguments);
    terminal.flush();
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
