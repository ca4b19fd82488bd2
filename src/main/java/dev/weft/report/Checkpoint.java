package dev.weft.report;

/**
 * What will survive whatever happens: the totals of a crawl, earlier runs included, as of the last
 * epoch that was committed. {@code epoch} is 0 before the first one. What is queued and in flight
 * belongs to a running crawl: here it is as it was when the epoch was closed, or 0.
 */
public record Checkpoint(long epoch, CrawlTotals totals) {}
