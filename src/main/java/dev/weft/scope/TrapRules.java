package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link TrapLimits} that look at one URL alone. Immutable; a decision allocates
 * nothing and costs time by the URL's length, and by the square of its depth where that is within
 * its limit.
 */
final class TrapRules {
  /*
   * Why a segment is counted wherever it stands, and not only in a row: a site with broken relative
   * links in two folders makes every word over {a, b} a path, and there are endless words in which
   * nothing stands three times in a row (Thue, 1906). A bound on each segment bounds the path by the
   * number of different ones.
   */
  private final TrapLimits limits;
  private final ScopeDecision tooLong;
  private final ScopeDecision tooDeep;
  private final ScopeDecision repeated;
  private final ScopeDecision tooMany;

  TrapRules(TrapLimits limits) {
    this.limits = limits;
    tooLong = refusedBy("max-url-length", limits.urlCharsMax());
    tooDeep = refusedBy("max-path-depth", limits.depthMax());
    repeated = refusedBy("max-repeats", limits.repeatsMax());
    tooMany = refusedBy("max-query-parameters", limits.parametersMax());
  }

  private static ScopeDecision refusedBy(String rule, int limit) {
    return new ScopeDecision(false, rule + " " + limit);
  }

  /** The rule that stops an http or https URL; null if none does. */
  @Nullable ScopeDecision refusal(CrawlUrl url) {
    String href = url.href();
    if (href.length() > limits.urlCharsMax()) {
      return tooLong;
    }
    int start = href.indexOf('/', href.indexOf("://") + 3);
    int query = href.indexOf('?', start);
    int end = query < 0 ? href.length() : query;
    if (query >= 0 && parameters(href, query + 1) > limits.parametersMax()) {
      return tooMany;
    }
    int depth = depth(href, start, end);
    if (depth > limits.depthMax()) {
      return tooDeep;
    }
    return depth > limits.repeatsMax() && repeats(href, start, end) ? repeated : null;
  }

  /** The segments that are not empty: a folder counts as much as a page in its place. */
  private static int depth(String href, int start, int end) {
    int depth = 0;
    for (int i = start; i < end; i++) {
      if (href.charAt(i) == '/' && i + 1 < end && href.charAt(i + 1) != '/') {
        depth++;
      }
    }
    return depth;
  }

  private static int parameters(String href, int from) {
    int parameters = 1;
    for (int i = from; i < href.length(); i++) {
      char c = href.charAt(i);
      parameters += c == '&' || c == ';' ? 1 : 0;
    }
    return parameters;
  }

  private boolean repeats(String href, int start, int end) {
    for (int slash = start; slash < end; slash = next(href, slash, end)) {
      int length = next(href, slash, end) - slash;
      if (length > 1 && times(href, slash, length, end) > limits.repeatsMax()) {
        return true;
      }
    }
    return false;
  }

  /** How often the segment after a slash is there from this place on; ends like it at a slash. */
  private static int times(String href, int slash, int length, int end) {
    int times = 1;
    for (int other = next(href, slash, end); other < end; other = next(href, other, end)) {
      boolean same =
          next(href, other, end) - other == length
              && href.regionMatches(other, href, slash, length);
      times += same ? 1 : 0;
    }
    return times;
  }

  private static int next(String href, int slash, int end) {
    int next = href.indexOf('/', slash + 1);
    return next < 0 || next > end ? end : next;
  }
}
