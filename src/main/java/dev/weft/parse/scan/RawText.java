package dev.weft.parse.scan;

/**
 * Where the text of an element ends that holds no markup: the RCDATA, RAWTEXT and script data
 * states of the tokenizer of the HTML Standard (§13.2.5.2 to 4 and 9 to 31).
 */
final class RawText {
  private static final byte[] SCRIPT = TagName.NUMBERS.name(TagName.SCRIPT);

  private RawText() {}

  /** The place of the end tag of that name in {@code bytes[from, to)}; {@code to} without one. */
  static int end(byte[] name, byte[] bytes, int from, int to) {
    int i = from;
    while (true) {
      i = ByteSearch.indexOf(bytes, '<', i, to);
      if (i == to || isEndTag(name, bytes, i, to)) {
        return i;
      }
      i++;
    }
  }

  /**
   * The same of a script. In what looks like a comment, scripts may be nested once: there an end
   * tag ends the inner one.
   */
  static int endOfScript(byte[] bytes, int from, int to) {
    boolean nested = false;
    int comment = to;
    int i = from;
    while (true) {
      i = comment == to ? ByteSearch.indexOf(bytes, '<', i, to) : nextSign(bytes, i, to);
      if (i == to) {
        return to;
      }
      if (bytes[i] == '>') {
        if (i - 2 >= comment && bytes[i - 1] == '-' && bytes[i - 2] == '-') {
          comment = to;
          nested = false;
        }
      } else if (isEndTag(SCRIPT, bytes, i, to)) {
        if (!nested) {
          return i;
        }
        nested = false;
      } else if (comment == to) {
        comment = ByteSearch.isAt("<!--", bytes, i, to) ? i + 2 : to;
      } else if (!nested) {
        nested = isName(SCRIPT, bytes, i + 1, to);
      }
      i++;
    }
  }

  private static int nextSign(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '<' && bytes[i] != '>') {
      i++;
    }
    return i;
  }

  private static boolean isEndTag(byte[] name, byte[] bytes, int open, int to) {
    return open + 1 < to && bytes[open + 1] == '/' && isName(name, bytes, open + 2, to);
  }

  private static boolean isName(byte[] name, byte[] bytes, int from, int to) {
    int nameEnd = from + name.length;
    if (nameEnd >= to || Characters.inTagName(bytes[nameEnd]) != 0) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (Characters.lower(bytes[from + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }
}
