package dev.weft.cli;

import dev.weft.control.ControlClient;
import dev.weft.control.FolderLock;
import dev.weft.control.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The run that has a folder at this moment, if there is one, as other commands see it. */
final class LiveRun {
  private final Path folder;
  private final Context context;
  private Optional<Owner> owner;
  private boolean answers;

  private LiveRun(Path folder, Context context, Optional<Owner> owner) {
    this.folder = folder;
    this.context = context;
    this.owner = owner;
    this.answers = owner.flatMap(Owner::socket).isPresent();
  }

  static LiveRun in(Path folder, Context context) throws IOException {
    return new LiveRun(folder, context, FolderLock.owner(folder));
  }

  /** Whose it is; nobody's once it was found to have ended. */
  Optional<Owner> owner() {
    return owner;
  }

  /**
   * Asks it; empty if there is none, or it has ended since, or it does not answer, which the user
   * is told once.
   *
   * @throws IOException if it cannot be told whose the folder is
   */
  Optional<String> ask(String verb, String argument) throws IOException {
    if (!answers) {
      return Optional.empty();
    }
    Path socket = owner.flatMap(Owner::socket).orElseThrow();
    try {
      return Optional.of(ControlClient.ask(socket, verb, argument));
    } catch (IOException e) {
      answers = false;
      owner = FolderLock.owner(folder);
      if (owner.isPresent() && Files.exists(socket)) {
        context
            .terminal()
            .complain("the run does not answer (" + e.getMessage() + "); told from its state");
      }
      return Optional.empty();
    }
  }
}
