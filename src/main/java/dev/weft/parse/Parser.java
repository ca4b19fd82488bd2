package dev.weft.parse;

import java.util.function.Consumer;

/** Turns documents into links and fields. Safe to call from any thread, many at once. */
public interface Parser extends AutoCloseable {
  /**
   * Parses one document; {@code done} is called once, before this returns or later from another
   * thread. Hostile input gives {@link ParseOutcome.ParseFailed}, never an exception.
   */
  void parse(ParseRequest request, Consumer<ParseOutcome> done);

  @Override
  void close();
}
