package dev.weft.parse;

import dev.weft.page.Body;
import dev.weft.url.CrawlUrl;
import org.jspecify.annotations.Nullable;

/**
 * A document to parse: its content with content coding removed, fetched from {@code url} with this
 * Content-Type header (null if there was none).
 */
public record ParseRequest(CrawlUrl url, @Nullable String contentType, Body content) {}
