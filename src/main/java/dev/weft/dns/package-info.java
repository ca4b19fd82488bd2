/**
 * Host names to addresses. {@link dev.weft.dns.Resolver} answers asynchronously with a lifetime;
 * {@link dev.weft.dns.AddressPolicy} says which addresses a crawl may connect to at all.
 *
 * <p>Start with {@link dev.weft.dns.Resolver}. Imports only {@code dev.weft.url}. Look-ups run on
 * threads of their own, never on the crawl loop or the I/O loops.
 */
@NullMarked
package dev.weft.dns;

import org.jspecify.annotations.NullMarked;
