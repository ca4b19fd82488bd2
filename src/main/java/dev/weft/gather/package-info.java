/**
 * Fetching a list of URLs without a crawl: many at once, redirects followed, results as they
 * complete or in the order given.
 *
 * <p>Start with {@link dev.weft.gather.Gather}, which decides when each URL is started; {@code
 * Chain} is one URL's way through its redirects, {@code RedirectFollower} says where that goes,
 * {@code Places} bounds what is in flight. {@link dev.weft.gather.Gatherer} holds them together.
 *
 * <p>May import {@code request} and the parts, as {@code engine} does. One thread of its own for
 * each list, {@code weft-gather}, which only reads the list; all else happens on the threads of
 * fetcher, resolver and caller, under one lock for each list.
 */
@NullMarked
package dev.weft.gather;

import org.jspecify.annotations.NullMarked;
