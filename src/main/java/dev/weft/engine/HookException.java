package dev.weft.engine;

import dev.weft.hook.Hook;
import java.security.CodeSource;

/** A hook threw or was late; the message names its class, the jar it came from, and what it did. */
final class HookException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HookException(Hook hook, Throwable cause) {
    super(
        name(hook.getClass()) + ": " + (cause instanceof Late ? cause.getMessage() : cause), cause);
  }

  /** A hook did not keep its time. */
  static final class Late extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Late(String message) {
      super(message, null, false, false);
    }
  }

  /** A class with the jar or folder it was loaded from, if that is known. */
  static String name(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return type.getName();
    }
    String path = source.getLocation().getPath();
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.isEmpty() ? type.getName() : type.getName() + " of " + file;
  }
}
