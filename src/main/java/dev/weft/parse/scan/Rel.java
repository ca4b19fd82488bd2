package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The {@code rel} attribute: words with white space or commas between them. */
final class Rel {
  private static final String NOFOLLOW = "nofollow";

  private Rel() {}

  /** Whether {@code nofollow} is among the words of {@code bytes[from, to)}. */
  static boolean isNofollow(byte[] bytes, int from, int to, Findings findings) {
    if (ByteSearch.indexOf(bytes, '&', from, to) < to) {
      byte[] text = findings.text(bytes, from, to, true).getBytes(UTF_8);
      return isNofollow(text, 0, text.length);
    }
    return isNofollow(bytes, from, to);
  }

  private static boolean isNofollow(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || isBetweenWords(bytes[i])) {
        if (i - start == NOFOLLOW.length() && isNofollowAt(bytes, start)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isNofollowAt(byte[] bytes, int from) {
    for (int i = 0; i < NOFOLLOW.length(); i++) {
      if (Characters.lower(bytes[from + i]) != NOFOLLOW.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBetweenWords(byte b) {
    return Characters.isBlank(b) || b == ',' || b == 0x0B;
  }
}
