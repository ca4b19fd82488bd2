package dev.weft.cli;

import dev.weft.Crawler;
import dev.weft.config.CrawlConfig;
import dev.weft.config.Durability;
import dev.weft.config.Durability.StateKind;
import dev.weft.engine.RevisitRun;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.Recovered;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedList;
import dev.weft.sink.Shortfall;
import dev.weft.sink.jsonl.JsonlSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A crawl into a folder: one that begins there, one that goes on from the state in it, one that
 * revisits what is due, or one that has nothing left to do.
 */
final class FolderCrawl {
  private static final int FIRST_RUN = 1;

  private final Context context;
  private final OutputFolder folder;
  private final CrawlConfig config;
  private final SeedList seeds;

  FolderCrawl(Context context, OutputFolder folder, CrawlConfig config, SeedList seeds) {
    this.context = context;
    this.folder = folder;
    this.config = config;
    this.seeds = seeds;
  }

  /**
   * Runs it.
   *
   * @return the exit code
   * @throws dev.weft.frontier.StateException if the state cannot be opened
   */
  int run(Crawler.Builder crawler) throws CommandFailure {
    boolean hasState = StateFiles.isIn(folder.path());
    if (folder.holdsRecords() && !hasState) {
      throw folder.refusal();
    }
    Duration age = config.durability().revisitOrNull();
    if (config.durability().state() == StateKind.NONE) {
      if (hasState) {
        throw new CommandFailure(
            ExitCode.USAGE,
            folder.path()
                + " holds the state of a crawl; leave --state none out to go on with it, name"
                + " another folder with -o, or add --fresh to start over");
      }
      if (age != null) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--revisit needs the state of an earlier crawl; leave --state none out");
      }
      folder.forgetSummary();
      return runNow(crawler, FIRST_RUN);
    }
    try (FrontierState state = StateFiles.open(folder.path())) {
      Recovered recovered = state.recover(StateFiles.seenBytesMax());
      new RunOptions(folder.path(), config).check(recovered.isBegun());
      return run(crawler, state, recovered);
    } catch (IOException e) {
      throw CommandFailure.unreadable(folder.path(), e);
    }
  }

  private int run(Crawler.Builder crawler, FrontierState state, Recovered recovered)
      throws CommandFailure, IOException {
    if (!recovered.isBegun()) {
      return runOver(crawler, state, recovered);
    }
    Duration age = config.durability().revisitOrNull();
    boolean isAtEnd = RevisitRun.isAtEnd(recovered);
    boolean isFinished = isAtEnd && knowsAllSeeds(state, recovered);
    if (isFinished) {
      requireFiles(recovered);
    }
    if (age != null && (isAtEnd || hasUsedUpLimits(recovered))) {
      return revisit(crawler, state, recovered, age, isFinished);
    }
    if (isFinished) {
      return tell(
          finished(recovered)
              + "; --revisit 1d fetches again what is older, --fresh"
              + " starts it over");
    }
    remark("Going on in " + folder.path() + ": " + counts(recovered));
    return runOver(crawler, state, recovered);
  }

  private int revisit(
      Crawler.Builder crawler,
      FrontierState state,
      Recovered before,
      Duration age,
      boolean isFinished)
      throws CommandFailure {
    Instant now = Instant.now();
    Instant due = RevisitRun.nextDue(state, before, age).orElse(Instant.MAX);
    if (isFinished && due.isAfter(now) && config.discovery().sitemaps().isEmpty()) {
      return tell(finished(before) + ", nothing is due " + before(due));
    }
    RevisitRun run = RevisitRun.begin(state, before, age, now);
    Recovered recovered = state.recover(StateFiles.seenBytesMax());
    remark("Revisiting " + folder.path() + ": run " + run.number() + ", " + counts(recovered));
    return runOver(crawler, state, recovered);
  }

  /** Runs over a state, from what it holds. */
  private int runOver(Crawler.Builder crawler, FrontierState state, Recovered recovered)
      throws CommandFailure {
    folder.forgetSummary();
    ScopeFile.write(folder.state(), config, seeds.seeds());
    Durability durability = config.durability();
    int run = RevisitRun.of(recovered).number();
    return runNow(
        crawler
            .sink(JsonlSink.changes(folder.path(), run))
            .state(state, recovered)
            .commitEvery(durability.commitEvery())
            .minFreeDisk(folder.path(), durability.minFreeDiskBytes()),
        run);
  }

  private void remark(String line) {
    if (!context.terminal().isBrief()) {
      context.terminal().say(line);
    }
  }

  private int tell(String line) {
    context.terminal().say(line);
    return ExitCode.DONE;
  }

  private String finished(Recovered recovered) {
    return folder.path()
        + ": the crawl is finished, "
        + Figures.count(recovered.finished())
        + " URLs";
  }

  private static String before(Instant due) {
    return due.equals(Instant.MAX) ? "any more" : "before " + due.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String counts(Recovered recovered) {
    return Figures.count(recovered.finished())
        + " URLs finished, "
        + Figures.count(recovered.queuedUrls())
        + " queued";
  }

  /** Each run has the limits for itself: one that has reached them ends, whatever is left. */
  private boolean hasUsedUpLimits(Recovered recovered) {
    OptionalLong pages = config.limits().pagesMax();
    OptionalLong bytes = config.limits().bytesMax();
    return (pages.isPresent() && recovered.pagesFetched() >= pages.getAsLong())
        || (bytes.isPresent() && recovered.wireBytes() >= bytes.getAsLong());
  }

  /** A crawl is not finished whose records are gone; what they say is for {@code weft verify}. */
  private void requireFiles(Recovered recovered) throws CommandFailure, IOException {
    for (OutputFile file : recovered.files()) {
      Optional<Shortfall> shortfall = Shortfall.of(folder.path(), file.path(), file.length());
      if (shortfall.isPresent()) {
        throw new CommandFailure(ExitCode.STORAGE, shortfall.get().toString());
      }
    }
  }

  /** A seed that sends something is not looked up; the crawl finds out by itself. */
  private boolean knowsAllSeeds(FrontierState state, Recovered recovered) {
    for (Seed seed : seeds.seeds()) {
      long fingerprint = recovered.fingerprinter().fingerprint(seed.url());
      boolean isPlain = seed.submission().isEmpty();
      if (!isPlain || state.finished(fingerprint).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private int runNow(Crawler.Builder crawler, int run) {
    try (RunDesk desk = new RunDesk(context, folder)) {
      return new CrawlJob(context, config.grace(), seeds.problems().size())
          .into(folder, outputs(run))
          .ofRun(run)
          .brief(context.terminal().isBrief())
          .watchedBy(desk::open)
          .run(crawler.build());
    }
  }

  /** Where it writes, for people. */
  private List<Path> outputs(int run) {
    List<Path> outputs = new ArrayList<>();
    config.sinks().forEach(each -> each.files(folder.path()).ifPresent(outputs::add));
    if (run > FIRST_RUN) {
      outputs.add(folder.path().resolve(JsonlSink.changesFile(run)));
    }
    return outputs;
  }
}
