package dev.weft.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Recognises the common links that are no http(s) URLs by how they begin, so that none is resolved
 * to find that out: a {@code data:} URL may be as long as the page.
 */
final class NonHttp {
  /** The bit that a small letter of ASCII has and its capital one has not. */
  private static final int LETTER_CASE = 0x20;

  private static final byte[][] SCHEMES = {
    bytes("javascript:"), bytes("mailto:"), bytes("data:"), bytes("tel:")
  };

  private NonHttp() {}

  /** Whether {@code bytes[from, to)} is one of those; false does not say that it is http(s). */
  static boolean isCertain(byte[] bytes, int from, int to) {
    if (from == to) {
      return false;
    }
    return switch (bytes[from] | LETTER_CASE) {
      case 'j', 'm', 'd', 't' -> hasScheme(bytes, from, to);
      default -> false;
    };
  }

  private static boolean hasScheme(byte[] bytes, int from, int to) {
    for (byte[] scheme : SCHEMES) {
      if (to - from >= scheme.length && isAt(scheme, bytes, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] scheme, byte[] bytes, int from) {
    int colon = scheme.length - 1;
    for (int i = 0; i < colon; i++) {
      if ((bytes[from + i] | LETTER_CASE) != scheme[i]) {
        return false;
      }
    }
    return bytes[from + colon] == ':';
  }

  private static byte[] bytes(String scheme) {
    return scheme.getBytes(US_ASCII);
  }
}
