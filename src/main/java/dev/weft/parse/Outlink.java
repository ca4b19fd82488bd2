package dev.weft.parse;

import dev.weft.url.CrawlUrl;

/** A link from a page to an http(s) URL, in canonical form, with the element that named it. */
public record Outlink(CrawlUrl url, LinkKind kind, boolean nofollow) {}
