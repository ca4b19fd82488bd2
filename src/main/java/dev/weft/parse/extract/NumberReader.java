package dev.weft.parse.extract;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one number that stands in a text, as in {@code 1.299,00 €}: digits of any script, the
 * separators of a locale, and what is around them left alone. A text with two numbers has none.
 *
 * <p>Groups count only where they are whole (three digits, or two as in India, and three at last),
 * so that {@code 1.5} read with German separators is no number rather than 15. Blanks, apostrophes
 * and the separators of Arabic digits mean the same in every locale; Java's idea of which an Arabic
 * locale uses has changed.
 */
final class NumberReader {
  private static final String GROUPS = " \u00a0\u2009\u202f'\u2019\u066c";
  private static final char ARABIC_DECIMAL = '\u066b';
  private static final String MINUS = "-\u2212\u2013";

  private final char decimal;
  private final char grouping;

  /** A reader of numbers as a locale writes them. */
  NumberReader(Locale locale) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
    decimal = symbols.getDecimalSeparator();
    grouping = symbols.getGroupingSeparator();
  }

  /** The number; null if there is none, or more than one. */
  @Nullable BigDecimal read(String text) {
    int start = firstDigit(text, 0);
    if (start == text.length()) {
      return null;
    }
    StringBuilder digits = new StringBuilder();
    int end = scan(text, start, digits);
    if (end < 0
        || digits.length() > Limits.NUMBER_CHARS_MAX
        || firstDigit(text, end) < text.length()) {
      return null;
    }
    if (start > 0 && isDecimal(text.charAt(start - 1))) {
      digits.insert(0, "0.");
    }
    int sign = start - (digits.indexOf("0.") == 0 && text.charAt(start) != '0' ? 2 : 1);
    boolean isNegative = sign >= 0 && MINUS.indexOf(text.charAt(sign)) >= 0 && isSign(text, sign);
    BigDecimal number = new BigDecimal(digits.toString());
    return isNegative ? number.negate() : number;
  }

  /** The number that a machine wrote, as in JSON; null if it is none. */
  static @Nullable BigDecimal readPlain(String text) {
    String stripped = text.strip();
    if (stripped.length() > Limits.NUMBER_CHARS_MAX
        || !stripped.matches("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?")) {
      return null;
    }
    return new BigDecimal(stripped);
  }

  /** A dash after a word or a number joins; it is no sign. */
  private static boolean isSign(String text, int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private static int firstDigit(String text, int from) {
    int at = from;
    while (at < text.length() && !Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /**
   * Gathers the number that begins at a digit; gives its end, or -1 if its groups are not whole.
   */
  private int scan(String text, int start, StringBuilder digits) {
    int at = start;
    int group = 0;
    int groups = 0;
    boolean fraction = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean beforeDigit = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
      if (Character.isDigit(c)) {
        digits.append((char) ('0' + Character.digit(c, 10)));
        group++;
      } else if (isDecimal(c) && beforeDigit && !fraction) {
        if (groups > 0 && group != 3) {
          return -1;
        }
        digits.append('.');
        fraction = true;
      } else if (isGrouping(c) && beforeDigit && !fraction) {
        if (group > 3 || (groups > 0 && group < 2)) {
          return -1;
        }
        groups++;
        group = 0;
      } else {
        break;
      }
      at++;
    }
    return !fraction && groups > 0 && group != 3 ? -1 : at;
  }

  private boolean isDecimal(char c) {
    return c == decimal || c == ARABIC_DECIMAL;
  }

  private boolean isGrouping(char c) {
    return c == grouping || GROUPS.indexOf(c) >= 0;
  }
}
