package dev.weft.frontier;

import org.jspecify.annotations.Nullable;

/**
 * The state of a crawl cannot be read or written. The message says what, where, and what to do; it
 * is meant for the user. What was committed before is kept.
 */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StateException(String message) {
    this(message, null);
  }

  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
