package dev.weft;

import dev.weft.engine.CrawlEnd;
import dev.weft.engine.CrawlTotals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a crawl went: why it ended, its counts, and the failure that ended it, if one did. */
public record CrawlReport(CrawlEnd end, CrawlTotals totals, @Nullable Throwable cause) {

  /** The failure of a sink ({@code SINK_FAILED}) or of ours ({@code BROKEN}). */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(cause);
  }
}
