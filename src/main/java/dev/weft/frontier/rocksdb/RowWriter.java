package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the bytes of a row together. Used again and again by one thread. */
final class RowWriter {
  private byte[] bytes = new byte[1_024];
  private int length;

  /** Begins a row. */
  RowWriter begin() {
    length = 0;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  RowWriter raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  RowWriter oneByte(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Four bytes, big-endian. */
  RowWriter fixedInt(int value) {
    return oneByte(value >> 24).oneByte(value >> 16).oneByte(value >> 8).oneByte(value);
  }

  /** Eight bytes, big-endian. */
  RowWriter fixedLong(long value) {
    return fixedInt((int) (value >> 32)).fixedInt((int) value);
  }

  /** Seven bits a byte, the lowest first; short for small numbers that are not negative. */
  RowWriter number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      oneByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return oneByte((int) rest);
  }

  /** A number that may be negative, short if it is near 0. */
  RowWriter signed(long value) {
    return number((value << 1) ^ (value >> 63));
  }

  RowWriter text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return number(utf8.length).raw(utf8);
  }

  /** A text that may be absent. */
  RowWriter textOrNull(@Nullable String text) {
    return text == null ? oneByte(0) : oneByte(1).text(text);
  }

  /** A text that often begins like another one. */
  RowWriter textLike(String model, @Nullable String text) {
    if (text == null) {
      return oneByte(0);
    }
    int most = Math.min(model.length(), text.length());
    int shared = 0;
    while (shared < most && model.charAt(shared) == text.charAt(shared)) {
      shared++;
    }
    return number(shared + 1L).text(text.substring(shared));
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
  }
}
