package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.report.CrawlTotals;
import java.time.Duration;

/** The line that tells how a crawl is going. */
final class Progress {
  /** The rate is that of the last seconds: this share of it is renewed each time. */
  private static final double RATE_RENEWAL = 0.1;

  private final Crawl crawl;
  private long lastPages;
  private Duration lastElapsed = Duration.ZERO;
  private double rate;

  private Progress(Crawl crawl) {
    this.crawl = crawl;
  }

  /** Shows the crawl's progress until it is closed, if the terminal shows any. */
  static Ticker show(Crawl crawl, Terminal terminal) {
    return Ticker.show(terminal, new Progress(crawl)::tick);
  }

  private String tick() {
    CrawlTotals totals = crawl.totals();
    double seconds = totals.elapsed().minus(lastElapsed).toNanos() / 1e9;
    if (seconds > 0) {
      double now = (totals.pages() - lastPages) / seconds;
      rate = lastPages == 0 ? now : rate + RATE_RENEWAL * (now - rate);
      lastPages = totals.pages();
      lastElapsed = totals.elapsed();
    }
    return line(totals, rate);
  }

  /** One line of at most 80 columns for all but absurd numbers. */
  static String line(CrawlTotals totals, double rate) {
    return Figures.time(totals.elapsed())
        + "  "
        + Figures.count(totals.pages())
        + " pages  "
        + Figures.rate(rate)
        + "/s  "
        + Figures.bytes(totals.wireBytes())
        + "  "
        + Figures.count(totals.inFlight())
        + " in flight  "
        + Figures.count(totals.queued())
        + " queued";
  }
}
