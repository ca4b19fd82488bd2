package dev.weft.fetch.http1;

import dev.weft.fetch.body.BodyBuffer;
import dev.weft.page.FetchFailure;
import java.io.IOException;

/**
 * An answer that cannot be used: not HTTP, or over a limit. Thrown by what reads answers, caught by
 * a backend's connection, which makes it a value; carries no stack trace, since the server is at
 * fault.
 */
public final class BadAnswer extends IOException {
  private static final long serialVersionUID = 1;

  private final FetchFailure reason;

  private BadAnswer(FetchFailure reason, String message) {
    super(message);
    this.reason = reason;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** Not what the protocol allows. */
  public static BadAnswer malformed(String message) {
    return new BadAnswer(FetchFailure.MALFORMED_ANSWER, message);
  }

  /** A header block over a limit. */
  public static BadAnswer headTooLarge(String message) {
    return new BadAnswer(FetchFailure.HEADERS_TOO_LARGE, message);
  }

  static BadAnswer notStored(IOException problem) {
    return new BadAnswer(FetchFailure.NOT_STORED, BodyBuffer.notStored(problem));
  }

  /** What it is in a record. */
  public FetchFailure reason() {
    return reason;
  }

  /** What, the value and the limit, for people. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
