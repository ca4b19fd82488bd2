/**
 * What a request carries besides the fetcher's own fields: headers, credentials, the way through a
 * proxy, a seed's method and body, and to which origins each of them may go.
 *
 * <p>Start with {@link dev.weft.request.RequestRules}, the one place where requests are put
 * together; the crawl and a list fetched without crawling both use it.
 *
 * <p>The lowest room above the parts: may import {@code fetch}, {@code scope}, {@code page} and
 * {@code url}. Everything here is immutable and for any thread.
 */
@NullMarked
package dev.weft.request;

import org.jspecify.annotations.NullMarked;
