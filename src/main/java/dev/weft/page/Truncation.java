package dev.weft.page;

/** Why a body is shorter than what the server meant to send, in the words of WARC 1.1 §5.13. */
public enum Truncation {
  /** The body, or its decoded form, reached the size cap. */
  LENGTH("length"),
  /** The idle or total time limit ran out within the body. */
  TIME("time"),
  /** The connection, or the compressed stream, ended within the body. */
  DISCONNECT("disconnect");

  private final String code;

  Truncation(String code) {
    this.code = code;
  }

  /** The word used in records and WARC headers. */
  public String code() {
    return code;
  }
}
