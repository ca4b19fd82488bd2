package dev.weft.url;

/**
 * A URL's path while it is parsed, kept serialised: each segment after its slash. A segment never
 * contains a slash, so cutting at the last one is what the URL Standard calls to shorten.
 */
final class PathBuilder {
  private final StringBuilder text = new StringBuilder();

  void clear() {
    text.setLength(0);
  }

  /** Takes over the path of a base. */
  void copy(String path) {
    text.append(path);
  }

  /** Takes over the drive letter of a file base, if it has one. */
  void copyDriveLetter(String path) {
    if (Segment.firstIsDriveLetter(path)) {
      text.append(path, 0, 3);
    }
  }

  /** Appends the segment {@code input[from, to)}, which may be dots and may be the last one. */
  void append(String input, int from, int to, boolean last, boolean file) {
    int dots = Segment.dots(input, from, to);
    if (dots == 2) {
      shorten(file);
    }
    if (dots == 0) {
      boolean drive = file && text.isEmpty() && Segment.isDriveLetter(input, from, to);
      text.append('/');
      PercentEncodeSet.PATH.encodeUtf8(input, from, to, text);
      if (drive) {
        text.setCharAt(2, ':');
      }
    } else if (last) {
      text.append('/');
    }
  }

  /** Drops the last segment, but never the drive letter of a file. */
  void shorten(boolean file) {
    boolean driveOnly = file && text.length() == 3 && Segment.firstIsDriveLetter(text);
    if (!driveOnly) {
      text.setLength(Math.max(0, text.lastIndexOf("/")));
    }
  }

  /**
   * Appends an opaque path; a space before the query or fragment would be lost, so it is escaped.
   */
  void appendOpaque(String input, int from, int to) {
    boolean escapes = from < to && to < input.length() && input.charAt(to - 1) == ' ';
    PercentEncodeSet.C0_CONTROL.encodeUtf8(input, from, escapes ? to - 1 : to, text);
    if (escapes) {
      text.append("%20");
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
