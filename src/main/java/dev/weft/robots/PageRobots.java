package dev.weft.robots;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one page asks of a crawler, by the X-Robots-Tag fields of its answer and by its robots
 * metas: not to be kept in an index, and that its links be not followed. Both forms are de facto
 * standards, documented by Google and Bing; where several lines say different things the strictest
 * holds.
 */
public record PageRobots(
    boolean noindex, boolean nofollow, @Nullable Instant unavailableAfterOrNull) {
  /** Nothing is asked for. */
  public static final PageRobots NOTHING = new PageRobots(false, false);

  private static final Pattern DAY_NAME =
      Pattern.compile("(unavailable_after:\\s*)[a-z]{3,9},", Pattern.CASE_INSENSITIVE);

  private static final String UNAVAILABLE_AFTER = "unavailable_after";

  /** Wishes about index and links alone. */
  public PageRobots(boolean noindex, boolean nofollow) {
    this(noindex, nofollow, null);
  }

  /** Directives that have a colon themselves; any other word before a colon names a crawler. */
  private static final Set<String> WITH_VALUE =
      Set.of(UNAVAILABLE_AFTER, "max-snippet", "max-image-preview", "max-video-preview");

  /**
   * What X-Robots-Tag fields ask of a crawler: {@code noindex, nofollow}, {@code none}, or the same
   * after a crawler's name, {@code weft: noindex}, which holds up to the next name. Directives of
   * other crawlers, and other directives, mean nothing here.
   *
   * @param productToken the crawler's name, in any case
   */
  public static PageRobots ofHeaders(List<String> fields, String productToken) {
    PageRobots asked = NOTHING;
    for (String field : fields) {
      boolean isForUs = true;
      for (String part : withoutDayNames(field).split(",", -1)) {
        String directive = part.strip();
        int colon = directive.indexOf(':');
        String name = colon < 0 ? "" : directive.substring(0, colon).strip();
        if (colon >= 0 && !WITH_VALUE.contains(name.toLowerCase(Locale.ROOT))) {
          isForUs = name.equalsIgnoreCase(productToken) || name.equals("*");
          directive = directive.substring(colon + 1).strip();
        }
        asked = isForUs ? asked.and(ofDirective(directive)) : asked;
      }
    }
    return asked;
  }

  /** What the content of a robots meta for this crawler, or for all, asks: {@code none}. */
  public static PageRobots ofMeta(String content) {
    PageRobots asked = NOTHING;
    for (String part : withoutDayNames(content).split(",", -1)) {
      String directive = part.strip();
      if (isUnavailableAfter(directive)) {
        asked = asked.and(ofDirective(directive));
      } else {
        for (String word : directive.split("\\s+", -1)) {
          asked = asked.and(ofDirective(word));
        }
      }
    }
    return asked;
  }

  /** A date of RFC 850 or 1123 begins with a day's name and a comma, which separates nothing. */
  private static String withoutDayNames(String text) {
    return text.indexOf('_') < 0 ? text : DAY_NAME.matcher(text).replaceAll("$1");
  }

  private static boolean isUnavailableAfter(String directive) {
    return directive.regionMatches(true, 0, UNAVAILABLE_AFTER, 0, UNAVAILABLE_AFTER.length());
  }

  /** Both together: the strictest of each. */
  public PageRobots and(PageRobots other) {
    return new PageRobots(
        noindex || other.noindex,
        nofollow || other.nofollow,
        earlier(unavailableAfterOrNull, other.unavailableAfterOrNull));
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  /** When the page asks to be taken out of an index, if it does. */
  public Optional<Instant> unavailableAfter() {
    return Optional.ofNullable(unavailableAfterOrNull);
  }

  private static PageRobots ofDirective(String directive) {
    return switch (directive.toLowerCase(Locale.ROOT)) {
      case "noindex" -> new PageRobots(true, false);
      case "nofollow" -> new PageRobots(false, true);
      case "none" -> new PageRobots(true, true);
      default ->
          isUnavailableAfter(directive)
              ? new PageRobots(
                  false,
                  false,
                  PageDate.read(directive.substring(UNAVAILABLE_AFTER.length())).orElse(null))
              : NOTHING;
    };
  }
}
