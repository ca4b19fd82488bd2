package dev.weft.sitemap;

import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was read of a sitemap: pages, or further sitemaps if it is an index; in document order, each
 * URL once.
 */
public record Sitemap(boolean isIndex, List<Entry> entries) {
  public Sitemap {
    entries = List.copyOf(entries);
  }

  /**
   * A page or a sitemap.
   *
   * @param modifiedMillis when it was last changed, since 1970, UTC; empty if that is not said
   * @param priority from 0 to 1; 0.5 is usual
   */
  public record Entry(CrawlUrl url, OptionalLong modifiedMillis, double priority) {}
}
