package dev.weft.examples;

import dev.weft.Crawl;
import dev.weft.Crawler;
import dev.weft.frontier.FrontierLimits;
import dev.weft.page.Page;
import dev.weft.report.CrawlTotals;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.OptionalLong;

/** Prints the title of every page of a site, at most a hundred. */
public final class TitlesOfASite {
  private TitlesOfASite() {}

  public static void main(String[] args) {
    CrawlUrl start = CrawlUrl.parse(args[0]).orElseThrow();
    FrontierLimits limits =
        new FrontierLimits(
            OptionalLong.of(100), OptionalLong.empty(), OptionalLong.empty(), 10 << 20, 8);
    try (Crawl crawl =
        Crawler.builder()
            .seeds(List.of(new Seed(start, ScopeKind.HOST, "command line")))
            .limits(limits)
            .takePages()
            .build()
            .start()) {
      for (Page page : crawl.pages()) {
        if (page.content() != null) {
          System.out.println(page.url() + "  " + page.content().title());
        }
      }
      CrawlTotals totals = crawl.report().toCompletableFuture().join().totals();
      System.out.println(totals.pages() + " pages, " + totals.finished() + " URLs");
    }
  }
}
