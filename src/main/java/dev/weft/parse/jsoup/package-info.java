/**
 * The parser that builds a DOM, by jsoup.
 *
 * <p>Start with {@link dev.weft.parse.jsoup.JsoupParser}. {@code LinkCollector} walks the tree once
 * and keeps what was asked for.
 *
 * <p>Imports {@code url}, {@code page} and its parent. Runs wherever it is called, many at once;
 * every document has a tree of its own.
 */
@NullMarked
package dev.weft.parse.jsoup;

import org.jspecify.annotations.NullMarked;
