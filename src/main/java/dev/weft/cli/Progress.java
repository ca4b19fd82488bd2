package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.engine.CrawlTotals;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The line that tells how a crawl is going, five times a second, on a terminal only. */
final class Progress {
  private static final long PERIOD_MILLIS = 200;

  /** The rate is that of the last seconds: this share of it is renewed each time. */
  private static final double RATE_RENEWAL = 0.1;

  private final Crawl crawl;
  private final Terminal terminal;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Progress::thread);
  private long lastPages;
  private Duration lastElapsed = Duration.ZERO;
  private double rate;

  private Progress(Crawl crawl, Terminal terminal) {
    this.crawl = crawl;
    this.terminal = terminal;
  }

  /** Shows the crawl's progress until it is closed, if the terminal shows any. */
  static Progress show(Crawl crawl, Terminal terminal) {
    Progress progress = new Progress(crawl, terminal);
    if (terminal.showsProgress()) {
      progress.timer.scheduleAtFixedRate(
          progress::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
    return progress;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weft-progress");
    thread.setDaemon(true);
    return thread;
  }

  private void tick() {
    CrawlTotals totals = crawl.totals();
    double seconds = totals.elapsed().minus(lastElapsed).toNanos() / 1e9;
    if (seconds > 0) {
      double now = (totals.pages() - lastPages) / seconds;
      rate = lastPages == 0 ? now : rate + RATE_RENEWAL * (now - rate);
      lastPages = totals.pages();
      lastElapsed = totals.elapsed();
    }
    terminal.progress(line(totals, rate));
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

  void close() {
    timer.shutdownNow();
    terminal.clearProgress();
  }
}
