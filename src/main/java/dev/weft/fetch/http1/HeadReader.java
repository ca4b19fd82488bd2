package dev.weft.fetch.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.fetch.body.Incoming;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the bytes of one head, from its status line to its empty line, and sees that its lines
 * are lines (RFC 9112 §2.2, strictly: CR LF, no bare CR or LF, no NUL).
 *
 * <p>A head that comes in one read is copied into an array shared by the lane; only one that comes
 * in pieces gets an array of its own, so a connection that waits holds none.
 */
final class HeadReader {
  /** Nearly every head fits in this, so that little of the body is copied along with it. */
  private static final int FIRST_COPY_BYTES = 512;

  private static final byte[] PROTOCOL = {'H', 'T', 'T', 'P', '/'};

  private final Limits limits;
  private final byte[] shared;
  private byte @Nullable [] own;
  private int length;
  private int scanned;
  private int lineStart;
  private int start;
  private boolean ended;

  /** {@code shared} has room for the largest head. */
  HeadReader(Limits limits, byte[] shared) {
    this.limits = limits;
    this.shared = shared;
  }

  void reset() {
    own = null;
    length = 0;
    scanned = 0;
    lineStart = 0;
    start = 0;
    ended = false;
  }

  /** Takes bytes up to the end of the head; false if they end before it. */
  boolean read(Incoming in) throws BadAnswer {
    int copy = FIRST_COPY_BYTES;
    while (in.size() > 0) {
      int before = length;
      int taken = take(in, copy);
      scan();
      if (ended) {
        in.putBack(before + taken - scanned);
        length = scanned;
        return true;
      }
      copy *= 2;
    }
    keep();
    return false;
  }

  /** The array that holds the head, from {@link #start()} to {@link #end()}. */
  byte[] bytes() {
    return own == null ? shared : own;
  }

  /** The head as it came, one character a byte. */
  String text() {
    return new String(bytes(), start, length - start, ISO_8859_1);
  }

  /** Where the status line starts. */
  int start() {
    return start;
  }

  /** Where the empty line ends. */
  int end() {
    return length;
  }

  private int take(Incoming in, int most) throws BadAnswer {
    int room = limits.headBytesMax() - length;
    if (room == 0) {
      throw BadAnswer.headTooLarge("the header block is over " + limits.headBytesMax() + " bytes");
    }
    int taken = Math.min(Math.min(in.size(), most), room);
    byte[] mine = own;
    if (mine != null && mine.length < length + taken) {
      int size = Math.min(limits.headBytesMax(), Math.max(length + taken, 2 * mine.length));
      own = Arrays.copyOf(mine, size);
    }
    in.take(bytes(), length, taken);
    length += taken;
    return taken;
  }

  private void keep() {
    if (own == null && length > 0) {
      own = Arrays.copyOf(shared, length);
    }
  }

  /** Looks at the bytes not yet looked at; stops behind the empty line. */
  private void scan() throws BadAnswer {
    byte[] bytes = bytes();
    int i = scanned;
    for (; i < length; i++) {
      byte b = bytes[i];
      if (b > '\r' || b < 0) {
        continue;
      }
      if (b == '\n') {
        endLine(bytes, i);
        if (ended) {
          scanned = i + 1;
          return;
        }
      } else if (b == '\r') {
        if (i + 1 == length) {
          break;
        }
        if (bytes[i + 1] != '\n') {
          throw BadAnswer.malformed("a bare CR in the header block");
        }
      } else if (b == 0) {
        throw BadAnswer.malformed("a NUL in the header block");
      }
    }
    scanned = i;
    checkLine(bytes, length - lineStart);
  }

  private void endLine(byte[] bytes, int lineFeed) throws BadAnswer {
    if (lineFeed == lineStart || bytes[lineFeed - 1] != '\r') {
      throw BadAnswer.malformed("a bare LF in the header block");
    }
    int lineBytes = lineFeed - 1 - lineStart;
    if (lineBytes > 0) {
      checkLine(bytes, lineBytes);
    } else if (lineStart > start) {
      ended = true;
    } else {
      start = lineFeed + 1;
    }
    lineStart = lineFeed + 1;
  }

  /** Refuses what is too long, and what starts unlike HTTP before any line of it has ended. */
  private void checkLine(byte[] bytes, int lineBytes) throws BadAnswer {
    if (lineBytes > limits.lineBytesMax()) {
      throw BadAnswer.headTooLarge("a header line is over " + limits.lineBytesMax() + " bytes");
    }
    if (lineStart == start && lineBytes > 0 && bytes[start] != '\r') {
      int compared = Math.min(lineBytes, PROTOCOL.length);
      if (!Arrays.equals(bytes, start, start + compared, PROTOCOL, 0, compared)) {
        throw BadAnswer.malformed("the answer does not start with HTTP/");
      }
    }
  }
}
