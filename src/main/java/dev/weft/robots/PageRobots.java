package dev.weft.robots;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one page asks of a crawler, by the X-Robots-Tag fields of its answer and by its robots
 * metas: not to be kept in an index, and that its links be not followed. Both forms are de facto
 * standards, documented by Google and Bing; where several lines say different things the strictest
 * holds.
 */
public record PageRobots(boolean noindex, boolean nofollow) {
  /** Nothing is asked for. */
  public static final PageRobots NOTHING = new PageRobots(false, false);

  /** Directives that have a colon themselves; any other word before a colon names a crawler. */
  private static final Set<String> WITH_VALUE =
      Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

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
      for (String part : field.split(",", -1)) {
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
    for (String directive : content.split("[,\\s]+", -1)) {
      asked = asked.and(ofDirective(directive));
    }
    return asked;
  }

  /** Both together: the strictest of each. */
  public PageRobots and(PageRobots other) {
    return new PageRobots(noindex || other.noindex, nofollow || other.nofollow);
  }

  private static PageRobots ofDirective(String directive) {
    return switch (directive.toLowerCase(Locale.ROOT)) {
      case "noindex" -> new PageRobots(true, false);
      case "nofollow" -> new PageRobots(false, true);
      case "none" -> new PageRobots(true, true);
      default -> NOTHING;
    };
  }
}
