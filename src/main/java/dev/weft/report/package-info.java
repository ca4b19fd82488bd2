/**
 * What is told of a crawl: its counts, why it ended, and what of it is safe. Values alone, for
 * programs that run crawls; the {@code engine} makes them.
 *
 * <p>Start with {@link dev.weft.report.CrawlTotals}. Imports {@code url}, {@code page} and {@code
 * parse.extract}.
 */
@NullMarked
package dev.weft.report;

import org.jspecify.annotations.NullMarked;
