package dev.weft.control;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A folder taken by one run. The lock is the operating system's, so it ends with the process
 * however that ends; the file {@value #OWNER_FILE} beside it only tells people and other commands
 * whose it is. Any thread, one at a time.
 */
public final class FolderLock implements AutoCloseable {
  /*
   * Locks of POSIX belong to the process: closing any descriptor of the file gives the lock up. So
   * the process that has the lock must never open that file again, not even to find it locked; which
   * is why the owner stands in a file of its own, and is looked at first. The lock file stays for
   * good: if it were deleted, one run could lock the deleted file and another a new one.
   */
  /** The file that is locked; empty, and there for good. */
  public static final String LOCK_FILE = ".weft.lock";

  /** The file that tells whose run it is, while it lasts. */
  public static final String OWNER_FILE = "weft.run";

  private static final int TRIES_MAX =
      (int) (Limits.LOCK_PATIENCE.toMillis() / Limits.LOCK_PAUSE.toMillis());

  private final Path folder;
  private final FileChannel channel;
  private Owner owner;

  private FolderLock(Path folder, FileChannel channel, Owner owner) {
    this.folder = folder;
    this.channel = channel;
    this.owner = owner;
  }

  /**
   * Takes the folder, which must exist. Waits a second for one that holds it and does not say who
   * it is: it has just begun, or only asked.
   *
   * @throws FolderHeldException if another run has it
   * @throws IOException if it cannot be written to
   */
  public static FolderLock take(Path folder, Instant now) throws FolderHeldException, IOException {
    Owner self = Owner.self(now.truncatedTo(ChronoUnit.MILLIS));
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      Optional<Owner> there = Owner.read(folder.resolve(OWNER_FILE));
      if (there.isPresent() && there.get().isSelf()) {
        throw new FolderHeldException(folder, there.get());
      }
      FileChannel locked = tryLock(folder);
      if (locked != null) {
        return owned(folder, locked, self, there);
      }
      if (there.isPresent() && isRunning(there.get())) {
        throw new FolderHeldException(folder, there.get());
      }
      LockSupport.parkNanos(Limits.LOCK_PAUSE.toNanos());
    }
    throw new FolderHeldException(folder, Owner.read(folder.resolve(OWNER_FILE)).orElse(null));
  }

  private static FolderLock owned(
      Path folder, FileChannel locked, Owner self, Optional<Owner> crashed) throws IOException {
    FolderLock lock = new FolderLock(folder, locked, self);
    try {
      crashed.flatMap(Owner::socket).ifPresent(SocketFolder::deleteLeftOver);
      self.write(folder.resolve(OWNER_FILE));
      return lock;
    } catch (IOException | RuntimeException e) {
      locked.close();
      throw e;
    }
  }

  /** The lock file, locked; null if another has it. */
  private static @Nullable FileChannel tryLock(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), CREATE, WRITE);
    boolean isMine = false;
    try {
      isMine = channel.tryLock() != null;
      return isMine ? channel : null;
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (!isMine) {
        channel.close();
      }
    }
  }

  private static boolean isRunning(Owner owner) {
    return ProcessHandle.of(owner.pid())
        .filter(
            process ->
                owner.processStart() == null
                    || process.info().startInstant().map(owner.processStart()::equals).orElse(true))
        .isPresent();
  }

  /** Whose run has the folder now, if one has; a run that crashed has not. */
  public static Optional<Owner> owner(Path folder) throws IOException {
    Optional<Owner> there = Owner.read(folder.resolve(OWNER_FILE));
    if (there.isEmpty() || there.get().isSelf()) {
      return there;
    }
    return isLocked(folder) ? there : Optional.empty();
  }

  private static boolean isLocked(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), READ)) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Whose run this is. */
  public Owner owner() {
    return owner;
  }

  /** Tells others where this run can be asked. */
  public void announce(Path socket) throws IOException {
    owner = owner.at(Objects.requireNonNull(socket));
    owner.write(folder.resolve(OWNER_FILE));
  }

  /** Gives the folder up; takes the owner's file away. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        Files.deleteIfExists(folder.resolve(OWNER_FILE));
      }
    }
  }
}
