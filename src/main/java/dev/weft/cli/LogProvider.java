package dev.weft.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/**
 * Logback as {@code logback.xml} sets it up, without reading that file: finding and understanding
 * it is a tenth of the time until the first request. {@code bin/weft} names this class to SLF4J; a
 * process that has a {@code logback.configurationFile} gets that instead.
 */
public final class LogProvider extends LogbackServiceProvider {
  static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n";

  private final LoggerContext context = new LoggerContext();
  private final boolean isConfiguredByUser =
      System.getProperty("logback.configurationFile") != null;

  @Override
  public void initialize() {
    if (isConfiguredByUser) {
      super.initialize();
      return;
    }
    context.setName("default");
    context.setMDCAdapter(super.getMDCAdapter());
    context.getLogger("crawlercommons").setLevel(Level.ERROR);
    context.getLogger("io.netty.resolver.dns").setLevel(Level.ERROR);
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    Deferred appender = new Deferred();
    appender.setName("stderr");
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return isConfiguredByUser ? super.getLoggerFactory() : context;
  }

  /** Standard error, made with the first line that goes there. */
  private static final class Deferred extends AppenderBase<ILoggingEvent> {
    private final ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (!console.isStarted()) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(getContext());
        encoder.setPattern(PATTERN);
        encoder.start();
        console.setContext(getContext());
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
      }
      console.doAppend(event);
    }
  }
}
