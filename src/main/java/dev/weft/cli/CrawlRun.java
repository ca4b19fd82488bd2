package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.CrawlReport;
import dev.weft.Crawler;
import dev.weft.engine.CrawlEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A crawl from its start to its report. The first SIGINT or SIGTERM lets what is in flight finish
 * within the grace time, the second drops it, the third ends the process.
 */
final class CrawlRun {
  private final Context context;
  private final Duration grace;
  private final AtomicInteger signalsSeen = new AtomicInteger();
  private final AtomicInteger firstSignal = new AtomicInteger();

  CrawlRun(Context context, Duration grace) {
    this.context = context;
    this.grace = grace;
  }

  /** How a run ended; {@code signal} is 0 where none came. */
  record Result(CrawlReport report, Instant startedAt, int signal) {
    int exitCode() {
      CrawlEnd end = report.end();
      if (end == CrawlEnd.BROKEN) {
        return ExitCode.BROKEN;
      } else if (end == CrawlEnd.SINK_FAILED) {
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
    Instant startedAt = Instant.now();
    CompletableFuture<Crawl> started = new CompletableFuture<>();
    // Taken first: a signal may come as soon as the first request is out.
    Signals signals = Signals.take(number -> signalled(started.join(), number));
    Ticker progress = null;
    try {
      Crawl crawl = crawler.start();
      started.complete(crawl);
      CompletableFuture<CrawlReport> report = crawl.report().toCompletableFuture();
      progress = Progress.show(crawl, context.terminal());
      return new Result(report.join(), startedAt, firstSignal.get());
    } finally {
      if (progress != null) {
        progress.close();
      }
      signals.close();
      started.cancel(false);
    }
  }

  private void signalled(Crawl crawl, int number) {
    switch (signalsSeen.incrementAndGet()) {
      case 1 -> {
        firstSignal.set(number);
        context
            .terminal()
            .complain(
                "stopping; what is in flight may finish within "
                    + Figures.time(grace)
                    + ", a second signal drops it");
        crawl.stop();
      }
      case 2 -> crawl.cancel();
      default -> context.halt().accept(ExitCode.SIGNAL + number);
    }
  }
}
