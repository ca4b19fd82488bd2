package dev.weft.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A command cannot go on; what to say and which code to exit with. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  @SuppressWarnings("serial") // an immutable list, which is serialisable
  private final List<String> messages;

  CommandFailure(int exitCode, List<String> messages) {
    super(String.join("\n", messages));
    this.exitCode = exitCode;
    this.messages = List.copyOf(messages);
  }

  CommandFailure(int exitCode, String message) {
    this(exitCode, List.of(message));
  }

  /** A folder that cannot be read. */
  static CommandFailure unreadable(Path folder, IOException why) {
    return new CommandFailure(
        ExitCode.STORAGE, folder + " cannot be read: " + OutputFolder.reason(why));
  }

  int exitCode() {
    return exitCode;
  }

  List<String> messages() {
    return messages;
  }
}
