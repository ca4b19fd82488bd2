package dev.weft.fetch.http1;

import dev.weft.page.Body;
import java.util.Arrays;

/**
 * The bytes of one body, copied once out of the buffers they are read into, up to a cap.
 *
 * <p>A declared length is believed in proportion to the bytes that came: an ordinary page gets an
 * array of its exact size with the first of them, while a server that declares a gigabyte and sends
 * a byte gets a few kilobytes. Without a declared length the array doubles.
 */
final class BodyBuffer {
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_BYTES = 4 << 10;

  /** The largest array every JVM makes. */
  private static final int ARRAY_MAX = Integer.MAX_VALUE - 8;

  private final int believedRatio;
  private byte[] bytes = NOTHING;
  private int length;
  private int cap;
  private long declared;
  private boolean overflowed;

  BodyBuffer(Limits limits) {
    believedRatio = limits.bodyBelievedRatio();
  }

  void reset(long bytesMax) {
    bytes = NOTHING;
    length = 0;
    cap = (int) Math.min(bytesMax, ARRAY_MAX);
    declared = 0;
    overflowed = false;
  }

  /** Remembers the length that was declared. */
  void expect(long declaredBytes) {
    declared = declaredBytes;
  }

  /** Takes {@code count} readable bytes; those over the cap are skipped and remembered as such. */
  void append(Incoming in, int count) {
    int fitting = Math.min(count, cap - length);
    if (bytes.length - length < fitting) {
      bytes = Arrays.copyOf(bytes, sizeFor(length + fitting));
    }
    in.take(bytes, length, fitting);
    length += fitting;
    if (fitting < count) {
      overflowed = true;
      in.skip(count - fitting);
    }
  }

  private int sizeFor(int needed) {
    long generous =
        declared > 0
            ? Math.min(declared, Math.max(FIRST_BYTES, (long) believedRatio * needed))
            : Math.max(FIRST_BYTES, 2L * bytes.length);
    return (int) Math.min(cap, Math.max(needed, generous));
  }

  /** Whether more came than the cap allows. */
  boolean overflowed() {
    return overflowed;
  }

  /** Gives the bytes away; the buffer is empty afterwards. */
  Body give() {
    Body body = Body.wrap(bytes, length);
    bytes = NOTHING;
    length = 0;
    return body;
  }
}
