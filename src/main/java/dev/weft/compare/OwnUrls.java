package dev.weft.compare;

import dev.weft.UrlFetcher;
import dev.weft.gather.Gather;
import dev.weft.url.CrawlUrl;
import java.util.List;

/** What is to be known of a user's URLs before models take them in turn. */
final class OwnUrls {
  /** Few, for they are asked once more than the user may expect; after one that connects. */
  private static final int ASKED = 3;

  private OwnUrls() {}

  /** Seconds that they would take one after another, told from the first few; at least 1. */
  static int sequentialSeconds(List<CrawlUrl> urls) {
    try (UrlFetcher fetcher = UrlFetcher.builder().concurrency(1).perHost(1).build()) {
      seconds(fetcher, urls.subList(0, 1));
      List<CrawlUrl> some = urls.subList(0, Math.min(ASKED, urls.size()));
      double each = seconds(fetcher, some) / some.size();
      return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(each * urls.size())));
    }
  }

  private static double seconds(UrlFetcher fetcher, List<CrawlUrl> urls) {
    long start = System.nanoTime();
    try (Gather gather = fetcher.fetchAll(urls)) {
      gather.all().toCompletableFuture().join();
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
