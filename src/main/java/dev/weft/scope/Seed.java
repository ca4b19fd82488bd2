package dev.weft.scope;

import dev.weft.url.CrawlUrl;

/**
 * A URL a crawl starts from, and how far from it the crawl may go. {@code source} is where the user
 * wrote it, for messages: {@code command line} or {@code seeds/news.txt:7}.
 */
public record Seed(CrawlUrl url, ScopeKind kind, String source) {
  public Seed {
    if (!url.isHttp()) {
      throw new IllegalArgumentException(
          source + ": scheme of " + url + " is " + url.scheme() + "; must be http or https");
    }
  }
}
