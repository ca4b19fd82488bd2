package dev.weft.scope;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What keeps a crawl out of spider traps, where a site makes up links without end: {@code
 * urlCharsMax} characters of a URL, {@code depthMax} segments of its path, {@code repeatsMax} times
 * the same segment in one path, {@code parametersMax} parameters of its query, and {@code
 * urlsPerPatternMax} URLs of a host that differ only in numbers, ids and query values (see {@link
 * PathPatterns}), which may be empty for no limit.
 */
public record TrapLimits(
    int urlCharsMax,
    int depthMax,
    int repeatsMax,
    int parametersMax,
    OptionalLong urlsPerPatternMax) {
  /**
   * What hardly any page that people read goes beyond: the longest URL a sitemap may hold, half as
   * deep again as paths that people made, one segment as often as the deepest tree of digits
   * repeats it, all filters of a shop at once, and as many URLs of a kind as one sitemap file may
   * list.
   */
  public static final TrapLimits DEFAULT =
      new TrapLimits(2_048, 30, 5, 24, OptionalLong.of(50_000));

  public TrapLimits {
    require("urlCharsMax", urlCharsMax);
    require("depthMax", depthMax);
    require("repeatsMax", repeatsMax);
    require("parametersMax", parametersMax);
    require("urlsPerPatternMax", urlsPerPatternMax.orElse(1));
  }

  /** These limits without one on the URLs of a pattern. */
  public TrapLimits withoutPatterns() {
    return new TrapLimits(urlCharsMax, depthMax, repeatsMax, parametersMax, OptionalLong.empty());
  }

  private static void require(String name, long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %d; must be 1 or more", name, limit));
    }
  }
}
