/**
 * Rules: may this URL be crawled, and which rule said so.
 *
 * <p>Start with {@link dev.weft.scope.Scope}. {@link dev.weft.scope.SeedReader} makes seeds of what
 * a user wrote; each {@link dev.weft.scope.Seed} says how far from it the crawl may go; {@link
 * dev.weft.scope.ScopeOptions} narrows that by patterns and hops. {@link dev.weft.scope.TrapLimits}
 * stop what sites make up without end; {@link dev.weft.scope.PathPatterns} is the one of them that
 * counts, on the crawl loop.
 *
 * <p>Imports {@code dev.weft.url}. A scope is immutable and asked on the I/O threads for every link
 * and on the crawl loop for every redirect; nothing here blocks.
 */
@NullMarked
package dev.weft.scope;

import org.jspecify.annotations.NullMarked;
