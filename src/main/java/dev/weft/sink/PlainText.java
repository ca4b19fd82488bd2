package dev.weft.sink;

/**
 * Text that pages bring along, for files that know no escapes: what would do harm there is replaced
 * by U+FFFD. That are control characters of both ranges, line separators, the marks that turn the
 * direction of writing, and half surrogate pairs.
 */
public final class PlainText {
  private static final char REPLACED = '\uFFFD';

  private PlainText() {}

  /** The text on one line. */
  public static String line(String text) {
    return harmless(text, false);
  }

  /** The text with its tabs and line ends, where they can be told from those of the file. */
  public static String lines(String text) {
    return harmless(text, true);
  }

  private static String harmless(String text, boolean keepsLayout) {
    int first = firstBad(text, 0, keepsLayout);
    if (first == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    for (int at = first; at < text.length(); at = firstBad(text, at + 1, keepsLayout)) {
      clean.setCharAt(at, REPLACED);
    }
    return clean.toString();
  }

  private static int firstBad(String text, int from, boolean keepsLayout) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        continue;
      }
      boolean isLayout = c == '\t' || c == '\n' || c == '\r';
      if (isLayout ? !keepsLayout : isBad(text, i, c)) {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isBad(String text, int at, char c) {
    if (Character.isSurrogate(c)) {
      return Character.isHighSurrogate(c)
          ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
          : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return Character.isISOControl(c)
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
