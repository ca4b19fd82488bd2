/**
 * The seam to the network: a {@link dev.weft.fetch.Fetcher} makes one request and reports one
 * {@link dev.weft.fetch.FetchOutcome}. It never follows a redirect, never retries by policy and
 * never looks up a name: the engine decides, a backend only talks.
 *
 * <p>Start with {@link dev.weft.fetch.Fetcher}. Backends live in packages below this one and see
 * only this package, {@code url} and {@code page}, and what they share: {@code http1} and {@code
 * tls}. Outcomes are delivered on the backend's threads.
 */
@NullMarked
package dev.weft.fetch;

import org.jspecify.annotations.NullMarked;
