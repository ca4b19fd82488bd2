package dev.weft.cli;

import dev.weft.Crawler;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import dev.weft.demo.DemoTruth;
import dev.weft.demo.DemoWeb;
import dev.weft.fetch.FetchOptions;
import dev.weft.page.Disposition;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlTotals;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.SeedReader;
import dev.weft.sink.jsonl.JsonlSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code weft demo}: serves the demo web on loopback, crawls it through sockets, and says whether
 * what was found is what there is.
 */
final class DemoCommand implements Command {
  private static final Path USUAL_FOLDER = Path.of("output", "demo");
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String PAGES = "--pages";
  private static final String SEED = "--seed";

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            this, "Serves a small web on this machine and crawls it, without internet.");
    spec.addOption(number(PAGES, "N", "Ordinary pages of that web.", DemoOptions.DEFAULT.pages()));
    spec.addOption(number(SEED, "N", "Chooses another web.", DemoOptions.DEFAULT.seed()));
    spec.addOption(
        Options.value(
            "DIR",
            "Write into this folder. (default: " + USUAL_FOLDER + ", which is started over)",
            Options.OUTPUT,
            "--output"));
    Options.addFresh(spec);
    Options.addQuiet(spec);
    Options.addMemory(spec);
    return spec;
  }

  private static OptionSpec number(String name, String label, String description, long usual) {
    return OptionSpec.builder(name)
        .type(Long.class)
        .paramLabel(label)
        .description(description + " (default: " + usual + ")")
        .build();
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    boolean isQuiet = Options.isGiven(parsed, Options.QUIET);
    Context around = context.with(isQuiet ? context.terminal().quiet() : context.terminal());
    DemoOptions options = options(parsed);
    String output = parsed.matchedOptionValue(Options.OUTPUT, "");
    try (OutputFolder folder =
            OutputFolder.take(output.isEmpty() ? USUAL_FOLDER : Path.of(output));
        DemoServer server = DemoServer.start(options)) {
      if (output.isEmpty()) {
        folder.deleteResults();
      } else if (Options.isGiven(parsed, Options.FRESH)) {
        folder.startOver(around, Options.isGiven(parsed, Options.YES));
      } else if (folder.isUsed()) {
        throw folder.refusal();
      }
      return crawl(around, server.web(), folder);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  private static DemoOptions options(ParseResult parsed) throws CommandFailure {
    long pages = parsed.matchedOptionValue(PAGES, (long) DemoOptions.DEFAULT.pages());
    try {
      return DemoOptions.DEFAULT
          .withPages((int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, pages)))
          .withSeed(parsed.matchedOptionValue(SEED, DemoOptions.DEFAULT.seed()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage());
    }
  }

  private static int crawl(Context context, DemoWeb web, OutputFolder folder) {
    context.terminal().say("Crawling " + String.join(" ", web.seeds()));
    Crawler crawler = crawler(web).sink(JsonlSink.inFolder(folder.path())).build();
    CrawlRun.Result result = new CrawlRun(context, GRACE).run(crawler);
    int code = new CrawlJob(context, GRACE, 0).into(folder, List.of(folder.records())).tell(result);
    return result.report().end() == CrawlEnd.FINISHED && code == ExitCode.DONE
        ? compare(context.terminal(), DemoTruth.of(web), result.report().totals())
        : code;
  }

  private static Crawler.Builder crawler(DemoWeb web) {
    List<String> seeds = web.seeds();
    PolitenessOptions ownSite =
        new PolitenessOptions(Duration.ZERO, PolitenessOptions.OWN_SITE_PER_HOST, 1, true, true);
    return Crawler.builder()
        .seeds(new SeedReader(ScopeKind.HOST).read(seeds).seeds())
        .politeness(ownSite)
        .fetch(FetchOptions.of("Weft/" + Main.version()))
        .grace(GRACE);
  }

  /** Holds the crawl against what the web knows of itself. */
  private static int compare(Terminal terminal, DemoTruth truth, CrawlTotals totals) {
    boolean isRight = true;
    for (Disposition disposition : Disposition.values()) {
      long found = totals.records(disposition);
      long there = truth.count(disposition);
      if (found != there) {
        terminal.complain(disposition.code() + ": " + found + " records, but the web has " + there);
        isRight = false;
      }
    }
    if (isRight) {
      terminal.say(
          "All " + Figures.count(truth.count()) + " URLs of this web were found, each once.");
    }
    return isRight ? ExitCode.DONE : ExitCode.NO;
  }
}
