package dev.weft.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into lines of bounded length, whatever the bytes are: lines end with LF, CR or both;
 * a line beyond the bound is passed on cut, one byte longer than the bound, so that its reader can
 * tell. Bytes that are not UTF-8 become U+FFFD; a byte order mark at the start is dropped. A line
 * is there as soon as its end has come, so that it works for a stream that somebody types.
 */
public final class LineSplitter {
  /** Takes a line and its number, from 1. */
  interface LineConsumer {
    void accept(long number, String line);
  }

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream input;
  private final byte[] line;
  private int length;
  private long number;
  private int before = -1;

  /** A splitter that reads {@code input}, which stays the caller's to close. */
  public LineSplitter(InputStream input, int lineBytesMax) {
    this.input = new BufferedInputStream(input, 1 << 16);
    this.line = new byte[lineBytesMax + 1];
  }

  void forEach(LineConsumer consumer) throws IOException {
    for (String next = next(); next != null; next = next()) {
      consumer.accept(number, next);
    }
  }

  /** The next line, or null at the end. */
  public @Nullable String next() throws IOException {
    for (int next; (next = input.read()) >= 0; ) {
      boolean isSecondOfEnd = next == '\n' && before == '\r';
      before = next;
      if (!isSecondOfEnd && (next == '\n' || next == '\r')) {
        return take();
      } else if (!isSecondOfEnd && length < line.length) {
        line[length++] = (byte) next;
      }
    }
    return length > 0 ? take() : null;
  }

  /** The number of the line that {@link #next} gave last, from 1. */
  public long number() {
    return number;
  }

  private String take() {
    number++;
    String text = new String(line, 0, length, UTF_8);
    length = 0;
    return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
        ? text.substring(1)
        : text;
  }
}
