package dev.weft.robots;

import java.util.Locale;

/**
 * What a robots.txt says about a URL, and which of its rules: {@code line} counts from 1 and is 0
 * where the rule stands in no line; {@code rule} is as it was written, {@code Disallow: /private},
 * and empty where none speaks of the URL.
 */
public record RobotsVerdict(boolean allowed, int line, String rule) {
  /** No rule speaks of the URL, so it is allowed. */
  public static final RobotsVerdict SILENT = new RobotsVerdict(true, 0, "");

  /** The rule and its place, in words. */
  public String place() {
    if (rule.isEmpty()) {
      return "no rule";
    }
    return line == 0 ? rule : String.format(Locale.ROOT, "line %d: %s", line, rule);
  }
}
