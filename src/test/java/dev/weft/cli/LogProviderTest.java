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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  @Test
  void aProcessThatNamesItWritesTheSameLines() throws Exception {
    URL file = Objects.requireNonNull(LogProvider.class.getResource("/logback.xml"));
    List<String> asByTheFile = spoken("-Dlogback.configurationFile=" + file);

    assertThat(asByTheFile).contains("TIME WARN  Speaker: one", "TIME ERROR Speaker: two");
    assertThat(String.join("\n", asByTheFile)).contains("IllegalStateException: three");
    assertThat(spoken("-Dslf4j.provider=" + LogProvider.class.getName())).isEqualTo(asByTheFile);
  }

  /** What {@link Speaker} says on standard error in a process of its own, times left out. */
  private static List<String> spoken(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-Dslf4j.internal.verbosity=WARN", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Speaker.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}", "TIME").lines().toList();
  }

  /** Logs a line of each level. */
  static final class Speaker {
    private Speaker() {}

    public static void main(String[] args) {
      Logger logger = LoggerFactory.getLogger("a.b.Speaker");
      logger.info("not heard");
      logger.warn("one");
      logger.error("two", new IllegalStateException("three"));
      LoggerFactory.getLogger("crawlercommons.robots").warn("not heard");
    }
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
