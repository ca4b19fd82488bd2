package dev.weft.cli;

import dev.weft.Crawler;
import dev.weft.config.CrawlConfig;
import dev.weft.config.Durability;
import dev.weft.config.Durability.StateKind;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.Recovered;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedList;
import dev.weft.sink.Shortfall;
import java.io.IOException;
import java.util.Optional;

/**
 * A crawl into a folder: one that begins there, one that goes on from the state in it, or one that
 * has nothing left to do.
 */
final class FolderCrawl {
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
    if (config.durability().state() == StateKind.NONE) {
      if (hasState) {
        throw new CommandFailure(
            ExitCode.USAGE,
            folder.path()
                + " holds the state of a crawl; leave --state none out to go on with it, name"
                + " another folder with -o, or add --fresh to start over");
      }
      folder.forgetSummary();
      return runNow(crawler);
    }
    try (FrontierState state = StateFiles.open(folder.path())) {
      Recovered recovered = state.recover(StateFiles.seenBytesMax());
      new RunOptions(folder.path(), config).check(recovered.isBegun());
      return run(crawler, state, recovered);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, folder.path() + " cannot be read: " + OutputFolder.reason(e));
    }
  }

  private int run(Crawler.Builder crawler, FrontierState state, Recovered recovered)
      throws CommandFailure, IOException {
    if (recovered.isBegun()) {
      long queued = recovered.queuedUrls();
      if (queued == 0 && knowsAllSeeds(state, recovered)) {
        requireFiles(recovered);
        context
            .terminal()
            .say(
                folder.path()
                    + ": the crawl is finished, "
                    + Figures.count(recovered.finished())
                    + " URLs; --fresh starts it over");
        return ExitCode.DONE;
      }
      String goingOn =
          "Going on in "
              + folder.path()
              + ": "
              + Figures.count(recovered.finished())
              + " URLs finished, "
              + Figures.count(queued)
              + " queued";
      if (!context.terminal().isBrief()) {
        context.terminal().say(goingOn);
      }
    }
    folder.forgetSummary();
    ScopeFile.write(folder.state(), config, seeds.seeds());
    Durability durability = config.durability();
    return runNow(
        crawler
            .state(state, recovered)
            .commitEvery(durability.commitEvery())
            .minFreeDisk(folder.path(), durability.minFreeDiskBytes()));
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

  private int runNow(Crawler.Builder crawler) {
    try (RunDesk desk = new RunDesk(context, folder)) {
      return new CrawlJob(context, config.grace(), seeds.problems().size())
          .into(
              folder,
              config.sinks().stream().flatMap(each -> each.files(folder.path()).stream()).toList())
          .brief(context.terminal().isBrief())
          .watchedBy(desk::open)
          .run(crawler.build());
    }
  }
}
