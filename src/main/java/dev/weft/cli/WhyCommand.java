package dev.weft.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.frontier.FrontierState;
import dev.weft.scope.SeedUrl;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft why}: why a URL was crawled or not, and what a quiet crawl waits for. */
final class WhyCommand implements Command {
  private static final String IDLE = "--idle";

  @Override
  public String name() {
    return "why";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, "Explains what became of a URL, or what a crawl waits for.");
    spec.usageMessage()
        .customSynopsis("weft why [OPTIONS] URL -o DIR", "       weft why [OPTIONS] --idle -o DIR");
    spec.addPositional(Options.word("URL", "0..1", "The URL that is asked about."));
    spec.addOption(Options.value("DIR", "The folder of the crawl.", Options.OUTPUT, "--output"));
    spec.addOption(Options.flag("What the crawl waits for, host by host.", IDLE));
    Options.addJson(spec);
    spec.usageMessage()
        .footer(
            "",
            "A crawl that runs is asked over its control socket, and its state is read as of its"
                + " last commit; of one that does not run, the state alone. Nothing is changed and"
                + " no site is asked.",
            "",
            "Exit codes: 0 told; 2 DIR holds no crawl, or this is no URL; 4 its state cannot be"
                + " read.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    String word = parsed.matchedPositionalValue(0, "");
    String output = parsed.matchedOptionValue(Options.OUTPUT, "");
    boolean isIdle = Options.isGiven(parsed, IDLE);
    if (output.isEmpty() || isIdle != word.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "name a URL or " + IDLE + ", and with -o the folder of the crawl");
    }
    Path folder = Path.of(output);
    try {
      String subject = isIdle ? folder.toString() : url(word).href();
      List<Fact> facts = isIdle ? idle(context, folder) : url(context, folder, word, url(word));
      if (Options.isJson(parsed)) {
        context.terminal().say(Fact.json(subject, facts));
      } else {
        context.terminal().headline(subject);
        Fact.lines(facts).forEach(context.terminal()::say);
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw CommandFailure.unreadable(folder, e);
    }
  }

  private static CrawlUrl url(String word) throws CommandFailure {
    SeedUrl.Reading reading = SeedUrl.read(word);
    if (reading.url() == null) {
      throw new CommandFailure(ExitCode.USAGE, "`" + word + "`: " + reading.problem());
    }
    return reading.url();
  }

  private static List<Fact> url(Context context, Path folder, String word, CrawlUrl url)
      throws CommandFailure, IOException {
    List<Fact> facts = new ArrayList<>();
    if (!word.equals(url.href())) {
      facts.add(new Fact("asked as", word));
    }
    Optional<String> live = LiveRun.in(folder, context).ask(RunDesk.WHY, url.href());
    if (StateFiles.isIn(folder) || live.isEmpty()) {
      try (FrontierState state = StateFiles.openForReading(folder)) {
        facts.addAll(
            new StateFacts(state, state.recover(StateFiles.WITHOUT_SEEN_SET), folder)
                .of(url, live.isPresent()));
      }
    }
    live.map(Fact::read).ifPresent(facts::addAll);
    return facts;
  }

  private static List<Fact> idle(Context context, Path folder) throws CommandFailure, IOException {
    Optional<String> live = LiveRun.in(folder, context).ask(RunDesk.IDLE, "");
    if (live.isPresent()) {
      return Fact.read(live.get());
    }
    try (FrontierState state = StateFiles.openForReading(folder)) {
      return new StateFacts(state, state.recover(StateFiles.WITHOUT_SEEN_SET), folder)
          .idle(lastEnd(folder));
    }
  }

  /** How the last run ended, by its summary. */
  private static Optional<String> lastEnd(Path folder) throws IOException {
    Path summary = folder.resolve(OutputFolder.SUMMARY);
    if (!Files.exists(summary)) {
      return Optional.empty();
    }
    try (JsonParser json = new JsonFactory().createParser(summary.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isEnd = json.currentName().equals("end");
        json.nextToken();
        if (isEnd) {
          return Optional.of(json.getText());
        }
        json.skipChildren();
      }
    }
    return Optional.empty();
  }
}
