/**
 * The crawl itself: one loop that owns every decision, and the parts it puts to work.
 *
 * <p>Start with {@link dev.weft.engine.CrawlLoop}, then follow a URL: {@link
 * dev.weft.engine.Intake}, how it gets into the frontier, {@link dev.weft.engine.Visits}, what it
 * goes through once it is leased, {@link dev.weft.engine.PageFlow}, what happens to its answer on
 * other threads, and {@link dev.weft.engine.Finisher}, its end. {@link dev.weft.engine.Engine} puts
 * real threads and a real clock around them; the simulation test puts virtual ones.
 *
 * <p>The only room that sees all the parts, and {@code request} above them. The loop runs on {@code
 * weft-crawl}; each class says if it runs elsewhere.
 */
@NullMarked
package dev.weft.engine;

import org.jspecify.annotations.NullMarked;
