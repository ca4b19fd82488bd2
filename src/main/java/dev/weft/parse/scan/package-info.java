/**
 * The parser that builds no DOM: it reads a page's bytes once, as the tokenizer of the HTML
 * Standard would, and keeps its title and its links.
 *
 * <p>Start with {@link dev.weft.parse.scan.LinkScanner}, whose head comment says where it differs
 * from a DOM. {@code Tokenizer} turns bytes into tags, which {@code TagReader} reads; {@code
 * HtmlRules}, with {@code InsertionMode} and {@code OpenElements}, is the little of tree
 * construction that decides what a tag means, {@code XmlRules} the less that XHTML needs; {@code
 * Findings} holds what was found, {@code LinkSpans} where its links are until they are resolved.
 *
 * <p>Imports {@code url}, {@code page} and its parent, and jsoup's table of entities. Runs on the
 * I/O loops, many at once; a scan's scratch memory belongs to one thread while it lasts.
 */
@NullMarked
package dev.weft.parse.scan;

import org.jspecify.annotations.NullMarked;
