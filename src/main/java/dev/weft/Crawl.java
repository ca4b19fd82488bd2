package dev.weft;

import dev.weft.politeness.HostReport;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlStanding;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.report.UrlStanding;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A crawl under way. Every method may be called from any thread. */
public interface Crawl {
  /** Completes when the crawl has ended, its files are durable and its threads are gone. */
  CompletionStage<CrawlReport> report();

  /** Starts nothing more, lets what is in flight finish within the grace time, then ends. */
  void stop();

  /** Ends at once: what is in flight is dropped without a record, what was written is kept. */
  void cancel();

  /**
   * The counts of a moment ago (at most a fifth of a second), those of earlier runs of the crawl
   * included.
   */
  CrawlTotals totals();

  /** What will survive whatever happens: the counts as of the last commit. */
  Checkpoint checkpoint();

  /**
   * The host that is asked next, as of a moment ago; empty if no URL waits, or none will be leased.
   */
  Optional<NextDue> nextDue();

  /**
   * What the crawl knows of a URL at this moment, beside what is committed. Never completes once
   * the crawl has ended.
   */
  CompletionStage<UrlStanding> standing(CrawlUrl url);

  /** What the crawl waits for, with up to {@code hostsMax} hosts, those due first; likewise. */
  CompletionStage<CrawlStanding> standing(int hostsMax);

  /** How hosts were treated so far, at most {@code max}, those asked most first; likewise. */
  CompletionStage<List<HostReport>> busiest(int max);

  /** How each host was treated, in the order they were first asked; once the report is there. */
  Iterable<HostReport> hosts();
}
