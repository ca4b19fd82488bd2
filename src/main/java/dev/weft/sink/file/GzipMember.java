package dev.weft.sink.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Members of gzip (RFC 1952) in memory, one after another. What is packed already is stored as it
 * is, in the same member; one thread.
 */
final class GzipMember implements AutoCloseable {
  /** What a member takes at least, and a buffer begins with. */
  private static final int BYTES_MIN = 512;

  private static final byte[] NOTHING = {};

  private final int level;
  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private boolean stores;
  private boolean begun;
  private byte[] out = new byte[0];
  private int length;

  GzipMember(int level) {
    this.level = level;
    this.deflater = new Deflater(level, true);
  }

  /** Begins anew, for contents of so many bytes in all. */
  void begin(int contentBytes) {
    out = new byte[Math.max(BYTES_MIN, contentBytes / 3)];
    length = 0;
  }

  /** Adds bytes to the member. */
  void add(byte[] bytes, int from, int count, boolean isPacked) {
    if (!begun) {
      put(GzipMembers.HEADER);
      begun = true;
    }
    if (isPacked != stores) {
      stores = isPacked;
      change(isPacked ? Deflater.NO_COMPRESSION : level);
    }
    crc.update(bytes, from, count);
    deflater.setInput(bytes, from, count);
    while (!deflater.needsInput()) {
      deflate();
    }
  }

  /** Goes on at another level. zlib treats input that it has by then as it did before. */
  private void change(int next) {
    deflater.setInput(NOTHING);
    deflater.setLevel(next);
    do {
      deflate();
    } while (length == out.length);
  }

  /** Ends the member. */
  void endMember() {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    put(
        ByteBuffer.allocate(GzipMembers.TRAILER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) crc.getValue())
            .putInt((int) deflater.getBytesRead())
            .array());
    deflater.reset();
    crc.reset();
    begun = false;
  }

  private void deflate() {
    if (length == out.length) {
      out = Arrays.copyOf(out, 2 * out.length);
    }
    length += deflater.deflate(out, length, out.length - length);
  }

  private void put(byte[] bytes) {
    if (out.length - length < bytes.length) {
      out = Arrays.copyOf(out, 2 * out.length + bytes.length);
    }
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
  }

  /** How long the members are so far. */
  int length() {
    return length;
  }

  /** Gives them away, in an array that may be longer. */
  byte[] take() {
    byte[] taken = out;
    out = new byte[0];
    return taken;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
