package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.CrawlReport;
import dev.weft.Crawler;
import dev.weft.politeness.HostReport;
import dev.weft.report.CrawlEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A crawl from its start to its report, which signals may hasten. */
final class CrawlRun {
  private final Context context;
  private final Duration grace;

  CrawlRun(Context context, Duration grace) {
    this.context = context;
    this.grace = grace;
  }

  /** How a run ended; {@code signal} is 0 where none came. */
  record Result(CrawlReport report, Iterable<HostReport> hosts, Instant startedAt, int signal) {
    int exitCode() {
      CrawlEnd end = report.end();
      if (end == CrawlEnd.BROKEN) {
        return ExitCode.BROKEN;
      } else if (end == CrawlEnd.SINK_FAILED
          || end == CrawlEnd.STATE_FAILED
          || end == CrawlEnd.DISK_LOW) {
        return ExitCode.STORAGE;
      } else if (end == CrawlEnd.STOPPED) {
        return ExitCode.SIGNAL + signal;
      } else if (end == CrawlEnd.FINISHED && report.totals().seedsFetched() == 0) {
        return ExitCode.NO_SEED_FETCHED;
      }
      return ExitCode.DONE;
    }
  }

  /** Runs the crawl to its end. */
  Result run(Crawler crawler) {
    return run(crawler, crawl -> {});
  }

  /** Runs the crawl to its end, and shows it to somebody once it has started. */
  Result run(Crawler crawler, Consumer<Crawl> watcher) {
    Instant startedAt = Instant.now();
    try (Stopping<Crawl> stopping = new Stopping<>(context, grace, Crawl::stop, Crawl::cancel)) {
      Crawl crawl = crawler.start();
      stopping.started(crawl);
      watcher.accept(crawl);
      CompletableFuture<CrawlReport> report = crawl.report().toCompletableFuture();
      Ticker progress = Progress.show(crawl, context.terminal());
      try {
        return new Result(report.join(), crawl.hosts(), startedAt, stopping.signal());
      } finally {
        progress.close();
      }
    }
  }
}
