package dev.weft.parse.extract;

import dev.weft.url.CrawlUrl;

/**
 * A link that a follow rule takes: the higher {@code priority} is fetched sooner. As the {@code
 * next} page of a list it is taken only while fewer than {@code pagesMax} of that list were.
 */
public record Followed(CrawlUrl url, int priority, boolean next, int pagesMax) {}
