package dev.weft.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
  private static final String[] BYTE_UNITS = {"KB", "MB", "GB", "TB", "PB"};

  private Figures() {}

  /** {@code 1,234,567}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 URL}, {@code 1,234 URLs}. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** {@code 0.42}, {@code 7.3}, {@code 1,234}. */
  static String rate(double perSecond) {
    if (perSecond >= 10) {
      return count(Math.round(perSecond));
    }
    return String.format(Locale.ROOT, perSecond < 1 ? "%.2f" : "%.1f", perSecond);
  }

  /** {@code 999 bytes}, {@code 12.3 MB}; units of 1,000. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    double value = bytes / 1_000.0;
    int unit = 0;
    while (value >= 999.95 && unit < BYTE_UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, BYTE_UNITS[unit]);
  }

  /** {@code 0.4 s}, {@code 59.9 s}, {@code 12 min 3 s}, {@code 3 h 20 min}, {@code 2 d 4 h}. */
  static String time(Duration time) {
    if (time.toMillis() < 59_950) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
    long seconds = Math.round(time.toMillis() / 1e3);
    if (seconds < 3_600) {
      return pair(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = seconds / 60;
    return minutes < 24 * 60
        ? pair(minutes / 60, "h", minutes % 60, "min")
        : pair(minutes / (24 * 60), "d", minutes / 60 % 24, "h");
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    String text = large + " " + largeUnit;
    return small == 0 ? text : text + " " + small + " " + smallUnit;
  }
}
