package dev.weft.sink.jsonl;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A file that grows at its end, knows the checksum of all it holds, and can be opened cut back to
 * what a checkpoint made durable. Buffered; one thread.
 *
 * <p>An error stays: after a write or an fsync has failed nobody knows what the file holds, so
 * every later call fails too, until the file is opened anew.
 */
final class DurableFile extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final String name;
  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final HashStream64 checksum = Hashing.xxh3_64().hashStream();
  private long length;

  /** How much of it is whole lines. */
  private long linesLength;

  private boolean entryDurable;
  private boolean failed;

  private DurableFile(Path folder, String name, OpenOption... options) throws IOException {
    this.folder = folder;
    this.name = name;
    this.path = folder.resolve(name);
    this.channel = FileChannel.open(path, options);
  }

  /** Opens an empty file in a folder, which is made if it is missing, whatever was there before. */
  static DurableFile create(Path folder, String name) throws IOException {
    try {
      Files.createDirectories(folder);
      return new DurableFile(folder, name, CREATE, TRUNCATE_EXISTING, WRITE);
    } catch (IOException e) {
      throw new IOException("cannot create " + folder.resolve(name) + ": " + reason(e), e);
    }
  }

  /** Opens a file cut back to its mark; fails if it holds less, or other, than was committed. */
  static DurableFile reopen(Path folder, FileMark mark) throws IOException {
    Path path = folder.resolve(mark.path());
    long found = Files.exists(path) ? Files.size(path) : 0;
    if (found < mark.length()) {
      throw new IOException(
          path
              + " has "
              + found
              + " bytes, but "
              + mark.length()
              + " were committed; bring the file back, or start over");
    }
    DurableFile file = new DurableFile(folder, mark.path(), READ, WRITE);
    try {
      file.cutBack(mark);
      return file;
    } catch (IOException | RuntimeException e) {
      file.channel.close();
      throw e;
    }
  }

  private void cutBack(FileMark mark) throws IOException {
    channel.truncate(mark.length());
    byte[] block = buffer.array();
    while (length < mark.length()) {
      int read = channel.read(ByteBuffer.wrap(block));
      if (read < 0) {
        throw new IOException(path + " became shorter while it was read");
      }
      checksum.putBytes(block, 0, read);
      length += read;
    }
    linesLength = length;
    if (checksum.getAsLong() != mark.checksum()) {
      throw new IOException(
          path
              + ": the first "
              + mark.length()
              + " bytes are not those that were committed (xxh3 "
              + hex(checksum.getAsLong())
              + ", committed "
              + hex(mark.checksum())
              + "); bring the file back, or start over");
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
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
    checksum.putBytes(buffer.array(), 0, buffer.position());
    long start = length;
    length += buffer.position();
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      noteLines(start);
      dropTornLine(e);
      throw failure("write", e);
    }
    noteLines(start);
    buffer.clear();
  }

  /** Moves {@link #linesLength} on to the last line end in what was written of the buffer. */
  private void noteLines(long start) {
    int end = buffer.position();
    while (end > 0 && buffer.get(end - 1) != '\n') {
      end--;
    }
    if (end > 0) {
      linesLength = start + end;
    }
  }

  /** Takes away what of a line still fitted on a full disk: readers are to find whole lines. */
  private void dropTornLine(IOException cause) {
    try {
      channel.truncate(linesLength);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Makes all that was written durable, and says what that is. */
  FileMark checkpoint() throws IOException {
    flush();
    try {
      channel.force(false);
      if (!entryDurable) {
        syncEntry();
        entryDurable = true;
      }
    } catch (IOException e) {
      throw failure("make durable", e);
    }
    return new FileMark(name, length, checksum.getAsLong());
  }

  /** The file's entry in its folder, and the folder's in its own, which may both be new. */
  private void syncEntry() throws IOException {
    Path absolute = folder.toAbsolutePath();
    sync(absolute);
    Path above = absolute.getParent();
    if (above != null) {
      sync(above);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, READ)) {
      entries.force(true);
    }
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
    return new IOException("cannot " + act + " " + path + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }
}
