package dev.weft.cli;

import dev.weft.config.LogOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's words go: answers to standard output, everything else to standard error, each
 * line through {@link SafeText}. On standard error it may show one line of progress that is
 * rewritten in place. Any thread.
 */
final class Terminal {
  /** Set by the launcher: which of the streams 0, 1 and 2 are terminals. */
  static final String TERMINALS_PROPERTY = "weft.terminals";

  private static final String ERASE_LINE = "\r\u001b[K";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean showsProgress;
  private final boolean isBold;
  private final boolean canAsk;
  private final boolean isBrief;
  private final @Nullable LogOutput log;
  private boolean progressShown;

  Terminal(
      PrintStream out, PrintStream err, boolean showsProgress, boolean isBold, boolean canAsk) {
    this(out, err, showsProgress, isBold, canAsk, false, null);
  }

  private Terminal(
      PrintStream out,
      PrintStream err,
      boolean showsProgress,
      boolean isBold,
      boolean canAsk,
      boolean isBrief,
      @Nullable LogOutput log) {
    this.isBrief = isBrief;
    this.log = log;
    this.out = out;
    this.err = err;
    this.showsProgress = showsProgress;
    this.isBold = isBold;
    this.canAsk = canAsk;
  }

  /** The terminal of a process; {@code NO_COLOR} and {@code TERM=dumb} are heeded. */
  static Terminal of(
      PrintStream out, PrintStream err, Map<String, String> environment, Properties properties) {
    String terminals = properties.getProperty(TERMINALS_PROPERTY, "");
    boolean isDumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean wantsPlain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        out,
        err,
        terminals.contains("2") && !isDumb,
        terminals.contains("1") && !isDumb && !wantsPlain,
        terminals.contains("0") && terminals.contains("2"),
        !terminals.contains("1"),
        null);
  }

  /** The same, with answers on standard error: standard output carries records. */
  Terminal withAnswersOnError() {
    return new Terminal(err, err, showsProgress, false, canAsk, isBrief, log);
  }

  /** The same without answers and progress; complaints come through. */
  Terminal quiet() {
    return new Terminal(nowhere(), err, false, false, canAsk, isBrief, log);
  }

  /** The same for a run whose lines about itself are logged; it shows no progress. */
  Terminal logging(LogOutput output) {
    return new Terminal(out, err, false, isBold, false, isBrief, output);
  }

  /** Opens a log that has this terminal's standard error, if no file is named. */
  LogOutput open(LogOptions options) throws CommandFailure {
    return LogOutput.open(options, err);
  }

  /** Whether no person reads standard output now, so that one line on it is enough. */
  boolean isBrief() {
    return isBrief;
  }

  /** A terminal that takes everything and shows nothing. */
  static Terminal silent() {
    return new Terminal(nowhere(), nowhere(), true, true, false);
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  boolean showsProgress() {
    return showsProgress;
  }

  /** Whether somebody sits there who can answer a question. */
  boolean canAsk() {
    return canAsk;
  }

  /** Asks a question, whose answer is typed on the same line. */
  synchronized void ask(String question) {
    clearProgress();
    err.print(SafeText.of("weft: " + question + " "));
    err.flush();
  }

  /** Prints one line of an answer. */
  synchronized void say(String line) {
    if (log != null && out == err) {
      log.write(LogOutput.INFO, LogOutput.COMMAND, line, null);
      return;
    }
    clearProgress();
    out.println(SafeText.of(line));
    out.flush();
  }

  /** Prints one line of an answer that stands out where that is possible. */
  synchronized void headline(String line) {
    if (log != null && out == err) {
      say(line);
      return;
    }
    clearProgress();
    out.println(isBold ? BOLD + SafeText.of(line) + PLAIN : SafeText.of(line));
    out.flush();
  }

  /** Prints a line about what went wrong or needs attention. */
  synchronized void complain(String line) {
    if (log != null) {
      log.write(LogOutput.WARN, LogOutput.COMMAND, line, null);
      return;
    }
    clearProgress();
    err.println(SafeText.of("weft: " + line));
    err.flush();
  }

  /** Prints a line on standard error that is no complaint. */
  synchronized void remark(String line) {
    if (log != null) {
      log.write(LogOutput.INFO, LogOutput.COMMAND, line, null);
      return;
    }
    clearProgress();
    err.println(SafeText.of(line));
    err.flush();
  }

  /** Shows a line of progress in place of the last one. */
  synchronized void progress(String line) {
    if (showsProgress) {
      err.print(ERASE_LINE + SafeText.of(line));
      err.flush();
      progressShown = true;
    }
  }

  /** Takes the line of progress away. */
  synchronized void clearProgress() {
    if (progressShown) {
      err.print(ERASE_LINE);
      err.flush();
      progressShown = false;
    }
  }

  synchronized void flush() {
    clearProgress();
    out.flush();
    err.flush();
  }
}
