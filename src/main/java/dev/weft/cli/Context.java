package dev.weft.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What a command has around it: where its words go, its standard input, standard output for records
 * (bare, because a PrintStream keeps its errors to itself) and its environment; {@code halt} ends
 * the process at once with a code.
 */
record Context(
    Terminal terminal,
    InputStream in,
    OutputStream records,
    Map<String, String> environment,
    IntConsumer halt) {
  private static final int ANSWER_CHARS_MAX = 10;

  Context {
    environment = Map.copyOf(environment);
  }

  /** Asks for a yes on the terminal; false where nobody can answer, or another answer came. */
  boolean confirms(String question) {
    if (!terminal.canAsk()) {
      return false;
    }
    terminal.ask(question + " [y/N]");
    StringBuilder answer = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (answer.length() < ANSWER_CHARS_MAX) {
          answer.append((char) next);
        }
      }
    } catch (IOException e) {
      return false;
    }
    String word = answer.toString().strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  /** The same with another place for words. */
  Context with(Terminal other) {
    return new Context(other, in, records, environment, halt);
  }
}
