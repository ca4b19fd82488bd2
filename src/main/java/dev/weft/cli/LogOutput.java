package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.weft.config.LogOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Where a run's lines about itself go when it is not a person at a terminal who reads them: one
 * line each, to standard error or a file, as text or as a JSON object of {@code time}, {@code
 * level}, {@code logger}, {@code message} and {@code error}. What libraries log through SLF4J goes
 * the same way. Any thread.
 */
final class LogOutput implements AutoCloseable {
  static final String COMMAND = "weft";
  static final String INFO = "INFO";
  static final String WARN = "WARN";

  private final LogOptions options;
  private final PrintStream err;
  private final @Nullable LogFile file;
  private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged(event);
        }
      };

  private LogOutput(LogOptions options, PrintStream err, @Nullable LogFile file) {
    this.options = options;
    this.err = err;
    this.file = file;
  }

  /** Opens it, and takes over what SLF4J gets in this process. */
  static LogOutput open(LogOptions options, PrintStream err) throws CommandFailure {
    Path path = options.fileOrNull();
    try {
      LogOutput output = new LogOutput(options, err, path == null ? null : LogFile.open(path));
      output.takeOver();
      return output;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          path + " cannot be written to: " + OutputFolder.reason(e) + "; give --log-file another");
    }
  }

  private void takeOver() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.iteratorForAppenders().forEachRemaining(before::add);
      before.forEach(root::detachAppender);
      appender.setContext(context);
      appender.start();
      root.addAppender(appender);
    }
  }

  private void giveBack() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.detachAppender(appender);
      before.forEach(root::addAppender);
    }
  }

  private void logged(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    write(
        event.getLevel().toString(),
        event.getLoggerName(),
        event.getFormattedMessage(),
        thrown == null ? null : ThrowableProxyUtil.asString(thrown).strip());
  }

  /** Writes a line; {@code error} is the trace of an exception. */
  synchronized void write(String level, String logger, String message, @Nullable String error) {
    String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    String line =
        options.format() == LogOptions.Format.JSON
            ? json(time, level, logger, message, error)
            : text(time, level, logger, message, error);
    try {
      if (file != null) {
        file.write((line + "\n").getBytes(UTF_8));
        return;
      }
    } catch (IOException e) {
      err.println("weft: the log file: " + OutputFolder.reason(e));
    }
    err.println(line);
    err.flush();
  }

  private static String text(
      String time, String level, String logger, String message, @Nullable String error) {
    String trace = error == null ? "" : " | " + error.replaceAll("\\s*\\R\\s*", " | ");
    return SafeText.of(time + " " + level + " " + logger + ": " + message + trace);
  }

  private static String json(
      String time, String level, String logger, String message, @Nullable String error) {
    return JsonText.of(
        json -> {
          json.writeStringField("time", time);
          json.writeStringField("level", level);
          json.writeStringField("logger", logger);
          json.writeStringField("message", message);
          json.writeStringField("error", error);
        });
  }

  @Override
  public void close() {
    giveBack();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        err.println("weft: the log file: " + OutputFolder.reason(e));
      }
    }
  }
}
