package dev.weft;

import dev.weft.page.Page;

/** Is given the finished pages of a crawl, each once its record is written. */
public interface PageListener {
  /**
   * Takes a page, on a thread of the listener's own, which it may block: who is slow slows the
   * crawl and nothing else. The page's body is closed when this returns. What it throws is counted
   * in the summary as {@code listenerFailed}.
   */
  void onPage(Page page) throws Exception;
}
