package dev.weft;

import dev.weft.page.Page;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.sink.SinkOptions;
import dev.weft.url.CrawlUrl;
import java.nio.file.Path;
import java.util.List;

/** A program that asks for what its class path lacks, and crawls with what it has. */
public final class LackingProgram {
  private LackingProgram() {}

  /** Takes a URL, and a folder it may write to. */
  public static void main(String[] args) {
    Path folder = Path.of(args[1]);
    tell(() -> CrawlState.open(folder));
    tell(() -> SinkKind.WARC.inFolder(folder, SinkOptions.DEFAULT));
    CrawlUrl url = CrawlUrl.parse(args[0]).orElseThrow();
    Crawler.Builder crawler =
        Crawler.builder()
            .seeds(List.of(new Seed(url, ScopeKind.PREFIX, "test")))
            .sink(SinkKind.JSONL.inFolder(folder, SinkOptions.DEFAULT))
            .takePages();
    try (Crawl crawl = crawler.build().start()) {
      for (Page page : crawl.pages()) {
        System.out.println(page.disposition().code());
      }
    }
  }

  private static void tell(Runnable asking) {
    try {
      asking.run();
    } catch (UnsupportedOperationException e) {
      System.out.println(e.getMessage());
    }
  }
}
