package dev.weft.cli;

/**
 * Text from anywhere as it may be shown on a terminal: what a terminal would act on, or a reader
 * would be misled by, is written out as {@code \\u001b}. That is every control and format character
 * (among them the bidirectional ones), line separators, private use and lone surrogates.
 */
final class SafeText {
  private SafeText() {}

  static String of(String text) {
    int end = text.length();
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isShown(point)) {
                safe.appendCodePoint(point);
              } else {
                appendEscape(safe, point);
              }
            });
    return safe.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void appendEscape(StringBuilder to, int point) {
    for (char unit : Character.toChars(point)) {
      to.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        to.append(Character.forDigit((unit >> shift) & 15, 16));
      }
    }
  }
}
