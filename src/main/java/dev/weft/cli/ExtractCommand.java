package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.config.CrawlOption;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.parse.extract.FollowRule;
import dev.weft.parse.extract.ItemRule;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.sink.JsonRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft extract}: rules tried on one page. */
final class ExtractCommand implements Command {
  private static final String BASE = "--base";
  private static final String JSON = "--json";

  private static final List<CrawlOption> OPTIONS =
      List.of(
          CrawlOption.LINKS,
          CrawlOption.FETCHER,
          CrawlOption.RESOLVER,
          CrawlOption.TIMEOUT,
          CrawlOption.MAX_BODY,
          CrawlOption.HEADER,
          CrawlOption.CREDENTIALS,
          CrawlOption.PROXY,
          CrawlOption.NO_PROXY,
          CrawlOption.USER_AGENT,
          CrawlOption.CONTACT);

  @Override
  public String name() {
    return "extract";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Tries rules for items and links on one page.");
    spec.usageMessage().customSynopsis("weft extract [OPTIONS] --rules FILE URL|FILE");
    spec.addPositional(
        Options.word(
            "URL|FILE", "1", "The page: fetched, or read from a file; - is standard input."));
    spec.addOption(Options.of(CrawlOption.RULES));
    spec.addOption(
        Options.value(
            "URL",
            "Where a file is from: what its links are relative to, and what `on` is matched with."
                + " Without it every rule is tried.",
            BASE));
    spec.addOption(Options.flag("Write items as JSON, one a line, as a crawl does.", JSON));
    OPTIONS.forEach(option -> spec.addOption(Options.of(option)));
    Options.addConfig(spec);
    spec.usageMessage()
        .footer(
            "",
            "Exit code 5 says that a required field is missing, that no rule speaks of the page,"
                + " or that it could not be fetched or parsed.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    boolean asJson = Options.isGiven(parsed, JSON);
    Context around = asJson ? context.with(context.terminal().withAnswersOnError()) : context;
    CrawlConfig config = CrawlCommand.config(around, parsed);
    ExtractRules rules = config.parse().rules();
    if (rules.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "no rules; name the file that holds them with --rules");
    }
    TrialPage page =
        new TrialPage.Source(around, config)
            .open(parsed.matchedPositionalValue(0, ""), parsed.matchedOptionValue(BASE, ""));
    ExtractRules tried = page.isNamed() ? rules : everywhere(rules);
    ParseOutcome outcome = outcome(config.parse().withRules(tried), page);
    if (!(outcome instanceof ParseOutcome.Parsed document)) {
      around.terminal().complain(page.url() + ": " + reason(outcome));
      return ExitCode.NO;
    }
    Extraction found = document.extraction();
    if (asJson) {
      write(page, document, around);
    } else {
      new TrialText(tried, around.terminal()).tell(page, document);
    }
    found.problems().forEach(problem -> around.terminal().complain(problem.message()));
    return isNo(found) ? ExitCode.NO : ExitCode.DONE;
  }

  private static ParseOutcome outcome(ParseOptions options, TrialPage page) {
    CompletableFuture<ParseOutcome> outcome = new CompletableFuture<>();
    try (JsoupParser parser = new JsoupParser(options)) {
      parser.parse(page.request(), outcome::complete);
    }
    return outcome.join();
  }

  private static String reason(ParseOutcome outcome) {
    return outcome instanceof ParseOutcome.ParseFailed failed
        ? failed.message()
        : "is no document that rules can be applied to; they need HTML";
  }

  /** The rules without the patterns that name their pages. */
  private static ExtractRules everywhere(ExtractRules rules) {
    return new ExtractRules(
        rules.items().stream()
            .map(
                rule ->
                    new ItemRule(
                        rule.id(),
                        rule.type(),
                        List.of(),
                        rule.select(),
                        rule.fields(),
                        rule.place()))
            .toList(),
        rules.follow().stream()
            .map(
                rule ->
                    new FollowRule(
                        rule.id(),
                        List.of(),
                        rule.take(),
                        rule.from(),
                        rule.to(),
                        rule.priority(),
                        rule.pagesMax(),
                        rule.place()))
            .toList());
  }

  private static boolean isNo(Extraction found) {
    return (found.hits().isEmpty() && !found.choosesLinks())
        || found.problems().stream()
            .anyMatch(problem -> problem.fault() == Extraction.Fault.MISSING);
  }

  private static void write(TrialPage page, ParseOutcome.Parsed document, Context context)
      throws CommandFailure {
    try {
      JsonRecord json = new JsonRecord(context.records());
      json.items(page.record(document));
      json.flush();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.STORAGE, "standard output: " + e.getMessage());
    }
  }
}
