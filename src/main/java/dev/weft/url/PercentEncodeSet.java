package dev.weft.url;

import java.nio.charset.StandardCharsets;

/**
 * The percent-encode sets of the URL Standard (section 1.3): which ASCII characters each part of a
 * URL must escape. Everything above U+007E is in every set.
 */
enum PercentEncodeSet {
  C0_CONTROL(""),
  FRAGMENT(" \"<>`"),
  QUERY(" \"#<>"),
  SPECIAL_QUERY(" \"#<>'"),
  PATH(" \"#<>?^`{}"),
  USERINFO(" \"#<>?^`{}/:;=@[\\]|");

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int REPLACEMENT = 0xFFFD;

  private final long low;
  private final long high;

  PercentEncodeSet(String beyondControls) {
    long lowBits = 0xFFFF_FFFFL;
    long highBits = 1L << (0x7F - 64);
    for (int i = 0; i < beyondControls.length(); i++) {
      char c = beyondControls.charAt(i);
      if (c < 64) {
        lowBits |= 1L << c;
      } else {
        highBits |= 1L << (c - 64);
      }
    }
    low = lowBits;
    high = highBits;
  }

  /** Whether {@code c}, any character or unsigned byte, must be escaped. */
  boolean contains(int c) {
    return c > 0x7F || ((c < 64 ? low >>> c : high >>> (c - 64)) & 1) != 0;
  }

  /** Appends {@code text[from, to)} in UTF-8, escaped; a lone surrogate counts as U+FFFD. */
  void encodeUtf8(String text, int from, int to, StringBuilder out) {
    int clean = from;
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      if (!contains(c)) {
        at++;
        continue;
      }
      out.append(text, clean, at);
      int scalar = scalarAt(text, at, to);
      at += scalar > 0xFFFF ? 2 : 1;
      appendUtf8(scalar, out);
      clean = at;
    }
    out.append(text, clean, to);
  }

  /** Appends {@code value}, an unsigned byte, escaped if it is in the set. */
  void encodeByte(int value, StringBuilder out) {
    if (contains(value)) {
      escape(value, out);
    } else {
      out.append((char) value);
    }
  }

  private static int scalarAt(String text, int at, int to) {
    char c = text.charAt(at);
    if (!Character.isSurrogate(c)) {
      return c;
    }
    if (Character.isHighSurrogate(c) && at + 1 < to) {
      char next = text.charAt(at + 1);
      if (Character.isLowSurrogate(next)) {
        return Character.toCodePoint(c, next);
      }
    }
    return REPLACEMENT;
  }

  private static void appendUtf8(int scalar, StringBuilder out) {
    if (scalar < 0x80) {
      escape(scalar, out);
    } else if (scalar < 0x800) {
      escape(0xC0 | (scalar >> 6), out);
      escape(0x80 | (scalar & 0x3F), out);
    } else if (scalar < 0x1_0000) {
      escape(0xE0 | (scalar >> 12), out);
      escape(0x80 | ((scalar >> 6) & 0x3F), out);
      escape(0x80 | (scalar & 0x3F), out);
    } else {
      escape(0xF0 | (scalar >> 18), out);
      escape(0x80 | ((scalar >> 12) & 0x3F), out);
      escape(0x80 | ((scalar >> 6) & 0x3F), out);
      escape(0x80 | (scalar & 0x3F), out);
    }
  }

  private static void escape(int value, StringBuilder out) {
    out.append('%').append((char) HEX[value >> 4]).append((char) HEX[value & 15]);
  }
}
