package dev.weft.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Splits bytes into lines of bounded length, whatever the bytes are: lines end with LF, CR or both;
 * a line beyond the bound is passed on cut, one byte longer than the bound, so that its reader can
 * tell. Bytes that are not UTF-8 become U+FFFD; a byte order mark at the start is dropped.
 */
final class LineSplitter {
  /** Takes a line and its number, from 1. */
  interface LineConsumer {
    void accept(long number, String line);
  }

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream input;
  private final byte[] line;
  private int length;

  LineSplitter(InputStream input, int lineBytesMax) {
    this.input = new BufferedInputStream(input, 1 << 16);
    this.line = new byte[lineBytesMax + 1];
  }

  void forEach(LineConsumer consumer) throws IOException {
    long number = 1;
    int before = -1;
    for (int next; (next = input.read()) >= 0; before = next) {
      if (next == '\n' && before == '\r') {
        continue;
      }
      if (next == '\n' || next == '\r') {
        consumer.accept(number, take(number));
        number++;
      } else if (length < line.length) {
        line[length++] = (byte) next;
      }
    }
    if (length > 0) {
      consumer.accept(number, take(number));
    }
  }

  private String take(long number) {
    String text = new String(line, 0, length, UTF_8);
    length = 0;
    return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
        ? text.substring(1)
        : text;
  }
}
