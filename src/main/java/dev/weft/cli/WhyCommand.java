package dev.weft.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.control.ControlClient;
import dev.weft.control.FolderLock;
import dev.weft.control.Owner;
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
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft why}: why a URL was crawled or not, and what a quiet crawl waits for. */
final class WhyCommand implements Command {
  private static final String IDLE = "--idle";
  private static final String JSON = "--json";

  /** Nothing of the seen set is wanted. */
  private static final long SEEN_BYTES = 0;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, "why", "Explains what became of a URL, or what a crawl waits for.");
    spec.usageMessage()
        .customSynopsis("weft why [OPTIONS] URL -o DIR", "       weft why [OPTIONS] --idle -o DIR");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("URL")
            .arity("0..1")
            .type(String.class)
            .description("The URL that is asked about.")
            .build());
    spec.addOption(Options.value("DIR", "The folder of the crawl.", Options.OUTPUT, "--output"));
    spec.addOption(Options.flag("What the crawl waits for, host by host.", IDLE));
    spec.addOption(Options.flag("One JSON object on standard output, for programs.", JSON));
    spec.usageMessage()
        .footer(
            "",
            "A crawl that runs is asked over its control socket, and its state is read as of its"
                + " last",
            "commit; of one that does not run, the state alone. Nothing is changed and no site is"
                + " asked.",
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
      if (Options.isGiven(parsed, JSON)) {
        context.terminal().say(Fact.json(subject, facts));
      } else {
        context.terminal().headline(subject);
        Fact.lines(facts).forEach(context.terminal()::say);
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, folder + " cannot be read: " + OutputFolder.reason(e));
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
    Optional<List<Fact>> live = ask(context, folder, RunDesk.WHY, url.href());
    if (StateFiles.isIn(folder) || live.isEmpty()) {
      try (FrontierState state = StateFiles.openForReading(folder)) {
        facts.addAll(
            new StateFacts(state, state.recover(SEEN_BYTES), folder).of(url, live.isPresent()));
      }
    }
    live.ifPresent(facts::addAll);
    return facts;
  }

  private static List<Fact> idle(Context context, Path folder) throws CommandFailure, IOException {
    Optional<List<Fact>> live = ask(context, folder, RunDesk.IDLE, "");
    if (live.isPresent()) {
      return live.get();
    }
    try (FrontierState state = StateFiles.openForReading(folder)) {
      return new StateFacts(state, state.recover(SEEN_BYTES), folder).idle(lastEnd(folder));
    }
  }

  /** What the run in the folder says; empty if there is none, or it does not answer. */
  private static Optional<List<Fact>> ask(
      Context context, Path folder, String verb, String argument) throws IOException {
    Optional<Path> socket = FolderLock.owner(folder).flatMap(Owner::socket);
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Fact.read(ControlClient.ask(socket.get(), verb, argument)));
    } catch (IOException e) {
      context
          .terminal()
          .complain("the run does not answer (" + e.getMessage() + "); told from its state");
      return Optional.empty();
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
