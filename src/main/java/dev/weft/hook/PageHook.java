package dev.weft.hook;

import dev.weft.page.Page;

/** Is given each finished page before it is written, in the order in which pages are written. */
public interface PageHook extends Hook {
  /**
   * Looks at a page.
   *
   * @return the page to write, mostly the same; it must have the same {@code url}, {@code request},
   *     {@code visit} and {@code disposition}. If it throws, the page is written as it was, and the
   *     summary counts {@code hookFailed}
   */
  Page onPage(Page page) throws Exception;
}
