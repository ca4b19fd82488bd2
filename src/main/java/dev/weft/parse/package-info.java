/**
 * Bytes to what the crawl needs of a page: title, charset, outlinks. {@link dev.weft.parse.Parser}
 * is the seam; a parser that answers at once and one that asks another process look the same to the
 * engine.
 *
 * <p>Start with {@link dev.weft.parse.Parser} and {@link dev.weft.parse.ParseOutcome}. What all
 * parsers must agree on is here: {@link dev.weft.parse.DocumentType}, {@link
 * dev.weft.parse.EncodingSniffer}, {@link dev.weft.parse.PageLinks}, {@link
 * dev.weft.parse.Declarations}, {@link dev.weft.parse.Titles}, and {@link dev.weft.parse.Srcset}
 * and {@link dev.weft.parse.Refresh}, which read the two attributes that hold URLs in a syntax of
 * their own. Imports {@code url} and {@code page}. Inline parsers run on the I/O loops.
 */
@NullMarked
package dev.weft.parse;

import org.jspecify.annotations.NullMarked;
