/**
 * The rules by which fields are taken from documents, as plain data, and what they gave: {@link
 * dev.weft.parse.extract.ExtractRules} says what to look for, {@link
 * dev.weft.parse.extract.Extraction} what was found. Both have a wire form, so that a page can be
 * looked at in another process. Evaluation on a document is the affair of the parser that builds
 * one; what needs no document is here: types and the steps that texts go through.
 *
 * <p>Start with {@link dev.weft.parse.extract.ExtractRules}. Imports {@code url}, {@code page} and
 * {@code scope}, whose URL patterns these rules use; knows nothing of {@code parse}, which is built
 * on it. Immutable; any thread.
 */
@NullMarked
package dev.weft.parse.extract;

import org.jspecify.annotations.NullMarked;
