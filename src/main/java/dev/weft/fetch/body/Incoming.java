package dev.weft.fetch.body;

/**
 * Bytes that came from a connection and were not read yet, wherever a backend keeps them; they are
 * read in place.
 */
public interface Incoming {
  /** How many there are. */
  int size();

  /** Takes the next one; there must be one. */
  byte next();

  /** Takes {@code count} of them; there must be as many. */
  void take(byte[] into, int offset, int count);

  /** Takes {@code count} of them and drops them; there must be as many. */
  void skip(int count);

  /** Gives the {@code count} taken last back. */
  void putBack(int count);
}
