package dev.weft.url;

/** The path segments that mean more than their text: dots, and Windows drive letters of files. */
final class Segment {
  private Segment() {}

  /** 1 or 2 if {@code text[from, to)} is that many dots, each maybe written {@code %2e}; else 0. */
  static int dots(String text, int from, int to) {
    int dots = 0;
    int at = from;
    while (at < to) {
      if (text.charAt(at) == '.') {
        at++;
      } else if (to - at >= 3 && text.regionMatches(true, at, "%2e", 0, 3)) {
        at += 3;
      } else {
        return 0;
      }
      if (++dots > 2) {
        return 0;
      }
    }
    return dots;
  }

  /** Whether {@code text[from, to)} is a letter and a colon or bar. */
  static boolean isDriveLetter(CharSequence text, int from, int to) {
    return to - from == 2
        && Ascii.isAlpha(text.charAt(from))
        && (text.charAt(from + 1) == ':' || text.charAt(from + 1) == '|');
  }

  /** Whether a drive letter stands at {@code at} and ends there or at the end of its segment. */
  static boolean startsWithDriveLetter(String text, int at) {
    int end = at + 2;
    return end <= text.length()
        && isDriveLetter(text, at, end)
        && (end == text.length() || "/\\?#".indexOf(text.charAt(end)) >= 0);
  }

  /** Whether the first segment of a serialised path is a drive letter with a colon. */
  static boolean firstIsDriveLetter(CharSequence path) {
    return path.length() >= 3
        && path.charAt(2) == ':'
        && Ascii.isAlpha(path.charAt(1))
        && (path.length() == 3 || path.charAt(3) == '/');
  }
}
