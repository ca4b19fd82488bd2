/**
 * Cookies as RFC 6265bis has them, for a client that visits many sites and must not be led by any.
 *
 * <p>Start with {@link dev.weft.cookies.CookieReader}, which makes cookies of an answer on whatever
 * thread it came, and {@link dev.weft.cookies.CookieJar}, which keeps them for the one thread that
 * makes requests. SameSite means nothing here: it guards against one site's pages making a user's
 * browser ask another, and a crawl has no user who is logged in elsewhere. HttpOnly means nothing
 * either, as no script runs.
 *
 * <p>May import {@code page} and {@code url}. Time is an argument everywhere.
 */
@NullMarked
package dev.weft.cookies;

import org.jspecify.annotations.NullMarked;
