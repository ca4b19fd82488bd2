package dev.weft.fetch.netty;

import dev.weft.page.FetchFailure;

/**
 * An answer that cannot be used: not HTTP, or over a limit. Thrown by what reads answers, caught by
 * {@link Connection}, which makes it a value; carries no stack trace, since the server is at fault.
 */
final class BadAnswer extends Exception {
  private static final long serialVersionUID = 1;

  private final FetchFailure reason;

  private BadAnswer(FetchFailure reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  static BadAnswer malformed(String message) {
    return new BadAnswer(FetchFailure.MALFORMED_ANSWER, message);
  }

  static BadAnswer headTooLarge(String message) {
    return new BadAnswer(FetchFailure.HEADERS_TOO_LARGE, message);
  }

  FetchFailure reason() {
    return reason;
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
