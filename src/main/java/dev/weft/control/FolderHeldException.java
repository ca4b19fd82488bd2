package dev.weft.control;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another run holds the folder. */
public final class FolderHeldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Owner owner;

  FolderHeldException(Path folder, @Nullable Owner owner) {
    super(folder + " is held by another run" + (owner == null ? "" : told(owner)));
    this.owner = owner;
  }

  private static String told(Owner owner) {
    return ": process " + owner.pid() + ", since " + owner.startedAt();
  }

  /** Whose run it is, where that could be learnt. */
  public Optional<Owner> owner() {
    return Optional.ofNullable(owner);
  }
}
