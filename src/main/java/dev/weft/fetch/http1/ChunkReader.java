package dev.weft.fetch.http1;

import dev.weft.fetch.body.BodyBuffer;
import dev.weft.fetch.body.Incoming;

/**
 * Takes chunk framing off a body (RFC 9112 §7.1). Sizes, extensions and trailers are checked by
 * their grammar and forgotten; trailers never become header fields. A state machine fed any split
 * of the bytes.
 */
final class ChunkReader {
  /** 2^60 - 1; anything larger is an attack on an overflow. */
  private static final int SIZE_DIGITS_MAX = 15;

  private enum State {
    SIZE,
    EXTENSION_NAME,
    EXTENSION_VALUE,
    QUOTED,
    QUOTED_PAIR,
    AFTER_QUOTED,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_LF,
    LAST_LF,
    END
  }

  private final int lineBytesMax;
  private State state = State.SIZE;
  private long size;
  private int digits;
  private int nameBytes;
  private int lineBytes;

  ChunkReader(Limits limits) {
    lineBytesMax = limits.chunkLineBytesMax();
  }

  void reset() {
    state = State.SIZE;
    startSize();
  }

  /** Moves data into {@code body}; true once the last chunk and its trailers have come. */
  boolean read(Incoming in, BodyBuffer body) throws BadAnswer {
    while (in.size() > 0 && state != State.END) {
      if (state == State.DATA) {
        readData(in, body);
        if (body.overflowed()) {
          return false;
        }
      } else {
        readFraming(in.next());
      }
    }
    return state == State.END;
  }

  private void readData(Incoming in, BodyBuffer body) {
    int count = (int) Math.min(size, in.size());
    body.append(in, count);
    size -= count;
    if (size == 0) {
      state = State.DATA_CR;
    }
  }

  private void readFraming(byte b) throws BadAnswer {
    switch (state) {
      case SIZE -> readSize(b);
      case EXTENSION_NAME, EXTENSION_VALUE, QUOTED, QUOTED_PAIR, AFTER_QUOTED -> readExtension(b);
      case SIZE_LF -> {
        expect(b, '\n', "a chunk size");
        state = size == 0 ? State.TRAILER_START : State.DATA;
        lineBytes = 0;
      }
      case DATA_CR -> {
        expect(b, '\r', "a chunk");
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        expect(b, '\n', "a chunk");
        state = State.SIZE;
        startSize();
      }
      default -> readTrailer(b);
    }
  }

  private void startSize() {
    size = 0;
    digits = 0;
    lineBytes = 0;
  }

  private void readSize(byte b) throws BadAnswer {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++digits > SIZE_DIGITS_MAX) {
        throw BadAnswer.malformed("a chunk size of more than " + SIZE_DIGITS_MAX + " digits");
      }
      size = size << 4 | digit;
    } else if (digits > 0 && b == '\r') {
      state = State.SIZE_LF;
    } else if (digits > 0 && b == ';') {
      startExtension();
    } else {
      throw BadAnswer.malformed("a chunk size with the byte " + (b & 0xff) + " in it");
    }
  }

  private void startExtension() {
    state = State.EXTENSION_NAME;
    nameBytes = 0;
  }

  private void readExtension(byte b) throws BadAnswer {
    countLine();
    boolean token = HeadParser.isToken(b);
    switch (state) {
      case EXTENSION_NAME -> {
        if (token) {
          nameBytes++;
        } else if (nameBytes > 0 && b == '=') {
          state = State.EXTENSION_VALUE;
        } else {
          endExtension(b, nameBytes > 0);
        }
      }
      case EXTENSION_VALUE -> {
        if (b == '"') {
          state = State.QUOTED;
        } else if (!token) {
          endExtension(b, true);
        }
      }
      case QUOTED -> {
        if (b == '"') {
          state = State.AFTER_QUOTED;
        } else if (b == '\\') {
          state = State.QUOTED_PAIR;
        } else if (isControl(b)) {
          throw badExtension();
        }
      }
      case QUOTED_PAIR -> {
        if (isControl(b)) {
          throw badExtension();
        }
        state = State.QUOTED;
      }
      default -> endExtension(b, true);
    }
  }

  private void endExtension(byte b, boolean mayEnd) throws BadAnswer {
    if (mayEnd && b == '\r') {
      state = State.SIZE_LF;
    } else if (mayEnd && b == ';') {
      startExtension();
    } else {
      throw badExtension();
    }
  }

  private void readTrailer(byte b) throws BadAnswer {
    countLine();
    switch (state) {
      case TRAILER_START -> state = b == '\r' ? State.LAST_LF : trailer(b);
      case TRAILER -> state = b == '\r' ? State.TRAILER_LF : trailer(b);
      case TRAILER_LF -> {
        expect(b, '\n', "a trailer");
        state = State.TRAILER_START;
      }
      default -> {
        expect(b, '\n', "the trailers");
        state = State.END;
      }
    }
  }

  private static State trailer(byte b) throws BadAnswer {
    if (b == '\n' || b == 0) {
      throw BadAnswer.malformed("a trailer with the byte " + b + " in it");
    }
    return State.TRAILER;
  }

  private void countLine() throws BadAnswer {
    if (++lineBytes > lineBytesMax) {
      throw BadAnswer.malformed(
          "chunk extensions or trailers of more than " + lineBytesMax + " bytes");
    }
  }

  private static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
  }

  private static BadAnswer badExtension() {
    return BadAnswer.malformed("a chunk extension that is none");
  }

  private static void expect(byte b, char wanted, String after) throws BadAnswer {
    if (b != wanted) {
      throw BadAnswer.malformed("no line end after " + after);
    }
  }
}
