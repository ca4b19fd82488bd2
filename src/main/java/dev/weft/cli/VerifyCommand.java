package dev.weft.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.Plugins;
import dev.weft.SinkKind;
import dev.weft.control.FolderHeldException;
import dev.weft.control.FolderLock;
import dev.weft.frontier.FrontierState;
import dev.weft.sink.RecordReader;
import dev.weft.sink.SinkProvider;
import dev.weft.sink.jsonl.JsonlSink;
import dev.weft.verify.Findings;
import dev.weft.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft verify}: proves that the records of a crawl are the URLs it finished. */
final class VerifyCommand implements Command {
  private static final String POLITENESS = "--politeness";
  private static final int SCHEMA = 1;

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(this, "Proves that a folder holds every record once.");
    spec.usageMessage().customSynopsis("weft verify [OPTIONS] DIR");
    Options.addFolder(spec);
    Options.addJson(spec);
    spec.addOption(
        Options.flag(
            "Prove by hosts.jsonl too that every host was left alone for its delay, and asked for"
                + " robots.txt first.",
            POLITENESS));
    Options.addPlugins(spec);
    spec.usageMessage()
        .footer(
            "",
            "Every finished URL must have exactly one record a visit in every sink that can be"
                + " read back, every record must belong to a finished URL, and every file must"
                + " have the length and the checksum that were committed. Nothing is changed. What"
                + " a crash left after that end is told and is no fault: the next run cuts it off.",
            "",
            "Exit codes: 0 proved; 2 DIR holds no crawl; 4 it cannot be read; 5 something is"
                + " wrong, and is named; 75 a crawl is writing there, so stop it first.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Path folder = Options.folder(parsed);
    StateFiles.require(folder);
    try (Plugins plugins = PluginFolders.load(parsed);
        Hold hold = Hold.of(folder);
        FrontierState state = StateFiles.openForReading(folder)) {
      Findings findings = new Verification(state, hold.folder(), readers(plugins)).run();
      if (Options.isJson(parsed)) {
        context.terminal().say(json(findings));
      } else {
        tell(context.terminal(), folder, findings);
      }
      boolean isPolite = true;
      if (Options.isGiven(parsed, POLITENESS)) {
        PolitenessProof proof =
            PolitenessProof.of(folder, state.recover(StateFiles.WITHOUT_SEEN_SET));
        proof.tell(Options.isJson(parsed) ? context.terminal().quiet() : context.terminal());
        isPolite = proof.isRight();
      }
      return findings.isRight() && isPolite ? ExitCode.DONE : ExitCode.NO;
    } catch (IOException e) {
      throw CommandFailure.unreadable(folder, e);
    }
  }

  /** Keeps crawls out of the folder, where it can be written to at all. */
  private record Hold(Path folder, @Nullable FolderLock lock) implements AutoCloseable {
    static Hold of(Path folder) throws CommandFailure, IOException {
      try {
        boolean canLock = Files.isWritable(folder);
        return new Hold(folder, canLock ? FolderLock.take(folder, Instant.now()) : null);
      } catch (FolderHeldException e) {
        throw new CommandFailure(
            ExitCode.HELD, e.getMessage() + "; it can be verified when that has ended");
      }
    }

    @Override
    public void close() throws IOException {
      if (lock != null) {
        lock.close();
      }
    }
  }

  /** How the sinks' files are read back. */
  private static Map<String, RecordReader> readers(Plugins plugins) {
    Map<String, RecordReader> readers = new HashMap<>();
    for (SinkProvider provider : plugins.sinks()) {
      provider.reader().ifPresent(reader -> readers.put(provider.code(), reader));
    }
    for (SinkKind kind : SinkKind.values()) {
      kind.reader().ifPresent(reader -> readers.put(kind.code(), reader));
    }
    readers.put("changes", JsonlSink.changesReader());
    return readers;
  }

  private static void tell(Terminal terminal, Path folder, Findings findings) {
    findings.problems().forEach(terminal::complain);
    long untold = findings.problemCount() - findings.problems().size();
    if (untold > 0) {
      terminal.complain("and " + Figures.count(untold) + " more like these");
    }
    findings.remarks().forEach(terminal::remark);
    terminal.headline(
        folder
            + (findings.isRight() ? " is sound: " : " is damaged: ")
            + Figures.count(findings.finished(), "URL", "URLs")
            + " finished, as of commit "
            + Figures.count(findings.epoch()));
    new TreeMap<>(findings.records())
        .forEach(
            (sink, count) ->
                terminal.say("  " + Figures.count(count, "record in ", "records in ") + sink));
    terminal.say(
        "  "
            + Figures.count(findings.files(), "file, ", "files, ")
            + Figures.bytes(findings.fileBytes())
            + " committed");
  }

  private static String json(Findings findings) {
    return JsonText.of(
        json -> {
          json.writeNumberField("schema", SCHEMA);
          json.writeBooleanField("right", findings.isRight());
          json.writeNumberField("epoch", findings.epoch());
          json.writeNumberField("finished", findings.finished());
          json.writeNumberField("dropped", findings.dropped());
          json.writeObjectFieldStart("records");
          for (Map.Entry<String, Long> sink : new TreeMap<>(findings.records()).entrySet()) {
            json.writeNumberField(sink.getKey(), sink.getValue());
          }
          json.writeEndObject();
          json.writeNumberField("files", findings.files());
          json.writeNumberField("fileBytes", findings.fileBytes());
          json.writeNumberField("problemCount", findings.problemCount());
          writeLines(json, "problems", findings.problems());
          writeLines(json, "remarks", findings.remarks());
        });
  }

  private static void writeLines(JsonGenerator json, String name, Iterable<String> lines)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String line : lines) {
      json.writeString(line);
    }
    json.writeEndArray();
  }
}
