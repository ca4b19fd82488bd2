package dev.weft.parse.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The fields of one frame as they are read; the counterpart of {@link FieldWriter}. One thread. */
public final class FieldReader {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int at;

  FieldReader(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
  }

  /** Reads what a {@link FieldWriter.Section} wrote. */
  @FunctionalInterface
  public interface Section<T> {
    T read(DataInputStream from) throws IOException;
  }

  int int8() throws FrameException {
    need(1);
    return bytes[at++];
  }

  int int32() throws FrameException {
    need(Integer.BYTES);
    int value = (int) INTS.get(bytes, at);
    at += Integer.BYTES;
    return value;
  }

  long int64() throws FrameException {
    need(Long.BYTES);
    long value = (long) LONGS.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  /** A number of things, each of which takes at least so many bytes of what is left. */
  int count(int bytesEach) throws FrameException {
    int count = int32();
    if (count < 0 || count > (end - at) / bytesEach) {
      throw fault(count + " things of " + bytesEach + " bytes or more are promised");
    }
    return count;
  }

  boolean flag() throws FrameException {
    int value = int8();
    if (value != 0 && value != 1) {
      throw fault("a flag is " + value);
    }
    return value == 1;
  }

  /** A value of an enum, given all its values. */
  <E extends Enum<E>> E constant(E[] values) throws FrameException {
    E value = constantOrNull(values);
    if (value == null) {
      throw fault("a word is missing");
    }
    return value;
  }

  <E extends Enum<E>> @Nullable E constantOrNull(E[] values) throws FrameException {
    int code = int8();
    if (code < 0 || code > values.length) {
      throw fault("a word's code is " + code + "; must be 0 to " + values.length);
    }
    return code == 0 ? null : values[code - 1];
  }

  /** A text known to be ASCII. */
  String ascii() throws FrameException {
    int count = count(1);
    String text = new String(bytes, at, count, ISO_8859_1);
    at += count;
    return text;
  }

  /** The fingerprint of the ASCII text that is next. */
  long fingerprint(Fingerprinter by) throws FrameException {
    int start = at;
    int count = count(1);
    long fingerprint = by.fingerprint(bytes, at, count);
    at = start;
    return fingerprint;
  }

  void skipText() throws FrameException {
    int count = count(1);
    at += count;
  }

  /** A URL, which must be canonical. */
  CrawlUrl url() throws FrameException {
    String href = ascii();
    CrawlUrl url = CrawlUrl.parseOrNull(href);
    if (url == null || !url.href().equals(href)) {
      throw fault("no canonical URL stands");
    }
    return url;
  }

  @Nullable CrawlUrl urlOrNull() throws FrameException {
    need(Integer.BYTES);
    if ((int) INTS.get(bytes, at) == FieldWriter.NO_TEXT) {
      at += Integer.BYTES;
      return null;
    }
    return url();
  }

  String text() throws FrameException {
    String text = textOrNull();
    if (text == null) {
      throw fault("a text is missing");
    }
    return text;
  }

  @Nullable String textOrNull() throws FrameException {
    int length = int32();
    if (length == FieldWriter.NO_TEXT) {
      return null;
    }
    int count = Math.abs(length);
    need(count);
    at += count;
    return length < 0 ? halves(count) : new String(bytes, at - count, count, UTF_8);
  }

  /** UTF-16 read by hand: the decoder replaces half a pair, which is to stay. */
  private String halves(int count) {
    char[] chars = new char[count / 2];
    for (int i = 0; i < chars.length; i++) {
      int from = at - count + 2 * i;
      chars[i] = (char) ((bytes[from] & 0xFF) << 8 | (bytes[from + 1] & 0xFF));
    }
    return new String(chars);
  }

  /** Fields that somebody else reads, all of them. */
  <T> T section(Section<T> section) throws IOException {
    int count = count(1);
    ByteArrayInputStream from = new ByteArrayInputStream(bytes, at, count);
    at += count;
    T value;
    try {
      value = section.read(new DataInputStream(from));
    } catch (RuntimeException | EOFException e) {
      throw fault("a section of " + count + " bytes is not as it must be (" + e + ")");
    }
    if (from.available() > 0) {
      throw fault(from.available() + " bytes of a section are left over");
    }
    return value;
  }

  /** Says that all fields have been read. */
  void end() throws FrameException {
    if (at < end) {
      throw fault((end - at) + " bytes are left over");
    }
  }

  private void need(int count) throws FrameException {
    if (count < 0 || count > end - at) {
      throw fault(count + " bytes are promised");
    }
  }

  FrameException fault(String what) {
    return new FrameException(what + " at byte " + at + " of " + end + " bytes of fields");
  }
}
