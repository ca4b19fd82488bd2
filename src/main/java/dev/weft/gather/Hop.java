package dev.weft.gather;

import dev.weft.url.CrawlUrl;

/** A redirect that was followed: what was asked and how, the 3xx answered, where it led. */
public record Hop(CrawlUrl url, String method, int status, CrawlUrl target) {}
