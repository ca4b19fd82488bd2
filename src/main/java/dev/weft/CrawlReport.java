package dev.weft;

import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlTotals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a crawl went: why it ended, its counts, earlier runs included, and the failure that ended it,
 * if one did. {@code begun} is what earlier runs had committed and {@code checkpoint} what is
 * committed at the end, each with epoch 0 if nothing was.
 */
public record CrawlReport(
    CrawlEnd end,
    CrawlTotals totals,
    @Nullable Throwable cause,
    Checkpoint begun,
    Checkpoint checkpoint) {

  /** The report of a crawl without a state. */
  public CrawlReport(CrawlEnd end, CrawlTotals totals, @Nullable Throwable cause) {
    this(end, totals, cause, new Checkpoint(0, totals), new Checkpoint(0, totals));
  }

  /**
   * The failure of a sink ({@code SINK_FAILED}), of the state ({@code STATE_FAILED}), for want of
   * room ({@code DISK_LOW}), or of ours ({@code BROKEN}).
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(cause);
  }

  /** Where the crawl went on from, if it did not begin anew. */
  public Optional<Checkpoint> resumedFrom() {
    return begun.epoch() > 0 ? Optional.of(begun) : Optional.empty();
  }
}
