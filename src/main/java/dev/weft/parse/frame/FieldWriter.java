package dev.weft.parse.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one frame as they are written, in an array that grows. Numbers are big-endian; a
 * text is its length in bytes and those bytes, in UTF-8, or in UTF-16 under a length below zero if
 * half a surrogate pair stands in it, or only {@link #NO_TEXT} where there is none. One thread.
 */
public final class FieldWriter {
  static final int NO_TEXT = Integer.MIN_VALUE;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[4 << 10];
  private int length;

  /** Writes into an {@link OutputStream}. */
  @FunctionalInterface
  public interface Section {
    void write(DataOutputStream to) throws IOException;
  }

  /** Begins the next frame's fields. */
  public FieldWriter clear() {
    length = 0;
    if (bytes.length > Limits.KEPT_BYTES_MAX) {
      bytes = new byte[4 << 10];
    }
    return this;
  }

  /** Whether the fields are few enough for a frame. */
  public boolean fits() {
    return length <= Limits.FIELDS_BYTES_MAX;
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void int8(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void int32(int value) {
    room(Integer.BYTES);
    INTS.set(bytes, length, value);
    length += Integer.BYTES;
  }

  void int64(long value) {
    room(Long.BYTES);
    LONGS.set(bytes, length, value);
    length += Long.BYTES;
  }

  void flag(boolean value) {
    int8(value ? 1 : 0);
  }

  /** A value of an enum, given all its values, or null. */
  <E extends Enum<E>> void constant(@Nullable E value, E[] values) {
    int code = 0;
    while (value != null && values[code++] != value) {}
    int8(code);
  }

  /** A text known to be ASCII. */
  void ascii(String text) {
    counted(text.getBytes(ISO_8859_1));
  }

  void text(@Nullable String text) {
    if (text == null) {
      int32(NO_TEXT);
    } else if (hasLoneSurrogate(text)) {
      int32(-2 * text.length());
      room(2 * text.length());
      for (int i = 0; i < text.length(); i++) {
        bytes[length++] = (byte) (text.charAt(i) >> 8);
        bytes[length++] = (byte) text.charAt(i);
      }
    } else {
      counted(text.getBytes(UTF_8));
    }
  }

  /** Fields that somebody else writes. */
  void section(Section section) {
    int start = length;
    int32(0);
    try (DataOutputStream to = new DataOutputStream(new Appender())) {
      section.write(to);
    } catch (IOException e) {
      throw new IllegalStateException("an array takes every byte", e);
    }
    INTS.set(bytes, start, length - start - Integer.BYTES);
  }

  private void counted(byte[] text) {
    int32(text.length);
    append(text, 0, text.length);
  }

  private void append(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void room(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private final class Appender extends OutputStream {
    @Override
    public void write(int one) {
      int8(one);
    }

    @Override
    public void write(byte[] from, int offset, int count) {
      append(from, offset, count);
    }
  }
}
