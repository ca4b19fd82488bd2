package dev.weft.cli;

import dev.weft.control.ControlClient;
import dev.weft.control.FolderLock;
import dev.weft.control.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The run that has a folder at this moment, if there is one, as other commands see it. */
final class LiveRun {
  private final Context context;
  private final Optional<Owner> owner;
  private boolean answers;

  private LiveRun(Context context, Optional<Owner> owner) {
    this.context = context;
    this.owner = owner;
    this.answers = owner.flatMap(Owner::socket).isPresent();
  }

  static LiveRun in(Path folder, Context context) throws IOException {
    return new LiveRun(context, FolderLock.owner(folder));
  }

  /** Whose it is. */
  Optional<Owner> owner() {
    return owner;
  }

  /** Asks it; empty if there is none, or it does not answer, which the user is told once. */
  Optional<String> ask(String verb, String argument) {
    if (!answers) {
      return Optional.empty();
    }
    try {
      Path socket = owner.flatMap(Owner::socket).orElseThrow();
      return Optional.of(ControlClient.ask(socket, verb, argument));
    } catch (IOException e) {
      answers = false;
      context
          .terminal()
          .complain("the run does not answer (" + e.getMessage() + "); told from its state");
      return Optional.empty();
    }
  }
}
