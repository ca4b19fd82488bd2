package dev.weft.cli;

import dev.weft.control.Owner;
import dev.weft.engine.Engine;
import dev.weft.frontier.FrontierState;
import dev.weft.page.Disposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft status}: how far the crawl in a folder is, whether it runs or not. */
final class StatusCommand implements Command {
  private static final int LABEL_WIDTH = 18;
  private static final int COUNT_WIDTH = 11;
  private static final int SCHEMA = 1;

  @Override
  public String name() {
    return "status";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Tells how far the crawl in a folder is.");
    spec.usageMessage().customSynopsis("weft status [OPTIONS] DIR");
    Options.addFolder(spec);
    Options.addJson(spec);
    spec.usageMessage()
        .footer(
            "",
            "What is told as finished is committed: no crash takes it back; the line of the state"
                + " tells how often that was done. A crawl that runs is asked over its control"
                + " socket, which only its user can reach; of one that does not, the state in"
                + " DIR/state is read, and nothing is changed. Next due is the host that is asked"
                + " next, when, and why not sooner.",
            "",
            "Exit codes: 0 told; 2 DIR holds no crawl; 4 its state cannot be read.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Path folder = Options.folder(parsed);
    try {
      LiveRun run = LiveRun.in(folder, context);
      Status status = status(folder, run);
      FolderSizes sizes = FolderSizes.of(folder);
      if (Options.isJson(parsed)) {
        context.terminal().say(json(folder, run.owner(), status, sizes));
      } else {
        tell(context.terminal(), folder, run.owner(), status, sizes);
        Fact.lines(hosts(folder, run)).forEach(context.terminal()::say);
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw CommandFailure.unreadable(folder, e);
    }
  }

  private static Status status(Path folder, LiveRun run) throws CommandFailure, IOException {
    Optional<String> answer = run.ask(RunDesk.STATUS, "");
    if (answer.isPresent()) {
      return Status.read(answer.get());
    }
    try (FrontierState state = StateFiles.openForReading(folder)) {
      return Status.atRest(state.recover(StateFiles.WITHOUT_SEEN_SET), run.owner().isPresent());
    }
  }

  /** The ledger's lines of the hosts that were asked most. */
  private static List<Fact> hosts(Path folder, LiveRun run) throws CommandFailure, IOException {
    Optional<String> answer = run.ask(RunDesk.HOSTS, "");
    if (answer.isPresent()) {
      return Fact.read(answer.get());
    }
    Path ledger = folder.resolve(OutputFolder.HOSTS);
    if (run.owner().isEmpty() && Files.exists(ledger)) {
      return HostFacts.of(HostsFile.busiest(ledger, RunDesk.HOSTS_SHOWN));
    }
    try (FrontierState state = StateFiles.openForReading(folder)) {
      return HostFacts.of(
          Engine.busiest(state.recover(StateFiles.WITHOUT_SEEN_SET), RunDesk.HOSTS_SHOWN));
    }
  }

  private static void tell(
      Terminal terminal, Path folder, Optional<Owner> owner, Status status, FolderSizes sizes) {
    terminal.headline(
        folder
            + ": "
            + owner
                .map(run -> "process " + run.pid() + " crawls since " + run.startedAt())
                .orElseGet(() -> atRest(status)));
    for (Disposition disposition : Disposition.values()) {
      long count = status.finished().getOrDefault(disposition, 0L);
      if (count > 0 || disposition == Disposition.FETCHED) {
        line(terminal, SummaryText.label(disposition), Figures.count(count), "");
      }
    }
    line(terminal, "queued", Figures.count(status.queued()), "");
    if (owner.isPresent()) {
      line(terminal, "in flight", Figures.count(status.inFlight()), "");
    }
    line(terminal, "hosts", Figures.count(status.hosts()), "");
    status
        .nextDue()
        .ifPresent(
            next ->
                line(
                    terminal,
                    "next due",
                    next.at().map(StatusCommand::until).orElse("-"),
                    next.host() + ", " + words(next.waitsFor())));
    line(terminal, "over the wire", Figures.bytes(status.wireBytes()), "");
    line(terminal, "output", Figures.bytes(sizes.outputBytes()), "");
    line(terminal, "state", Figures.bytes(sizes.stateBytes()), "commit " + status.epoch());
  }

  /** What a host waits for; a word of a newer Weft's run is told as it is. */
  private static String words(String waitsFor) {
    return switch (waitsFor) {
      case "turn" -> "whose turn it is";
      case "budget" -> "after requests in flight, which hold what max-pages or max-bytes leave";
      case "delay" -> "after its delay";
      case "rest" -> "after a rest, as it failed or asked for one";
      case "retry" -> "for URLs that failed before";
      case "postponed" -> "whose robots.txt or address could not be had before";
      case "preparing" -> "whose robots.txt or address is being asked for";
      case "inFlight" -> "after the answers in flight";
      case "address" -> "after other hosts at its network address";
      case "store" -> "once its URLs are read from the state";
      case "place" -> "once memory has a place for its queue";
      case "hostPages" -> "which has all pages that max-pages-per-host allows";
      default -> waitsFor;
    };
  }

  private static String until(Instant due) {
    Duration left = Duration.between(Instant.now(), due);
    return left.isNegative() || left.isZero() ? "now" : "in " + Figures.time(left);
  }

  private static String atRest(Status status) {
    if (status.epoch() == 0) {
      return "nothing is committed yet; the next run begins";
    }
    if (status.atEnd()) {
      return "finished";
    }
    return status.queued() > 0
        ? "stopped; the next run goes on"
        : "stopped within a revisit; the next run goes on";
  }

  private static void line(Terminal terminal, String label, String figure, String detail) {
    String form = "  %-" + LABEL_WIDTH + "s%" + COUNT_WIDTH + "s  %s";
    terminal.say(String.format(Locale.ROOT, form, label, figure, detail).stripTrailing());
  }

  private static String json(Path folder, Optional<Owner> owner, Status status, FolderSizes sizes) {
    return JsonText.of(
        json -> {
          json.writeNumberField("schema", SCHEMA);
          json.writeStringField("folder", folder.toString());
          json.writeBooleanField("running", owner.isPresent());
          if (owner.isPresent()) {
            json.writeNumberField("pid", owner.get().pid());
            json.writeStringField("startedAt", owner.get().startedAt().toString());
          }
          status.write(json);
          json.writeNumberField("outputBytes", sizes.outputBytes());
          json.writeNumberField("stateBytes", sizes.stateBytes());
        });
  }
}
