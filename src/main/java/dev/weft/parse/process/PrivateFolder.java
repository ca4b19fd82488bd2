package dev.weft.parse.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of a pool's sockets, for its owner's eyes alone (mode 0700), gone when closed. A lock
 * on a file in it says that its owner lives, whatever the owner's process id is and where it
 * counts; folders whose owner is dead are deleted when a new one is made.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "weft-parse-";

  /**
   * In the names of this JVM's folders, whose locks it must not even look at: to close a second
   * channel on a file gives up the process's lock on it (fcntl, POSIX.1).
   */
  private static final String OURS = PREFIX + UUID.randomUUID().toString().substring(0, 8) + "-";

  private static final String LOCK = "owner";
  private static final String CRASH = "crash-";

  /** What an address of a Unix domain socket takes on every system (104 on some), and its zero. */
  private static final int SOCKET_CHARS_MAX = 103;

  /** A folder may be so old before its lock is there. */
  private static final Duration MAKING_MAX = Duration.ofMinutes(1);

  private final Path path;
  private final FileChannel lock;

  private PrivateFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A new folder in {@code parent}. */
  static PrivateFolder create(Path parent) throws IOException {
    Path path = Files.createTempDirectory(parent, OURS, forItsOwner());
    int length = path.resolve("100-1000000").toAbsolutePath().toString().length();
    if (length > SOCKET_CHARS_MAX) {
      Files.delete(path);
      throw new IOException(
          "the path of a socket in "
              + path
              + " takes "
              + length
              + " characters; must be "
              + SOCKET_CHARS_MAX
              + " or fewer; set java.io.tmpdir to a shorter folder");
    }
    FileChannel lock =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    PrivateFolder folder = new PrivateFolder(path, lock);
    folder.deleteOrphans(parent);
    return folder;
  }

  private static FileAttribute<?>[] forItsOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  Path path() {
    return path;
  }

  /** Where a worker of a slot is listened for. */
  Path socket(int slot, int start) {
    return path.resolve(slot + "-" + start);
  }

  /** The file in which a JVM tells how it crashed, {@code %p} being its process id. */
  Path crashFile() {
    return path.resolve(CRASH + "%p");
  }

  /** Why the JVM of this process crashed, as it told, which is then forgotten; mostly empty. */
  String crash(long pid) throws IOException {
    Path file = path.resolve(CRASH + pid);
    if (!Files.exists(file)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file, ISO_8859_1)) {
      return lines
          .filter(line -> line.contains(" at pc=") || line.contains("Error"))
          .findFirst()
          .map(line -> "JVM crash: " + line.replaceFirst("^[# ]+", ""))
          .orElse("JVM crash");
    } finally {
      Files.delete(file);
    }
  }

  private void deleteOrphans(Path parent) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : others) {
        if (!other.getFileName().toString().startsWith(OURS)) {
          deleteIfOrphan(other);
        }
      }
    }
  }

  private void deleteIfOrphan(Path other) throws IOException {
    if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
        || !Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path))) {
      return;
    }
    try (FileChannel theirs =
        FileChannel.open(
            other.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      FileLock free = theirs.tryLock();
      if (free != null) {
        deleteAll(other);
      }
    } catch (OverlappingFileLockException e) {
      // Of another pool of this process.
    } catch (NoSuchFileException e) {
      if (isOld(other)) {
        deleteAll(other);
      }
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    try {
      Instant made = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
      return made.isBefore(Instant.now().minus(MAKING_MAX));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Deletes a folder and all below it; another process may be deleting it too. */
  private static void deleteAll(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.deleteIfExists(each);
    }
  }

  @Override
  public void close() throws IOException {
    deleteAll(path);
    lock.close();
  }
}
