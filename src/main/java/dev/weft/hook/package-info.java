/**
 * Where a user's own code takes part in a crawl: small interfaces that are asked about requests,
 * answers, links, tries and pages.
 *
 * <p>Start with {@link dev.weft.hook.Hook}. {@link dev.weft.hook.Hooks} holds those of a crawl and
 * finds them as services. Imports {@code url} and {@code page}. Hooks are called on threads of
 * their own, {@code weft-hook-N}, many at once; they may block, and hold up what they were asked
 * about, never the loops.
 */
@NullMarked
package dev.weft.hook;

import org.jspecify.annotations.NullMarked;
