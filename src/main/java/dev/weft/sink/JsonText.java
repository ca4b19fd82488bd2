package dev.weft.sink;

/**
 * Text that pages bring along, as JSON literals that are valid and harmless: besides what JSON
 * demands, control characters of both ranges, line separators and the marks that turn the direction
 * of writing are escaped, and half surrogate pairs become U+FFFD.
 */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Whether the text holds nothing but what any JSON writer gets right. */
  static boolean isHarmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (needsCare(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text as a JSON literal with its quotes. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        literal.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        literal.append('\uFFFD');
      } else if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ' || needsCare(c)) {
        appendEscaped(literal, c);
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  private static boolean needsCare(char c) {
    if (c < 0x7f) {
      return false;
    }
    return c <= 0x9f
        || Character.isSurrogate(c)
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u061c'
        || c == '\ufeff';
  }

  private static void appendEscaped(StringBuilder literal, char c) {
    literal.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      literal.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
