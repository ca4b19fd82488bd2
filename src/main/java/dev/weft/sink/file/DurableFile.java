package dev.weft.sink.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.sink.Shortfall;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows at its end, knows the checksum of all it holds, and can be opened cut back to
 * what a checkpoint made durable. Buffered; one thread.
 *
 * <p>Opening it again does not read it: its {@linkplain FileMark#resume mark} carries the state of
 * the checksum, and of the file only the length and the last bytes are compared with the mark. A
 * mark without that state is checked by reading the file.
 *
 * <p>An error stays: after a write or an fsync has failed nobody knows what the file holds, so
 * every later call fails too, until the file is opened anew. What the failed write left is cut back
 * to the last whole record.
 */
public final class DurableFile extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final Tail tail = new Tail();
  private HashStream64 checksum = Hashing.xxh3_64().hashStream();

  /** How much of it the operating system has. */
  private long length;

  /** How much of that is whole records. */
  private long wholeLength;

  /** Where the last record ended that the caller told of. */
  private long recordEnd;

  private boolean holdsLines;
  private boolean entryDurable;
  private boolean failed;

  private DurableFile(Path folder, String name, OpenOption... options) throws IOException {
    this.folder = folder;
    this.name = name;
    this.path = folder.resolve(name);
    this.channel = FileChannel.open(path, options);
  }

  /**
   * Opens an empty file, whatever was there before.
   *
   * @param name its path in the folder, which is made if it is missing, and those between
   */
  public static DurableFile create(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    try {
      Files.createDirectories(parent(path));
      return new DurableFile(folder, name, CREATE, TRUNCATE_EXISTING, WRITE);
    } catch (IOException e) {
      throw new IOException("cannot create " + path + ": " + reason(e), e);
    }
  }

  /** Opens a file cut back to its mark; fails if it holds less, or other, than was committed. */
  public static DurableFile reopen(Path folder, FileMark mark) throws IOException {
    checkLength(folder, mark);
    DurableFile file;
    try {
      file = new DurableFile(folder, mark.path(), READ, WRITE);
    } catch (IOException e) {
      throw new IOException("cannot open " + folder.resolve(mark.path()) + ": " + reason(e), e);
    }
    try {
      file.cutBack(mark);
      return file;
    } catch (IOException | RuntimeException e) {
      file.channel.close();
      throw e;
    }
  }

  /** Cuts a finished file back to its mark; fails if it is shorter than what was committed. */
  public static void cutBackFinished(Path folder, FileMark mark) throws IOException {
    if (checkLength(folder, mark) > mark.length()) {
      try (FileChannel file = FileChannel.open(folder.resolve(mark.path()), WRITE)) {
        file.truncate(mark.length());
        file.force(true);
      }
    }
  }

  /** How long a file is, which holds all that was committed of it. */
  private static long checkLength(Path folder, FileMark mark) throws IOException {
    Optional<Shortfall> shortfall = Shortfall.of(folder, mark.path(), mark.length());
    if (shortfall.isPresent()) {
      throw new IOException(shortfall.get().toString());
    }
    return Files.size(folder.resolve(mark.path()));
  }

  private void cutBack(FileMark mark) throws IOException {
    ResumePoint known = ResumePoint.of(mark);
    if (known == null) {
      readThrough(mark);
    } else {
      checksum = known.checksum();
      long from = Math.max(0, mark.length() - Tail.BYTES_MAX);
      tail.read(channel, path, from, mark.length());
      check(mark, "last " + (mark.length() - from), tail.checksum(), known.tailChecksum());
    }
    channel.truncate(mark.length());
    channel.position(mark.length());
    length = mark.length();
    wholeLength = length;
    recordEnd = length;
  }

  private void readThrough(FileMark mark) throws IOException {
    byte[] block = buffer.array();
    for (long at = 0; at < mark.length(); ) {
      int most = (int) Math.min(block.length, mark.length() - at);
      int read = channel.read(ByteBuffer.wrap(block, 0, most), at);
      if (read < 0) {
        throw new IOException(path + " became shorter while it was read");
      }
      checksum.putBytes(block, 0, read);
      tail.add(block, read);
      at += read;
    }
    check(mark, "first " + mark.length(), checksum.getAsLong(), mark.checksum());
  }

  private void check(FileMark mark, String which, long found, long committed) throws IOException {
    if (found != committed) {
      throw new IOException(
          path
              + ": the "
              + which
              + " bytes of "
              + mark.length()
              + " are not those that were committed (xxh3 "
              + hex(found)
              + ", committed "
              + hex(committed)
              + "); bring the file back, or start over");
    }
  }

  /**
   * Says that records are lines: the last line end is where a failed write is cut back to. Others
   * tell where a record ends by {@link #endRecord}.
   */
  public void holdLines() {
    holdsLines = true;
  }

  /** Says that all that was written so far is whole. */
  void endRecord() {
    recordEnd = length();
  }

  /** How many bytes were written, those still buffered too. */
  public long length() {
    return length + buffer.position();
  }

  /** Its path in the folder. */
  public String name() {
    return name;
  }

  @Override
  public void write(int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) value);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int offset = from;
    int left = count;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(left, buffer.remaining());
      buffer.put(bytes, offset, part);
      offset += part;
      left -= part;
    }
  }

  @Override
  public void flush() throws IOException {
    checkSound();
    int count = buffer.position();
    if (count == 0) {
      return;
    }
    long start = length;
    checksum.putBytes(buffer.array(), 0, count);
    tail.add(buffer.array(), count);
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      noteWhole(start, buffer.position());
      dropTornRecord(e);
      throw failure("write", e);
    }
    noteWhole(start, count);
    length = start + count;
    buffer.clear();
  }

  /** Moves {@link #wholeLength} on to the last record end in what was written of the buffer. */
  private void noteWhole(long start, int written) {
    if (!holdsLines) {
      if (recordEnd <= start + written) {
        wholeLength = Math.max(wholeLength, recordEnd);
      }
      return;
    }
    int end = written;
    while (end > 0 && buffer.get(end - 1) != '\n') {
      end--;
    }
    if (end > 0) {
      wholeLength = start + end;
    }
  }

  /** Takes away what of a record still fitted on a full disk: readers are to find whole ones. */
  private void dropTornRecord(IOException cause) {
    try {
      channel.truncate(wholeLength);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Makes all that was written durable, and says what that is. */
  public FileMark checkpoint() throws IOException {
    flush();
    try {
      channel.force(false);
      if (!entryDurable) {
        syncEntries();
        entryDurable = true;
      }
    } catch (IOException e) {
      throw failure("make durable", e);
    }
    String resume = new ResumePoint(checksum, tail.checksum()).text();
    return new FileMark(name, length, checksum.getAsLong(), resume);
  }

  /** Makes all that was written durable, closes the file and says what it is. */
  public FileMark finish() throws IOException {
    FileMark mark = checkpoint();
    close();
    return new FileMark(name, mark.length(), mark.checksum());
  }

  /** The file's entry, and those of all folders down to it that may be new. */
  private void syncEntries() throws IOException {
    Path top = folder.toAbsolutePath().normalize();
    Path above = top.getParent();
    Path end = above == null ? top : above;
    for (Path each = parent(path.toAbsolutePath().normalize()); ; each = parent(each)) {
      sync(each);
      if (each.equals(end)) {
        return;
      }
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, READ)) {
      entries.force(true);
    }
  }

  private static Path parent(Path path) {
    @Nullable Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      if (!failed) {
        flush();
      }
    }
  }

  private void checkSound() throws IOException {
    if (failed) {
      throw new IOException(path + " can no longer be written: an earlier write failed");
    }
  }

  private IOException failure(String act, IOException cause) {
    failed = true;
    return new IOException(
        "cannot " + act + " " + path + ": " + reason(cause) + "; make room, or repair the disk",
        cause);
  }

  private static String reason(IOException cause) {
    String message =
        cause instanceof FileSystemException system && system.getReason() != null
            ? system.getReason()
            : cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }
}
