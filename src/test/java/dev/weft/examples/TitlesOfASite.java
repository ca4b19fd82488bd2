package dev.weft.examples;

import dev.weft.Crawl;
import dev.weft.Crawler;
import dev.weft.frontier.FrontierLimits;
import dev.weft.page.Page;
import dev.weft.report.CrawlTotals;

/**
 * Prints the title of every page of a site, at most a hundred or as many as are asked for: {@code
 * URL [PAGES]}.
 */
public final class TitlesOfASite {
  private TitlesOfASite() {}

  public static void main(String[] args) {
    long pagesMax = args.length > 1 ? Long.parseLong(args[1]) : 100;
    try (Crawl crawl =
        Crawler.builder()
            .seed(args[0])
            .limits(FrontierLimits.DEFAULT.withPagesMax(pagesMax))
            .takePages()
            .build()
            .start()) {
      for (Page page : crawl.pages()) {
        if (page.content() != null) {
          System.out.println(page.url() + "  " + page.content().title());
        }
      }
      CrawlTotals totals = crawl.await().totals();
      System.out.println(totals.pages() + " pages, " + totals.finished() + " URLs");
    }
  }
}
