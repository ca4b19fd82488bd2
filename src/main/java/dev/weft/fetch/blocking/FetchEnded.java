package dev.weft.fetch.blocking;

import dev.weft.page.FetchFailure;
import java.io.IOException;

/**
 * A request that failed, and why. Thrown within this room, caught by {@link Exchange}, which makes
 * it a value; carries no stack trace, since the network is at fault.
 */
class FetchEnded extends IOException {
  private static final long serialVersionUID = 1;

  private final FetchFailure reason;

  FetchEnded(FetchFailure reason, String message) {
    super(message);
    this.reason = reason;
  }

  FetchFailure reason() {
    return reason;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
