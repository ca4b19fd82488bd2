package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.weft.frontier.StateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The folder of a state: {@code version} says in which form it is written, {@code rocksdb} holds
 * it, {@code committed} names the last epoch that RocksDB had reported safe.
 *
 * <p>That number is made durable once, as 0, before there is a state; then it is written behind
 * each commit and not synced. So it may be too low after a power failure but never too high, and it
 * is always there. A log that RocksDB could read only up to an earlier epoch was damaged, not just
 * torn where it had not been written.
 */
final class StateFolder {
  /** The version of the form in which this Weft writes; it reads no other yet. */
  static final int VERSION = 1;

  private static final String VERSION_WORD = "weft-state ";
  private static final int NUMBER_CHARS = 20;

  private final Path folder;

  StateFolder(Path folder) {
    this.folder = folder;
  }

  Path database() {
    return folder.resolve("rocksdb");
  }

  private Path version() {
    return folder.resolve("version");
  }

  private Path committed() {
    return folder.resolve("committed");
  }

  boolean isThere() {
    return Files.exists(version()) || Files.exists(database());
  }

  /** Makes the folder, or checks that what is there can be read. */
  void prepare() {
    try {
      if (isThere()) {
        check();
        makeDatabase();
        return;
      }
      Files.createDirectories(folder);
      writeDurably(committed(), number(0));
      Path draft = folder.resolve("version.new");
      writeDurably(draft, VERSION_WORD + VERSION + "\n");
      Files.move(draft, version(), StandardCopyOption.ATOMIC_MOVE);
      makeDatabase();
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        sync(parent);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** RocksDB makes its folder durable, but not the name of the folder. */
  private void makeDatabase() throws IOException {
    if (!Files.exists(database())) {
      Files.createDirectory(database());
      sync(folder);
    }
  }

  /** Throws if this Weft cannot read what is there. */
  void check() {
    String remedy = "; use the Weft that wrote it, or start over with --fresh";
    if (!Files.exists(version())) {
      throw new StateException(
          folder + " has no file `version`, so its form is not known" + remedy);
    }
    String text;
    try {
      text = Files.readString(version(), US_ASCII).strip();
    } catch (IOException e) {
      throw new StateException(
          version() + " cannot be read: " + e.getMessage() + "; restore it from a copy", e);
    }
    if (!text.equals(VERSION_WORD + VERSION)) {
      String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      throw new StateException(
          version()
              + " says `"
              + shown
              + "`; this Weft reads only `"
              + VERSION_WORD
              + VERSION
              + "`"
              + remedy);
    }
  }

  /** Throws if more was known to be committed than was found, or if that cannot be told. */
  void requireEpoch(long found, OptionalLong known) {
    if (known.isEmpty() && found > 0) {
      throw new StateException(
          String.format(
              Locale.ROOT,
              "%s does not name the last epoch, so nobody can tell whether all that was committed is"
                  + " still there; bring the file back from a copy, write %d into it to go on with"
                  + " what is there, or start over with --fresh",
              committed(),
              found));
    }
    if (known.isPresent() && found < known.getAsLong()) {
      throw new StateException(
          String.format(
              Locale.ROOT,
              "%s holds what was committed up to epoch %d, but %d had been: its log is damaged;"
                  + " restore the folder from a copy, or start over with --fresh",
              database(),
              found,
              known.getAsLong()));
    }
  }

  /** The last epoch that RocksDB had reported safe, as far as is known; empty if it is not. */
  OptionalLong lastCommitted() {
    try {
      String text = Files.readString(committed(), US_ASCII).strip();
      return OptionalLong.of(Long.parseLong(text));
    } catch (NoSuchFileException | CharacterCodingException | NumberFormatException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new StateException(
          committed() + " cannot be read: " + e.getMessage() + "; restore it from a copy", e);
    }
  }

  /** Opens the file that {@link #note} writes. */
  FileChannel openCommitted() {
    try {
      return FileChannel.open(committed(), CREATE, READ, WRITE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Notes that an epoch is safe. */
  void note(FileChannel channel, long epoch) {
    try {
      channel.position(0);
      writeAll(channel, number(epoch));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static String number(long epoch) {
    return String.format(Locale.ROOT, "%0" + NUMBER_CHARS + "d\n", epoch);
  }

  private static void writeDurably(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      writeAll(channel, text);
      channel.force(true);
    }
  }

  private StateException unwritable(IOException why) {
    return new StateException(
        folder
            + " cannot be written: "
            + reason(why)
            + "; see to the disk and start again: what was committed is kept",
        why);
  }

  private static String reason(IOException why) {
    String said = why instanceof FileSystemException system ? system.getReason() : why.getMessage();
    return said == null ? why.toString() : said;
  }

  private static void writeAll(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = US_ASCII.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }
}
