package dev.weft.parse.extract;

import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;

/** Whether a URL matches one of several patterns, or there are none. Immutable; any thread. */
public final class PageMatcher {
  /** Every URL. */
  public static final PageMatcher ALL = new PageMatcher();

  private final List<UrlPattern> patterns = new ArrayList<>();

  private PageMatcher() {}

  /**
   * Reads the patterns.
   *
   * @throws RuleException for the first that is none
   */
  public PageMatcher(List<PagePattern> texts) throws RuleException {
    for (PagePattern text : texts) {
      try {
        patterns.add(UrlPattern.of(text.text(), text.place().toString()));
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        String place = text.place() + ": ";
        throw new RuleException(
            text.place(), message.startsWith(place) ? message.substring(place.length()) : message);
      }
    }
  }

  /** Whether the URL is one of those. */
  public boolean matches(CrawlUrl url) {
    if (patterns.isEmpty()) {
      return true;
    }
    for (UrlPattern pattern : patterns) {
      if (pattern.matches(url)) {
        return true;
      }
    }
    return false;
  }
}
