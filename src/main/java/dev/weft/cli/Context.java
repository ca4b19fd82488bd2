package dev.weft.cli;

import java.io.InputStream;
import java.io.OutputStream;
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
  Context {
    environment = Map.copyOf(environment);
  }

  /** The same with another place for words. */
  Context with(Terminal other) {
    return new Context(other, in, records, environment, halt);
  }
}
