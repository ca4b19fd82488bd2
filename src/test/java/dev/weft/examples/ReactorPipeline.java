package dev.weft.examples;

import dev.weft.Crawl;
import dev.weft.Crawler;
import dev.weft.page.Page;
import dev.weft.politeness.PolitenessOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Feeds a pipeline of Project Reactor: what it does not ask for is not fetched, and a step that
 * blocks runs where blocking is allowed.
 */
public final class ReactorPipeline {
  private ReactorPipeline() {}

  /** How many of the first pages there are by the length of their longest word. */
  static Map<Integer, Long> longestWords(String url, int pages) {
    try (Crawl crawl =
        Crawler.builder()
            .seed(url)
            .politeness(PolitenessOptions.DEFAULT.withDelay(Duration.ZERO).withPerHost(4))
            .keepBodies()
            .takePages()
            .build()
            .start()) {
      Flux<Page> flux = JdkFlowAdapter.flowPublisherToFlux(crawl.pages());
      return flux.filter(page -> page.content() != null)
          .take(pages)
          .publishOn(Schedulers.boundedElastic())
          .map(page -> longest(page.text(1 << 20).orElse("")))
          .collectMultimap(length -> length)
          .map(ReactorPipeline::counts)
          .block(Duration.ofMinutes(1));
    }
  }

  private static int longest(String text) {
    return List.of(text.split("\\W+", -1)).stream().mapToInt(String::length).max().orElse(0);
  }

  private static Map<Integer, Long> counts(Map<Integer, java.util.Collection<Integer>> byLength) {
    Map<Integer, Long> counts = new java.util.TreeMap<>();
    byLength.forEach((length, all) -> counts.put(length, (long) all.size()));
    return counts;
  }

  public static void main(String[] args) {
    System.out.println(longestWords(args[0], 50));
  }
}
