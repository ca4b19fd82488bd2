package dev.weft.hook;

import dev.weft.url.CrawlUrl;

/**
 * Is asked for each URL that all other rules of the scope would let in, links and redirects alike,
 * seeds excepted. It can only narrow the scope.
 */
public interface ScopeHook extends Hook {
  /**
   * Looks at a URL.
   *
   * @param hops links from the seed
   * @return {@link Verdict#YES}, or the name of the rule that keeps it out, by which the summary
   *     counts it; names should be few
   */
  Verdict onUrl(CrawlUrl url, int hops) throws Exception;
}
