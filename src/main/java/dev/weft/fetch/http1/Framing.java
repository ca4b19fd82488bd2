package dev.weft.fetch.http1;

/** How the end of an answer's body is told (RFC 9112 §6.3). */
public sealed interface Framing {
  /** There is no body, whatever the fields say. */
  record None() implements Framing {}

  /** So many bytes. */
  record Length(long bytes) implements Framing {}

  /** Chunks, the last of them empty. */
  record Chunked() implements Framing {}

  /** Whatever comes until the connection ends. */
  record UntilClose() implements Framing {}

  Framing NONE = new None();
  Framing CHUNKED = new Chunked();
  Framing UNTIL_CLOSE = new UntilClose();
}
