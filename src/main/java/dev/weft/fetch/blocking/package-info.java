/**
 * The backend with a thread a request: HTTP/1.1 over TCP and TLS on HttpCore's blocking connections
 * and their pool, its messages read and written by {@code http1} so that what is an answer is the
 * same as on the event loop.
 *
 * <p>Start with {@link dev.weft.fetch.blocking.BlockingFetcher}, the one public class; then {@code
 * Exchange}, one request from its hand-over to its outcome, and {@code Wire}, one connection.
 *
 * <p>A request runs on a thread named {@code weft-fetch-N}, platform or virtual; {@code
 * weft-fetch-clock} ends what took too long by closing its socket. Imports {@code fetch}, its
 * {@code http1} and {@code tls}, {@code page} and {@code url}.
 */
@NullMarked
package dev.weft.fetch.blocking;

import org.jspecify.annotations.NullMarked;
