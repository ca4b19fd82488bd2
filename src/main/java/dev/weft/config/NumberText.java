package dev.weft.config;

import java.util.OptionalLong;

/**
 * Whole numbers as people write them: counts with {@code k} and {@code m} for thousands and
 * millions, sizes in bytes with {@code k}, {@code m}, {@code g} and {@code t} for powers of 1,024.
 */
final class NumberText {
  private static final int DIGITS_MAX = 15;

  private NumberText() {}

  static OptionalLong count(String text) {
    return parse(text, "km", 1_000);
  }

  static OptionalLong size(String text) {
    return parse(text, "kmgt", 1_024);
  }

  private static OptionalLong parse(String text, String units, long step) {
    String number = text.startsWith("-") ? text.substring(1) : text;
    int unit = number.isEmpty() ? -1 : units.indexOf(lower(number.charAt(number.length() - 1)));
    String digits = unit < 0 ? number : number.substring(0, number.length() - 1);
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= DIGITS_MAX
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      return OptionalLong.empty();
    }
    long value = Long.parseLong(digits);
    for (int i = 0; i <= unit; i++) {
      if (value > Long.MAX_VALUE / step) {
        return OptionalLong.empty();
      }
      value *= step;
    }
    return OptionalLong.of(text.startsWith("-") ? -value : value);
  }

  /** A size in the largest unit that holds it exactly. */
  static String ofSize(long bytes) {
    String units = "kmgt";
    long value = bytes;
    int unit = -1;
    while (value > 0 && value % 1_024 == 0 && unit < units.length() - 1) {
      value /= 1_024;
      unit++;
    }
    return unit < 0 ? Long.toString(value) : value + units.substring(unit, unit + 1);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
  }
}
