package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.CrawlReport;
import dev.weft.Crawler;
import dev.weft.politeness.HostReport;
import dev.weft.report.CrawlTotals;
import dev.weft.report.CrawlTotals.ErrorCount;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A crawl that is run and told about: its summary, its summary file and what went wrong. */
final class CrawlJob {
  private final Context context;
  private final Duration grace;
  private final int seedProblems;
  private @Nullable OutputFolder folder;
  private int run = 1;
  private List<String> output = List.of();
  private boolean isBrief;
  private Consumer<Crawl> watcher = crawl -> {};

  CrawlJob(Context context, Duration grace, int seedProblems) {
    this.context = context;
    this.grace = grace;
    this.seedProblems = seedProblems;
  }

  /**
   * Puts the summary file into this folder; {@code records} are where the sinks write, if any do.
   */
  CrawlJob into(OutputFolder target, List<Path> records) {
    folder = target;
    List<Path> told = records.isEmpty() ? List.of(target.summary()) : records;
    output = told.stream().map(Path::toString).toList();
    return this;
  }

  /** Tells how it went in one line; the rest is in the summary file. */
  CrawlJob brief(boolean wanted) {
    isBrief = wanted;
    return this;
  }

  /** Says which run over its folder it is: 1 is the first crawl, more a revisit. */
  CrawlJob ofRun(int number) {
    run = number;
    return this;
  }

  /** Shows the crawl to this, once it has started. */
  CrawlJob watchedBy(Consumer<Crawl> other) {
    watcher = other;
    return this;
  }

  /** Runs the crawl, tells how it went and returns the exit code. */
  int run(Crawler crawler) {
    return tell(new CrawlRun(context, grace).run(crawler, watcher));
  }

  /** Tells how a crawl went. */
  int tell(CrawlRun.Result result) {
    Summary summary = Summary.of(result, run, seedProblems, output);
    Terminal terminal = context.terminal();
    if (isBrief) {
      terminal.say(SummaryText.line(summary));
    } else {
      terminal.headline(SummaryText.headline(summary));
      SummaryText.lines(summary).forEach(terminal::say);
      if (!summary.output().isEmpty()) {
        terminal.say("");
        summary.output().forEach(terminal::say);
      }
    }
    int code = result.exitCode();
    complain(code, result.report());
    RuleNotes.of(summary.totals().extraction()).forEach(terminal::complain);
    return folder == null ? code : written(summary, result.hosts(), folder, code);
  }

  private int written(Summary summary, Iterable<HostReport> hosts, OutputFolder target, int code) {
    try {
      HostsFile.write(hosts, target.hosts());
      SummaryFile.write(summary, Main.version(), target.summary());
      return code;
    } catch (IOException e) {
      context
          .terminal()
          .complain(
              target.path()
                  + ": the summary could not be written: "
                  + e.getMessage()
                  + "; make room for it");
      return code == ExitCode.DONE ? ExitCode.STORAGE : code;
    }
  }

  private void complain(int code, CrawlReport report) {
    Terminal terminal = context.terminal();
    if (code == ExitCode.STORAGE) {
      terminal.complain(
          (folder == null ? "standard output: " : "")
              + report.failure().map(Throwable::getMessage).orElse("records could not be written")
              + "; what was written before is kept");
    } else if (code == ExitCode.BROKEN) {
      terminal.complain("a fault of Weft's own ended the crawl, please report it:");
      report.failure().ifPresent(failure -> trace(failure).forEach(terminal::remark));
    } else if (code == ExitCode.NO_SEED_FETCHED) {
      terminal.complain("no seed could be fetched" + why(report.totals()));
    }
  }

  private static String why(CrawlTotals totals) {
    if (totals.errors().isEmpty()) {
      return "; their records say why";
    }
    ErrorCount first = totals.errors().get(0);
    return ": " + first.exampleUrl() + ": " + first.exampleMessage() + " (" + first.code() + ")";
  }

  private static List<String> trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString().lines().toList();
  }
}
