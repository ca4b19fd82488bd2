package dev.weft.url;

/**
 * IPv4 addresses as the URL Standard reads them: decimal, octal or hexadecimal, one to four parts.
 */
final class Ipv4 {
  /** What {@link #parse} returns for no address; every address is 0 or more. */
  static final long INVALID = -1;

  private static final long ABOVE_ALL = 1L << 32;

  private Ipv4() {}

  /** Whether the last label of {@code domain} is a number, so that it is an address or an error. */
  static boolean endsInNumber(String domain) {
    int end = domain.length();
    if (end > 0 && domain.charAt(end - 1) == '.') {
      end--;
    }
    int start = domain.lastIndexOf('.', end - 1) + 1;
    return isAllDigits(domain, start, end) || parseNumber(domain, start, end) != INVALID;
  }

  /** The address {@code text} stands for, 0 to 2³²−1, or {@link #INVALID}. */
  static long parse(String text) {
    int end = text.length();
    if (end > 1 && text.charAt(end - 1) == '.') {
      end--;
    }
    long address = 0;
    int start = 0;
    for (int part = 0; part < 4; part++) {
      int dot = text.indexOf('.', start);
      boolean last = dot < 0 || dot >= end;
      long number = parseNumber(text, start, last ? end : dot);
      if (number == INVALID) {
        return INVALID;
      }
      if (last) {
        return number < 1L << (8 * (4 - part)) ? address + number : INVALID;
      }
      if (number > 255) {
        return INVALID;
      }
      address += number << (8 * (3 - part));
      start = dot + 1;
    }
    return INVALID;
  }

  /** Dotted decimal form. */
  static String serialize(long address) {
    return (address >> 24)
        + "."
        + ((address >> 16) & 255)
        + "."
        + ((address >> 8) & 255)
        + "."
        + (address & 255);
  }

  /** The number of one part; anything above 32 bits is some number above 32 bits. */
  private static long parseNumber(String text, int from, int to) {
    if (from >= to) {
      return INVALID;
    }
    int radix = 10;
    int at = from;
    if (to - from >= 2 && text.charAt(from) == '0') {
      boolean hex = (text.charAt(from + 1) | 0x20) == 'x';
      radix = hex ? 16 : 8;
      at += hex ? 2 : 1;
    }
    long number = 0;
    for (; at < to; at++) {
      int digit = Ascii.hexValue(text.charAt(at));
      if (digit < 0 || digit >= radix) {
        return INVALID;
      }
      number = Math.min(number * radix + digit, ABOVE_ALL);
    }
    return number;
  }

  private static boolean isAllDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return from < to;
  }
}
