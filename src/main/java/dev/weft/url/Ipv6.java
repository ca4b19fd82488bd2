package dev.weft.url;

import org.jspecify.annotations.Nullable;

/** IPv6 addresses: the URL Standard's parser, and its serialiser, which is that of RFC 5952. */
final class Ipv6 {
  private static final int PIECES = 8;

  private final String text;
  private final int[] pieces = new int[PIECES];
  private int at;
  private int piece;

  private Ipv6(String text) {
    this.text = text;
  }

  /** The eight 16-bit pieces of {@code text}, written without brackets; null if it is none. */
  static int @Nullable [] parse(String text) {
    Ipv6 parser = new Ipv6(text);
    return parser.run() ? parser.pieces : null;
  }

  /** Lowercase hexadecimal with the first longest run of two or more zero pieces as {@code ::}. */
  static String serialize(int[] pieces) {
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < PIECES; i++) {
      int end = i;
      while (end < PIECES && pieces[end] == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < PIECES; i++) {
      if (i == runStart) {
        out.append(i == 0 ? "::" : ":");
        i += runLength - 1;
        continue;
      }
      out.append(Integer.toHexString(pieces[i]));
      if (i < PIECES - 1) {
        out.append(':');
      }
    }
    return out.toString();
  }

  private int c() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private boolean run() {
    int compress = -1;
    if (c() == ':') {
      if (!text.startsWith("::")) {
        return false;
      }
      at = 2;
      compress = ++piece;
    }
    while (c() != -1) {
      if (piece == PIECES) {
        return false;
      }
      if (c() == ':') {
        if (compress >= 0) {
          return false;
        }
        at++;
        compress = ++piece;
        continue;
      }
      int start = at;
      int value = 0;
      while (at - start < 4 && Ascii.hexValue(c()) >= 0) {
        value = (value << 4) | Ascii.hexValue(c());
        at++;
      }
      if (c() == '.') {
        if (at == start) {
          return false;
        }
        at = start;
        if (!readIpv4()) {
          return false;
        }
        break;
      }
      if (c() == ':') {
        at++;
        if (c() == -1) {
          return false;
        }
      } else if (c() != -1) {
        return false;
      }
      pieces[piece++] = value;
    }
    return expand(compress);
  }

  /** The dotted decimal tail, which fills two pieces and ends the address. */
  private boolean readIpv4() {
    if (piece > 6) {
      return false;
    }
    for (int seen = 0; seen < 4; seen++) {
      if (seen > 0) {
        if (c() != '.') {
          return false;
        }
        at++;
      }
      int number = readDecimalByte();
      if (number < 0) {
        return false;
      }
      pieces[piece] = (pieces[piece] << 8) | number;
      if ((seen & 1) == 1) {
        piece++;
      }
    }
    return c() == -1;
  }

  private int readDecimalByte() {
    if (!Ascii.isDigit(c())) {
      return -1;
    }
    int number = c() - '0';
    at++;
    while (Ascii.isDigit(c())) {
      if (number == 0) {
        return -1;
      }
      number = number * 10 + c() - '0';
      if (number > 255) {
        return -1;
      }
      at++;
    }
    return number;
  }

  /** Moves the pieces after {@code ::} to the end. */
  private boolean expand(int compress) {
    if (compress < 0) {
      return piece == PIECES;
    }
    int moved = piece - compress;
    for (int i = 1; i <= moved; i++) {
      int value = pieces[compress + moved - i];
      pieces[compress + moved - i] = 0;
      pieces[PIECES - i] = value;
    }
    return true;
  }
}
