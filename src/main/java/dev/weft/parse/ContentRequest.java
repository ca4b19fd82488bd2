package dev.weft.parse;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;

/**
 * An answer's body to look into, as it came over the wire from {@code url} with these {@code
 * headers}. It stays the caller's, who closes it once it has the answer.
 *
 * @param isParsed whether it is a document; else only its length and digest are asked for
 * @param contentBytesMax where the decoded content is cut
 * @param documentBytesMax how much of it is parsed; the rest is only counted
 */
public record ContentRequest(
    CrawlUrl url,
    Headers headers,
    Body wire,
    boolean isParsed,
    long contentBytesMax,
    int documentBytesMax) {}
