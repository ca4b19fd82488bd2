package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import java.util.List;

/**
 * What leads to pages besides links.
 *
 * @param sitemaps sitemaps that the user names
 * @param robotsSitemaps whether those are taken that robots.txt names
 * @param canonical whether a page that names another URL as its canonical one is a duplicate of
 *     that
 */
public record DiscoveryOptions(List<CrawlUrl> sitemaps, boolean robotsSitemaps, boolean canonical) {
  /** Nothing but links. */
  public static final DiscoveryOptions NONE = new DiscoveryOptions(List.of(), false, false);

  public DiscoveryOptions {
    sitemaps = List.copyOf(sitemaps);
  }
}
