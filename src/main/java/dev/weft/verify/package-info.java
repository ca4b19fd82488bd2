/**
 * The proof that a crawl's state and its files say the same: every finished URL has exactly one
 * record a visit, every record belongs to a finished URL, and the files are those that were
 * committed.
 *
 * <p>Start with {@link dev.weft.verify.Verification}. {@code KeySpool} and {@code KeyTable} hold
 * the keys of both sides in bounded memory, however many there are.
 *
 * <p>May import {@code frontier}, {@code sink} and what those import. Runs on the caller's thread.
 */
@NullMarked
package dev.weft.verify;

import org.jspecify.annotations.NullMarked;
