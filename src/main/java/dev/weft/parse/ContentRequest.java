package dev.weft.parse;

import dev.weft.page.Answer;
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
    int documentBytesMax) {

  /** What is looked into of a page where nobody says otherwise. */
  private static final int BYTES_USUAL = 10 << 20;

  /** An answer's body, as a document if its status is 2xx; the first 10 MB of it. */
  public static ContentRequest of(CrawlUrl url, Answer answer) {
    return new ContentRequest(
        url, answer.headers(), answer.body(), answer.isSuccess(), BYTES_USUAL, BYTES_USUAL);
  }
}
