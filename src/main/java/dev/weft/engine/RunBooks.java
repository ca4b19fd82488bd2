package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.frontier.Recovered;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlTotals;
import java.time.Duration;
import java.util.Map;

/**
 * The books of the whole crawl, earlier runs included: its counts, what it remembers to explain
 * itself, and the notes that let a later run open the books again. The loop's.
 */
final class RunBooks {
  static final String TOTALS = "totals";

  final Tally tally;
  final History history;
  final Notes notes;
  private final Frontier frontier;
  private final long startNanos;

  /** Goes on from the totals of earlier runs. */
  RunBooks(CrawlPlan plan, CrawlTotals before, Notes notes, Frontier frontier, long startNanos) {
    this.tally = new Tally(plan.seeds().size(), plan.parse().rules(), before);
    this.history = new History(notes);
    this.notes = notes;
    this.frontier = frontier;
    this.startNanos = startNanos;
  }

  /** What the last epoch of a state has noted. */
  static Checkpoint checkpoint(Recovered recovered) {
    return new Checkpoint(
        recovered.epoch(), TotalsText.read(recovered.notes().getOrDefault(TOTALS, "")));
  }

  CrawlTotals totals(long nowNanos) {
    return tally.totals(frontier.counts(), Duration.ofNanos(nowNanos - startNanos));
  }

  /** The notes that changed since the last call, with the totals of now. */
  Map<String, String> takeNotes(CrawlTotals now) {
    notes.put(TOTALS, TotalsText.of(now));
    return notes.take();
  }
}
