package dev.weft.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * That a file holds less than was committed of it. {@code found} bytes are there of {@code
 * committed}; of a file that {@code isMissing} none.
 */
public record Shortfall(Path file, boolean isMissing, long found, long committed) {

  /** Looks at how long a file is; empty if it is all there, or longer. */
  public static Optional<Shortfall> of(Path folder, String path, long committed)
      throws IOException {
    Path file = folder.resolve(path);
    boolean isThere = Files.isRegularFile(file);
    long found = isThere ? Files.size(file) : 0;
    return isThere && found >= committed
        ? Optional.empty()
        : Optional.of(new Shortfall(file, !isThere, found, committed));
  }

  /** Says so, after the file's name. */
  public String words() {
    return isMissing
        ? "is missing, but " + committed + " bytes of it were committed"
        : "is "
            + (committed - found)
            + " bytes short: it has "
            + found
            + " of the "
            + committed
            + " that were committed";
  }

  /** What it is, and what to do. */
  @Override
  public String toString() {
    return file + " " + words() + "; bring the file back, or start over with --fresh";
  }
}
