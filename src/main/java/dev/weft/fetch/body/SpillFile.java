package dev.weft.fetch.body;

import dev.weft.page.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A temporary file that one body is written to, from its first byte to its last; for its owner's
 * eyes alone. It has no name any more once it is open, where the system allows that, so that
 * nothing is left of it however the process ends. One thread at a time; every method but {@link
 * #close} and {@link #body} does I/O.
 */
final class SpillFile implements AutoCloseable {
  private static final Set<StandardOpenOption> NEW =
      Set.of(
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);

  /**
   * What is written at a time. The JDK copies it into a direct buffer, which it keeps for the
   * thread: whole bodies would take that of a small process in a few threads.
   */
  private static final int PIECE_BYTES = 64 << 10;

  private final FileChannel file;
  private long length;
  private boolean given;

  private SpillFile(FileChannel file) {
    this.file = file;
  }

  /** A new file in a folder, which is made if there is none. */
  static SpillFile create(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve("weft-" + UUID.randomUUID() + ".body");
    return new SpillFile(FileChannel.open(path, NEW, forItsOwner()));
  }

  private static FileAttribute<?>[] forItsOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Appends the first {@code count} bytes of an array. */
  void append(byte[] bytes, int count) throws IOException {
    int from = 0;
    while (from < count) {
      from += file.write(ByteBuffer.wrap(bytes, from, Math.min(PIECE_BYTES, count - from)));
    }
    length += count;
  }

  /** Gives the file away as a body; nothing may be appended any more. */
  Body body() {
    given = true;
    return Body.ofFile(file, length);
  }

  /** Removes the file, unless it was given away. */
  @Override
  public void close() {
    if (!given) {
      Body.ofFile(file, length).close();
    }
  }
}
