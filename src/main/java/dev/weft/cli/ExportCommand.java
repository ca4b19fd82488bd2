package dev.weft.cli;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.UrlOutcome;
import dev.weft.page.Disposition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft export}: what a crawl's state knows, as lines on standard output. */
final class ExportCommand implements Command {
  private static final String WHAT = "--what";
  private static final String FORMAT = "--format";
  private static final String JSONL = "jsonl";
  private static final String CSV = "csv";

  private static final String QUEUED = "queued";
  private static final String FINISHED = "finished";
  private static final String DROPPED = "dropped";

  private static final List<String> URL_COLUMNS =
      List.of(
          "url",
          "state",
          "visit",
          "hops",
          "priority",
          "referrer",
          "request",
          "disposition",
          "status",
          "error",
          "fetchedAt",
          "digest");
  private static final List<String> HOST_COLUMNS =
      List.of("host", "queued", "finished", "errors", "wireBytes");
  private static final List<String> ERROR_COLUMNS =
      List.of("url", "visit", "disposition", "status", "error", "fetchedAt", "referrer");

  @Override
  public String name() {
    return "export";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Writes what a crawl knows of its URLs or hosts.");
    spec.usageMessage().customSynopsis("weft export [OPTIONS] DIR");
    Options.addFolder(spec);
    spec.addOption(
        Options.value(
            "urls|hosts|errors",
            "Every URL, finished and queued; each host with its counts; every URL that ended in an"
                + " error. (default: urls)",
            WHAT));
    spec.addOption(
        Options.value(
            "jsonl|csv",
            "One JSON object a line, or comma-separated values. (default: jsonl)",
            FORMAT));
    spec.usageMessage()
        .footer(
            "",
            "What is written is what was committed when the command began; the crawl may run on."
                + " The state of a URL is finished, queued, or dropped where the scope had changed"
                + " before it was fetched. Finished URLs come in the order in which they ended.",
            "",
            "Exit codes: 0 written; 2 DIR holds no crawl; 4 it cannot be read, or not written.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Path folder = Options.folder(parsed);
    String what = oneOf(parsed, WHAT, "urls", "urls", "hosts", "errors");
    boolean isCsv = oneOf(parsed, FORMAT, JSONL, JSONL, CSV).equals(CSV);
    try (FrontierState state = StateFiles.openForReading(folder)) {
      switch (what) {
        case "hosts" -> write(context, isCsv, HOST_COLUMNS, table -> hosts(state, table));
        case "errors" -> write(context, isCsv, ERROR_COLUMNS, table -> errors(state, table));
        default -> write(context, isCsv, URL_COLUMNS, table -> urls(state, table));
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, "standard output cannot be written: " + OutputFolder.reason(e));
    }
  }

  private static String oneOf(ParseResult parsed, String option, String usual, String... words)
      throws CommandFailure {
    String word = parsed.matchedOptionValue(option, usual);
    if (!List.of(words).contains(word)) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " is " + word + "; must be " + String.join(", ", words));
    }
    return word;
  }

  private static void write(
      Context context, boolean isCsv, List<String> columns, Consumer<Table> rows)
      throws IOException {
    OutputStream out = context.records();
    try (Table table = isCsv ? Table.csv(out, columns) : Table.json(out, columns)) {
      rows.accept(table);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.flush();
  }

  private static void row(Table table, @Nullable Object... values) {
    try {
      table.row(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void urls(FrontierState state, Table table) {
    state.eachFinished(
        end -> url(table, end.url(), end.outcome() == null ? DROPPED : FINISHED, end.outcome()));
    state.eachQueued(url -> url(table, url, QUEUED, null));
  }

  private static void url(Table table, QueuedUrl url, String state, @Nullable UrlOutcome outcome) {
    Candidate candidate = url.candidate();
    row(
        table,
        candidate.url(),
        state,
        url.visit(),
        candidate.hops(),
        candidate.priority(),
        candidate.referrer(),
        outcome == null ? null : outcome.request(),
        outcome == null ? null : outcome.disposition().code(),
        outcome == null ? null : outcome.status(),
        outcome == null ? null : outcome.error(),
        outcome == null ? null : time(outcome),
        outcome == null ? null : outcome.digest());
  }

  private static void errors(FrontierState state, Table table) {
    state.eachFinished(
        end -> {
          UrlOutcome outcome = end.outcome();
          if (outcome != null && isError(outcome)) {
            Candidate candidate = end.url().candidate();
            row(
                table,
                candidate.url(),
                end.url().visit(),
                outcome.disposition().code(),
                outcome.status(),
                error(outcome),
                time(outcome),
                candidate.referrer());
          }
        });
  }

  private static String time(UrlOutcome outcome) {
    return Instant.ofEpochMilli(outcome.fetchedAtMillis()).toString();
  }

  /** The counts of one host. */
  private static final class Host {
    long queued;
    long finished;
    long errors;
    long wireBytes;
  }

  private static void hosts(FrontierState state, Table table) {
    Map<String, Host> hosts = new TreeMap<>();
    state.eachQueued(url -> host(hosts, url).queued++);
    state.eachFinished(
        end -> {
          Host host = host(hosts, end.url());
          host.finished++;
          host.errors += isError(end) ? 1 : 0;
          host.wireBytes += end.usage().wireBytes();
        });
    hosts.forEach(
        (name, host) -> row(table, name, host.queued, host.finished, host.errors, host.wireBytes));
  }

  private static Host host(Map<String, Host> hosts, QueuedUrl url) {
    return hosts.computeIfAbsent(url.candidate().url().host().toString(), name -> new Host());
  }

  private static boolean isError(FinishedUrl end) {
    UrlOutcome outcome = end.outcome();
    return outcome != null && isError(outcome);
  }

  private static boolean isError(UrlOutcome outcome) {
    return outcome.error() != null || outcome.disposition() == Disposition.HTTP_ERROR;
  }

  /** The code of the record, or as summaries name it where the answer itself is the error. */
  private static @Nullable String error(UrlOutcome outcome) {
    boolean isAnswer = outcome.error() == null && outcome.status() != null;
    return isAnswer ? "http" + outcome.status() : outcome.error();
  }
}
