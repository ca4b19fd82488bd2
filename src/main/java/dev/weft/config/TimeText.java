package dev.weft.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 500ms}, {@code 2s}, {@code 1h30m}, {@code 1d}. */
final class TimeText {
  private static final Pattern WHOLE =
      Pattern.compile("-?(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|[smhd]))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|[smhd])");
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private TimeText() {}

  static Optional<Duration> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal nanos =
          new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosPer(part.group(2))));
      BigDecimal[] seconds = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS_PER_SECOND));
      sum = sum.plusSeconds(seconds[0].longValue()).plusNanos(seconds[1].longValue());
    }
    return Optional.of(text.startsWith("-") ? sum.negated() : sum);
  }

  private static long nanosPer(String unit) {
    return switch (unit) {
      case "ms" -> NANOS_PER_MILLI;
      case "s" -> NANOS_PER_SECOND;
      case "m" -> 60 * NANOS_PER_SECOND;
      case "h" -> 3_600 * NANOS_PER_SECOND;
      default -> 86_400 * NANOS_PER_SECOND;
    };
  }

  /** The shortest writing of a whole number of milliseconds. */
  static String of(Duration time) {
    StringBuilder text = new StringBuilder();
    append(text, time.toDaysPart(), "d");
    append(text, time.toHoursPart(), "h");
    append(text, time.toMinutesPart(), "m");
    append(text, time.toSecondsPart(), "s");
    append(text, time.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
