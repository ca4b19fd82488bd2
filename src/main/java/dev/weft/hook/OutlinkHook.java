package dev.weft.hook;

import dev.weft.url.CrawlUrl;
import java.util.Optional;

/**
 * Is asked for each link that is found on a page and that the crawl does not know yet: takes
 * another in its place, or drops it. Links that are known are never shown; they would not be
 * queued.
 */
public interface OutlinkHook extends Hook {
  /**
   * Looks at a link.
   *
   * @param page the URL of the page it is on
   * @param link where it leads, in canonical form
   * @return the link to take, mostly the same; empty to drop it, which the summary counts as out of
   *     scope by {@code outlink hook}
   */
  Optional<CrawlUrl> onOutlink(CrawlUrl page, CrawlUrl link) throws Exception;
}
