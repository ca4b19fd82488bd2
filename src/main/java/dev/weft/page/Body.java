package dev.weft.page;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes: an answer's body as it came over the wire (transfer coding removed, content
 * coding kept), or its decoded content. Most are held in memory; a large wire body is in a
 * temporary file. Owned by whoever holds it, who closes it; never written to again.
 */
public final class Body implements AutoCloseable {
  /** No bytes. */
  public static final Body EMPTY = new Body(new byte[0], 0, null, null);

  private final byte[] bytes;
  private final long length;
  private final @Nullable FileChannel file;
  private final @Nullable Account account;
  private boolean closed;

  private Body(byte[] bytes, long length, @Nullable FileChannel file, @Nullable Account account) {
    this.bytes = bytes;
    this.length = length;
    this.file = file;
    this.account = account;
  }

  /** Who is told when memory that bodies held may be used again. Any thread. */
  public interface Account {
    /** This many bytes are held no more. */
    void give(long bytes);
  }

  /** The first {@code length} bytes of an array that the caller gives up; it is not copied. */
  public static Body wrap(byte[] bytes, int length) {
    checkLength(bytes, length);
    return length == 0 ? EMPTY : new Body(bytes, length, null, null);
  }

  /** As {@link #wrap}; the array's whole length is given back to {@code account} when closed. */
  public static Body accounted(byte[] bytes, int length, Account account) {
    checkLength(bytes, length);
    return new Body(bytes, length, null, account);
  }

  /**
   * The first {@code length} bytes of a file that the caller gives up, and that goes when closed.
   */
  public static Body ofFile(FileChannel file, long length) {
    return new Body(EMPTY.bytes, length, file, null);
  }

  private static void checkLength(byte[] bytes, int length) {
    if (length < 0 || length > bytes.length) {
      throw new IllegalArgumentException("length " + length + " of " + bytes.length);
    }
  }

  /** The number of bytes; also after it was closed. */
  public long length() {
    return length;
  }

  /** Whether {@link #array} may be asked for. */
  public boolean isInMemory() {
    return file == null;
  }

  /**
   * The backing array; only the first {@link #arrayLength} bytes are the body. Not to be changed.
   *
   * @throws IllegalStateException if the body is in a file
   */
  public byte[] array() {
    checkInMemory();
    return bytes;
  }

  /**
   * The number of bytes, of a body in memory.
   *
   * @throws IllegalStateException if the body is in a file
   */
  public int arrayLength() {
    checkInMemory();
    return (int) length;
  }

  private void checkInMemory() {
    if (file != null) {
      throw new IllegalStateException("a body of " + length + " bytes is in a file, not in memory");
    }
  }

  /**
   * Copies bytes from {@code position} on into a buffer, as many as it has room for and there are;
   * those of a file without a detour. Gives the number of bytes, which may be fewer of a file.
   *
   * @throws EOFException if the file has become shorter
   */
  public int copy(long position, ByteBuffer to) throws IOException {
    int most = (int) Math.min(to.remaining(), length - position);
    if (file == null) {
      to.put(bytes, (int) position, most);
      return most;
    }
    int got = most == 0 ? 0 : file.read(to.slice().limit(most), position);
    if (got < 0) {
      throw new EOFException("a temporary file ended after " + position + " of " + length);
    }
    to.position(to.position() + got);
    return got;
  }

  /** A stream over the bytes, independent of others; closing it does nothing. */
  public InputStream open() {
    return file == null
        ? new ByteArrayInputStream(bytes, 0, (int) length)
        : new FileBytes(file, length);
  }

  /** Frees what the body holds: its memory's place in the budget, or its file. Once is enough. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (account != null) {
      account.give(bytes.length);
    }
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a temporary file does not close", e);
      }
    }
  }

  /** The bytes of a file from its beginning, read by position, so that streams do not meet. */
  private static final class FileBytes extends InputStream {
    /** What is read at a time; the JDK keeps a direct buffer of the size for the thread. */
    private static final int PIECE_BYTES = 64 << 10;

    private final FileChannel file;
    private final long length;
    private long position;

    FileBytes(FileChannel file, long length) {
      this.file = file;
      this.length = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      int most = (int) Math.min(Math.min(count, PIECE_BYTES), length - position);
      int got = most == 0 ? -1 : file.read(ByteBuffer.wrap(to, offset, most), position);
      position += Math.max(got, 0);
      return got;
    }
  }
}
