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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A crawl under way. Every method may be called from any thread; but for {@link #await} and {@link
 * #close}, none waits.
 */
public interface Crawl extends AutoCloseable {
  /** Completes when the crawl has ended, its files are durable and its threads are gone. */
  CompletionStage<CrawlReport> report();

  /** Waits for the end, and gives the report. */
  default CrawlReport await() {
    return report().toCompletableFuture().join();
  }

  /**
   * The pages as they are finished, to be taken once.
   *
   * @throws IllegalStateException if they are not for taking, see {@link Crawler.Builder#takePages}
   */
  Pages pages();

  /**
   * Starts no more requests for pages until {@link #resume}; what is in flight finishes, and the
   * maximum duration runs on.
   */
  void pause();

  /** Goes on after {@link #pause}. */
  void resume();

  /** Starts nothing more, lets what is in flight finish within the grace time, then ends. */
  void stop();

  /**
   * Ends at once: what is in flight is dropped without a record, pages that were not taken are
   * forgotten, hooks and listeners interrupted; what was written is kept. Within two seconds
   * nothing is left of it: no thread, no socket, no file, no process.
   */
  void cancel();

  /** Cancels it, if it has not ended, and waits for its end. */
  @Override
  default void close() {
    CompletableFuture<CrawlReport> report = report().toCompletableFuture();
    if (!report.isDone()) {
      cancel();
    }
    report.join();
  }

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
   * What the crawl knows of a URL at this moment, beside what is committed. Fails with {@link
   * IllegalStateException} once the crawl has ended. What follows on it may block: it runs on no
   * thread of the crawl's.
   */
  CompletionStage<UrlStanding> standing(CrawlUrl url);

  /** What the crawl waits for, with up to {@code hostsMax} hosts, those due first; likewise. */
  CompletionStage<CrawlStanding> standing(int hostsMax);

  /** How hosts were treated so far, at most {@code max}, those asked most first; likewise. */
  CompletionStage<List<HostReport>> busiest(int max);

  /** How each host was treated, in the order they were first asked; once the report is there. */
  Iterable<HostReport> hosts();
}
