package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogProviderTest {
  @Test
  void setsUpWhatTheFileDoes() throws Exception {
    LoggerContext fromFile = new LoggerContext();
    JoranConfigurator file = new JoranConfigurator();
    file.setContext(fromFile);
    URL url = Objects.requireNonNull(LogProvider.class.getResource("/logback.xml"));
    file.doConfigure(url);

    LogProvider provider = new LogProvider();
    provider.initialize();

    LoggerContext inCode = (LoggerContext) provider.getLoggerFactory();
    assertThat(levels(inCode))
        .isEqualTo(levels(fromFile))
        .containsOnlyKeys("ROOT", "crawlercommons", "io.netty.resolver.dns");
    assertThat(pattern(fromFile)).isEqualTo(LogProvider.PATTERN);
    fromFile.stop();
    inCode.stop();
  }

  private static String pattern(LoggerContext context) {
    Appender<ILoggingEvent> appender =
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
    assertThat(appender).isInstanceOf(ConsoleAppender.class);
    Encoder<ILoggingEvent> encoder = ((ConsoleAppender<ILoggingEvent>) appender).getEncoder();
    return ((PatternLayoutEncoder) encoder).getPattern();
  }

  private static Map<String, String> levels(LoggerContext context) {
    Map<String, String> levels = new TreeMap<>();
    context.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null)
        .forEach(logger -> levels.put(logger.getName(), logger.getLevel().toString()));
    return levels;
  }
}
