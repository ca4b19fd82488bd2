package dev.weft.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.control.ControlClient;
import dev.weft.control.FolderLock;
import dev.weft.control.Owner;
import dev.weft.engine.Engine;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.Recovered;
import dev.weft.page.Disposition;
import dev.weft.report.Checkpoint;
import java.io.IOException;
import java.io.StringWriter;
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
  private static final String JSON = "--json";
  private static final int LABEL_WIDTH = 18;
  private static final int COUNT_WIDTH = 11;
  private static final int SCHEMA = 1;

  /** Nothing of the seen set is wanted. */
  private static final long SEEN_BYTES = 0;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "status", "Tells how far the crawl in a folder is.");
    spec.usageMessage().customSynopsis("weft status [OPTIONS] DIR");
    Options.addFolder(spec);
    spec.addOption(Options.flag("One JSON object on standard output, for programs.", JSON));
    spec.usageMessage()
        .footer(
            "",
            "What is told as finished is committed: no crash takes it back. A crawl that runs is",
            "asked over its control socket, which only its user can reach; of one that does not,",
            "the state in DIR/state is read, and nothing is changed. Next due is the host that a",
            "crawl asks next, when, and what it waits for: its delay, a rest, a retry and so on.",
            "",
            "Exit codes: 0 told; 2 DIR holds no crawl; 4 its state cannot be read.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Path folder = Options.folder(parsed);
    try {
      Optional<Owner> owner = FolderLock.owner(folder);
      Status status = status(context, folder, owner);
      FolderSizes sizes = FolderSizes.of(folder);
      if (Options.isGiven(parsed, JSON)) {
        context.terminal().say(json(folder, owner, status, sizes));
      } else {
        tell(context.terminal(), folder, owner, status, sizes);
        Fact.lines(hosts(folder, owner)).forEach(context.terminal()::say);
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, folder + " cannot be read: " + OutputFolder.reason(e));
    }
  }

  private static Status status(Context context, Path folder, Optional<Owner> owner)
      throws CommandFailure {
    Optional<Path> socket = owner.flatMap(Owner::socket);
    if (socket.isPresent()) {
      try {
        return Status.read(ControlClient.ask(socket.get(), RunDesk.STATUS, ""));
      } catch (IOException e) {
        context
            .terminal()
            .complain("the run does not answer (" + e.getMessage() + "); told from its state");
      }
    }
    try (FrontierState state = StateFiles.openForReading(folder)) {
      Recovered recovered = state.recover(SEEN_BYTES);
      Checkpoint checkpoint = Engine.checkpoint(recovered);
      return Status.of(
          checkpoint, recovered.queuedUrls(), 0, checkpoint.totals().hosts(), Optional.empty());
    }
  }

  /** The ledger's lines of the hosts that were asked most; none where a run does not answer. */
  private static List<Fact> hosts(Path folder, Optional<Owner> owner)
      throws CommandFailure, IOException {
    Optional<Path> socket = owner.flatMap(Owner::socket);
    if (socket.isPresent()) {
      try {
        return Fact.read(ControlClient.ask(socket.get(), RunDesk.HOSTS, ""));
      } catch (IOException e) {
        return List.of();
      }
    }
    Path ledger = folder.resolve(OutputFolder.HOSTS);
    if (Files.exists(ledger)) {
      return HostFacts.of(HostsFile.busiest(ledger, RunDesk.HOSTS_SHOWN));
    }
    try (FrontierState state = StateFiles.openForReading(folder)) {
      return HostFacts.of(Engine.busiest(state.recover(SEEN_BYTES), RunDesk.HOSTS_SHOWN));
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
                    next.host() + ", " + next.waitsFor()));
    line(terminal, "over the wire", Figures.bytes(status.wireBytes()), "");
    line(terminal, "output", Figures.bytes(sizes.outputBytes()), "");
    line(terminal, "state", Figures.bytes(sizes.stateBytes()), "epoch " + status.epoch());
  }

  private static String until(Instant due) {
    Duration left = Duration.between(Instant.now(), due);
    return left.isNegative() || left.isZero() ? "now" : "in " + Figures.time(left);
  }

  private static String atRest(Status status) {
    if (status.epoch() == 0) {
      return "nothing is committed yet; the next run begins";
    }
    return status.queued() > 0 ? "stopped; the next run goes on" : "finished";
  }

  private static void line(Terminal terminal, String label, String figure, String detail) {
    String form = "  %-" + LABEL_WIDTH + "s%" + COUNT_WIDTH + "s  %s";
    terminal.say(String.format(Locale.ROOT, form, label, figure, detail).stripTrailing());
  }

  private static String json(Path folder, Optional<Owner> owner, Status status, FolderSizes sizes)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
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
      json.writeEndObject();
    }
    return text.toString();
  }
}
