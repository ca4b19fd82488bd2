package dev.weft.robots;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a robots.txt that says something: its number from 1, which field it is, and its value.
 * Lines are read as Google's matcher does, which forgives what people get wrong: any case, a known
 * misspelling, more letters behind the name, and a blank instead of the colon where there are just
 * two words.
 */
record RobotsLine(int number, Field field, String value) {
  /** The fields that mean something here. */
  enum Field {
    USER_AGENT("user-agent", "useragent", "user agent"),
    ALLOW("allow"),
    DISALLOW("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"),
    CRAWL_DELAY("crawl-delay", "crawl delay", "crawldelay"),
    SITEMAP("sitemap", "site-map");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    Field(String... names) {
      this.names = List.of(names);
    }

    private static Optional<Field> ofKey(String key) {
      String name = key.toLowerCase(Locale.ROOT);
      for (Field field : values()) {
        if (field.names.stream().anyMatch(name::startsWith)) {
          return Optional.of(field);
        }
      }
      return Optional.empty();
    }
  }

  /** Reads a line without its end; empty if it says nothing. */
  static Optional<RobotsLine> read(int number, String line) {
    int comment = line.indexOf('#');
    String bare = stripped(comment < 0 ? line : line.substring(0, comment));
    int colon = bare.indexOf(':');
    int end = colon >= 0 ? colon : onlyBlank(bare);
    if (end <= 0) {
      return Optional.empty();
    }
    String value = stripped(bare.substring(end + 1));
    return Field.ofKey(stripped(bare.substring(0, end)))
        .map(field -> new RobotsLine(number, field, value));
  }

  /** Where the first word of two ends; -1 if there are not just two. */
  private static int onlyBlank(String line) {
    int end = 0;
    while (end < line.length() && !isBlank(line.charAt(end))) {
      end++;
    }
    int next = end;
    while (next < line.length() && isBlank(line.charAt(next))) {
      next++;
    }
    boolean isTwo = next > end && line.chars().skip(next).noneMatch(c -> isBlank((char) c));
    return isTwo ? end : -1;
  }

  private static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** ASCII's white space, the rest of what a line can hold. */
  private static boolean isSpace(char c) {
    return isBlank(c) || c == '\f' || c == '\u000b';
  }
}
