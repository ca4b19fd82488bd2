/**
 * What happened to one URL, as values every room may hold: the answer, its headers and body, the
 * failure, and the {@link dev.weft.page.Page} that becomes one record in the output.
 *
 * <p>Start with {@link dev.weft.page.Page}, then {@link dev.weft.page.Disposition} and {@link
 * dev.weft.page.FetchFailure}, which name every end a URL can come to. {@link
 * dev.weft.page.ContentDecoder} turns wire bytes into content under a cap.
 *
 * <p>Imports only {@code dev.weft.url}. Everything here is immutable and used from any thread.
 */
@NullMarked
package dev.weft.page;

import org.jspecify.annotations.NullMarked;
