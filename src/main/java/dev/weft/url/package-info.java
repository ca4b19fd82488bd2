/**
 * What a URL is: parsed by the WHATWG URL Standard, held in one canonical form, told apart by a
 * 64-bit fingerprint.
 *
 * <p>Start at {@link dev.weft.url.CrawlUrl}. Links of the ordinary kind are resolved by {@code
 * OrdinaryLink}, a scan over bytes; everything else goes through {@code UrlParser}, the standard's
 * state machine, which is also the judge of what the scan may answer. {@code Idna} alone touches
 * ICU4J, and only a host with non-ASCII characters reaches it.
 *
 * <p>Imports no other part of Weft. Everything is immutable or confined to one call, so any thread
 * may come in; {@link dev.weft.url.LinkResolver} alone is confined to one.
 */
@NullMarked
package dev.weft.url;

import org.jspecify.annotations.NullMarked;
