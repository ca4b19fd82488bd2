package dev.weft.page;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A run of bytes held in memory: an answer's body as it came over the wire (transfer coding
 * removed, content coding kept), or its decoded content. Owned by whoever holds it, never written
 * to again.
 */
public final class Body {
  /** No bytes. */
  public static final Body EMPTY = new Body(new byte[0], 0);

  private final byte[] bytes;
  private final int length;

  private Body(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** The first {@code length} bytes of an array that the caller gives up; it is not copied. */
  public static Body wrap(byte[] bytes, int length) {
    if (length < 0 || length > bytes.length) {
      throw new IllegalArgumentException("length " + length + " of " + bytes.length);
    }
    return length == 0 ? EMPTY : new Body(bytes, length);
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** The backing array; only the first {@link #length()} bytes are the body. Not to be changed. */
  public byte[] array() {
    return bytes;
  }

  /** A read-only view. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, length).asReadOnlyBuffer();
  }

  /** A stream over the bytes; closing it does nothing. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes, 0, length);
  }
}
