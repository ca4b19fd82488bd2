package dev.weft.gather;

import dev.weft.page.Body;
import dev.weft.url.CrawlUrl;

/**
 * What the next request of a chain is. {@code isHome} holds as long as no redirect has led away
 * from the origin that the user named; {@code isRewritten} once a redirect made it a GET without
 * the content it had.
 */
record Ask(CrawlUrl url, String method, Body content, boolean isHome, boolean isRewritten) {
  static Ask first(CrawlUrl url, String method, Body content) {
    return new Ask(url, method, content, true, false);
  }
}
