/**
 * The crawl itself: one loop that owns every decision, and the parts it puts to work.
 *
 * <p>Start with {@link dev.weft.engine.CrawlLoop}, which moves URLs through their life; then {@link
 * dev.weft.engine.PageFlow}, what happens to an answer on the I/O threads before the loop hears of
 * it, {@link dev.weft.engine.Preparer}, what an origin needs before its first page, and {@link
 * dev.weft.engine.Epochs}, how what was done gets to the disk. {@link dev.weft.engine.Engine} puts
 * real threads and a real clock around them; the simulation test puts virtual ones.
 *
 * <p>The only room that sees all the parts, and {@code request} above them. The loop runs on {@code
 * weft-crawl}; each class says if it runs elsewhere.
 */
@NullMarked
package dev.weft.engine;

import org.jspecify.annotations.NullMarked;
