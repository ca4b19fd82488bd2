package dev.weft.compare;

import dev.weft.FetcherKind;
import dev.weft.UrlFetcher;
import dev.weft.fetch.FetchOptions;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.page.Answer;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A list of URLs fetched by one model; some of them before, to be warm. */
final class FetchTrial {
  static final String KIND = "fetch";

  private static final long BODY_BYTES_MAX = 64 << 20;

  private FetchTrial() {}

  /**
   * {@code FETCHER SIZE IN-FLIGHT WARM-UPS WARM-UP-URL URLS-FILE}; the size is threads, or loops
   * for netty. What warms up is asked for so often, with a number appended.
   */
  static Figures run(List<String> arguments) throws Exception {
    FetcherKind kind = FetcherKind.ofCode(arguments.get(0)).orElseThrow();
    List<CrawlUrl> urls = read(Path.of(arguments.get(5)));
    List<CrawlUrl> warmUp = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments.get(3)); i++) {
      warmUp.add(CrawlUrl.parse(arguments.get(4) + i).orElseThrow());
    }
    try (UrlFetcher fetcher =
        fetcher(kind, Integer.parseInt(arguments.get(1)), Integer.parseInt(arguments.get(2)))) {
      fetch(fetcher, warmUp);
      return Meter.measure(urls.size(), () -> fetch(fetcher, urls));
    }
  }

  private static List<CrawlUrl> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> CrawlUrl.parse(line).orElseThrow())
        .toList();
  }

  private static UrlFetcher fetcher(FetcherKind kind, int size, int inFlight) {
    FetchOptions options = FetchOptions.of("Weft (comparison)");
    return UrlFetcher.builder()
        .fetcher(kind)
        .fetch(
            switch (kind) {
              case NETTY -> options.withLanes(size, 2 * inFlight);
              case BLOCKING -> options.withThreads(size);
              case VIRTUAL -> options.withThreads(inFlight);
            })
        .concurrency(inFlight)
        .perHost(inFlight)
        .bodyBytesMax(BODY_BYTES_MAX)
        .build();
  }

  private static long fetch(UrlFetcher fetcher, List<CrawlUrl> urls) throws IOException {
    long failures = 0;
    try (Gather gather = fetcher.fetchAll(urls)) {
      for (Fetched each : gather) {
        failures += each.isFailure() ? 1 : 0;
        Answer answer = each.answer().orElse(null);
        if (answer != null) {
          answer.body().close();
        }
      }
    }
    return failures;
  }
}
