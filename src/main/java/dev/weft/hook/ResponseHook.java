package dev.weft.hook;

import dev.weft.page.Answer;
import dev.weft.url.CrawlUrl;

/** Is asked after each answer, before it is read: keeps it from being parsed, where it wants to. */
public interface ResponseHook extends Hook {
  /**
   * Looks at an answer, of any status. Its body is as it came over the wire ({@link
   * dev.weft.page.ContentDecoder} undoes its coding) and is the crawl's: it is valid during the
   * call.
   *
   * @return {@link Verdict#YES}, or why the answer is not to be read: its record then has the error
   *     {@code skippedByHook}, no content, and its links are not followed
   */
  Verdict onResponse(CrawlUrl url, Answer answer) throws Exception;
}
