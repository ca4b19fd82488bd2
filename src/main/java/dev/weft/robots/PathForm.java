package dev.weft.robots;

/**
 * Paths as they are compared (RFC 9309 §2.2.2): unreserved characters plain, everything else that
 * is not allowed in a path percent-encoded in uppercase. Text has one char for an octet. Paths of
 * URLs, nearly all of which are in that form already, are only looked through.
 */
final class PathForm {
  private static final String UNRESERVED = "-._~";
  private static final boolean[] PLAIN = new boolean[128];

  static {
    for (char c : (UNRESERVED + "/?=&+,;:@!()'").toCharArray()) {
      PLAIN[c] = true;
    }
    for (char c = '0'; c <= 'z'; c++) {
      PLAIN[c] |= Character.isLetterOrDigit(c);
    }
  }

  private PathForm() {}

  /** The form of a URL's path and query. Wildcard characters in it are encoded. */
  static String ofUrl(String pathAndQuery) {
    for (int i = 0; i < pathAndQuery.length(); i++) {
      char c = pathAndQuery.charAt(i);
      if (c >= 128 || !PLAIN[c]) {
        return encoded(pathAndQuery, false);
      }
    }
    return pathAndQuery;
  }

  /** The form of a rule's path, in which {@code *} and a last {@code $} are wildcards. */
  static String ofRule(String path) {
    return encoded(path, true);
  }

  private static String encoded(String text, boolean isRule) {
    StringBuilder form = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int octet = c == '%' ? triplet(text, i) : -1;
      if (octet >= 0) {
        append(form, octet, isUnreserved(octet));
        i += 2;
      } else {
        boolean isWildcard = isRule && (c == '*' || (c == '$' && i + 1 == text.length()));
        append(form, c, isWildcard || c == '%' || (c < 128 && PLAIN[c]));
      }
    }
    return form.toString();
  }

  private static void append(StringBuilder form, int octet, boolean isPlain) {
    if (isPlain) {
      form.append((char) octet);
    } else {
      form.append('%').append(hex(octet >> 4)).append(hex(octet));
    }
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit & 15, 16));
  }

  /** The octet that {@code %41} stands for; -1 where no two hex digits follow. */
  private static int triplet(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return -1;
    }
    int high = digit(text.charAt(percent + 1));
    int low = digit(text.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int digit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static boolean isUnreserved(int octet) {
    return octet < 128
        && (Character.isLetterOrDigit((char) octet) || UNRESERVED.indexOf(octet) >= 0);
  }
}
