package dev.weft;

/** A plugin that cannot be used; the message, for the user, names its jar and what is wrong. */
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A plugin that failed when it was used. */
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  PluginException(String message) {
    super(message);
  }
}
