/**
 * The keeper of all URL state: which URLs are known, which wait, which are handed out, and when a
 * host may be asked again. Limits are reserved here, when a URL is leased, so none overshoots.
 *
 * <p>Start with {@link dev.weft.frontier.Frontier}, whose essay gives the life of a URL; {@link
 * dev.weft.frontier.FrontierStore} is where queues go that do not fit in memory and where {@link
 * dev.weft.frontier.Epoch}s survive, {@link dev.weft.frontier.FrontierState} what a later crawl
 * finds there, {@link dev.weft.frontier.SeenSet} remembers every URL ever admitted.
 *
 * <p>Imports {@code url} and {@code page}. Pure: one writer, the crawl loop; the time is an
 * argument; no clock, no I/O. Only {@link dev.weft.frontier.SeenSet#contains} may be called from
 * other threads.
 */
@NullMarked
package dev.weft.frontier;

import org.jspecify.annotations.NullMarked;
