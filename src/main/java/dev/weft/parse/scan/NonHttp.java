package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Recognises the common links that are no http(s) URLs by how they begin, so that none is resolved
 * to find that out: a {@code data:} URL may be as long as the page.
 */
final class NonHttp {
  private static final byte[][] SCHEMES = {
    bytes("javascript:"), bytes("mailto:"), bytes("data:"), bytes("tel:")
  };

  private NonHttp() {}

  /** Whether {@code bytes[from, to)} is one of those; false does not say that it is http(s). */
  static boolean isCertain(byte[] bytes, int from, int to) {
    if (from == to) {
      return false;
    }
    return switch (Characters.lower(bytes[from])) {
      case 'j', 'm', 'd', 't' -> hasScheme(bytes, from, to);
      default -> false;
    };
  }

  private static boolean hasScheme(byte[] bytes, int from, int to) {
    for (byte[] scheme : SCHEMES) {
      int i = 0;
      while (i < scheme.length && from + i < to && Characters.lower(bytes[from + i]) == scheme[i]) {
        i++;
      }
      if (i == scheme.length) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String scheme) {
    return scheme.getBytes(US_ASCII);
  }
}
