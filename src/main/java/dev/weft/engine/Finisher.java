package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Usage;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.url.CrawlUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the visit of a URL ends for good: it is counted, its record goes to the sinks, and the
 * frontier takes its lease back, in that order, so that a lease without its record is never
 * committed. The loop's.
 */
final class Finisher {
  private final Frontier frontier;
  private final Intake intake;
  private final Submissions submissions;
  private final PageAssembler pages;
  private final SeenContents contents;
  private final Epochs epochs;
  private final Tally tally;
  private final History history;
  private final Clock clock;
  private final int redirectsMax;

  Finisher(
      CrawlParts parts,
      Limits limits,
      Frontier frontier,
      Intake intake,
      Submissions submissions,
      PageAssembler pages,
      Epochs epochs,
      RunBooks books) {
    this.frontier = frontier;
    this.intake = intake;
    this.submissions = submissions;
    this.pages = pages;
    this.contents = SeenContents.of(parts.storage());
    this.epochs = epochs;
    this.tally = books.tally;
    this.history = books.history;
    this.clock = parts.clock();
    this.redirectsMax = limits.redirectsMax();
  }

  /**
   * With the answer to its last request, or the lack of one. Its links are admitted first: while
   * work is on its way, the frontier must not look drained.
   */
  void answered(Arrival arrival, long lookUpNanos, boolean hasNewCookies, long nowNanos) {
    Lease lease = arrival.lease();
    Disposition disposition = arrival.disposition(redirectsMax);
    tally.outOfScope(arrival.links().outOfScope());
    tally.extraction(lease.url(), arrival.extraction());
    intake.take(arrival, hasNewCookies, nowNanos);
    boolean reached = disposition == Disposition.FETCHED || disposition == Disposition.UNCHANGED;
    if (reached && lease.candidate().seed()) {
      tally.seedFetched();
    }
    history.ended(lease.candidate().fingerprint(), History.attempt(clock, arrival.word(), null));
    Page page = pages.of(arrival, disposition, clock.wall(), lookUpNanos);
    CrawlUrl copied = contents.original(page);
    CrawlUrl original = arrival.canonical() == null ? copied : arrival.canonical();
    record(lease, page, original, arrival.usage(true), nowNanos);
  }

  /** With a record that says why no request was made. */
  void unasked(Lease lease, Disposition disposition, Page.PageError why, long nowNanos) {
    Page page = pages.withoutRequest(lease, disposition, why, clock.wall());
    record(lease, page, null, Usage.NONE, nowNanos);
  }

  private void record(
      Lease lease, Page page, @Nullable CrawlUrl original, Usage usage, long nowNanos) {
    Page compared = page.with(Comparing.of(page, lease, original));
    tally.record(compared);
    epochs.record(compared);
    submissions.finished(lease);
    frontier.finish(lease, usage, Comparing.outcome(page, lease), nowNanos);
  }

  /** Without a record: an earlier run's scope let it in, and this rule of today's does not. */
  void leftOut(Lease lease, String rule, long nowNanos) {
    tally.outOfScope(Map.of(rule, 1));
    submissions.finished(lease);
    frontier.finish(lease, Usage.NONE, nowNanos);
  }
}
