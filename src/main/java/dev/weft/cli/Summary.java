package dev.weft.cli;

import dev.weft.CrawlReport;
import dev.weft.politeness.PolitenessTotals;
import dev.weft.report.CrawlTotals;
import java.time.Instant;
import java.util.List;

/**
 * How a crawl went, for {@link SummaryText} and {@link SummaryFile}; {@code run} is 1 for a first
 * crawl and more for a revisit, {@code signal} is 0 where none came, {@code output} says where the
 * records are, for people.
 */
record Summary(
    CrawlReport report,
    int run,
    PolitenessTotals politeness,
    Instant startedAt,
    int signal,
    int exitCode,
    int seedProblems,
    List<String> output) {

  static Summary of(CrawlRun.Result result, int run, int seedProblems, List<String> output) {
    return new Summary(
        result.report(),
        run,
        PolitenessTotals.of(result.hosts()),
        result.startedAt(),
        result.signal(),
        result.exitCode(),
        seedProblems,
        output);
  }

  CrawlTotals totals() {
    return report.totals();
  }

  double pagesPerSecond() {
    double seconds = totals().elapsed().toNanos() / 1e9;
    return seconds > 0 ? totals().pages() / seconds : 0;
  }
}
