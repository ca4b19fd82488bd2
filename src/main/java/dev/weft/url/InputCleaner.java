package dev.weft.url;

/**
 * The first steps of the URL parser: trim controls and spaces, drop tabs and line ends anywhere.
 */
final class InputCleaner {
  private static final char REPLACEMENT = 0xFFFD;

  private InputCleaner() {}

  /** The cleaned input, the same object where it was clean. */
  static String clean(String input) {
    int from = 0;
    int to = input.length();
    while (from < to && input.charAt(from) <= ' ') {
      from++;
    }
    while (from < to && input.charAt(to - 1) <= ' ') {
      to--;
    }
    for (int i = from; i < to; i++) {
      if (isDropped(input.charAt(i))) {
        return drop(input, from, to);
      }
    }
    return input.substring(from, to);
  }

  /** Lone surrogates are replaced on the way, or dropping what parts two would make them a pair. */
  private static String drop(String input, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = input.charAt(i);
      if (!Character.isSurrogate(c)) {
        if (!isDropped(c)) {
          out.append(c);
        }
      } else if (i + 1 < to && Character.isSurrogatePair(c, input.charAt(i + 1))) {
        out.append(c).append(input.charAt(++i));
      } else {
        out.append(REPLACEMENT);
      }
    }
    return out.toString();
  }

  private static boolean isDropped(char c) {
    return c == '\t' || c == '\n' || c == '\r';
  }
}
