package dev.weft.engine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The room on the disk that a crawl writes to: the crawl ends in good order while there is still
 * enough for what it has under way. On {@code weft-sink}, with each epoch; one look costs a system
 * call.
 */
public final class DiskWatch {
  private final Path folder;
  private final long freeBytesMin;

  /** Watches the disk of a folder, on which so many bytes must stay free. */
  public DiskWatch(Path folder, long freeBytesMin) {
    if (freeBytesMin < 0) {
      throw new IllegalArgumentException("freeBytesMin is " + freeBytesMin + "; must be 0 or more");
    }
    this.folder = folder;
    this.freeBytesMin = freeBytesMin;
  }

  /** What to tell the user if too little is free; a disk that does not say counts as empty. */
  Optional<String> problem() throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long free = disk.getUsableSpace();
    if (free >= freeBytesMin) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: %d bytes are free on its disk; min-free-disk is %d. Make room, then go on with the"
                + " same command",
            folder,
            free,
            freeBytesMin));
  }
}
