package dev.weft.politeness;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Retry-After header (RFC 9110 §10.2.3): seconds, or a date in one of the three forms of HTTP
 * (§5.6.7).
 */
final class RetryAfter {
  private static final int SECONDS_DIGITS_MAX = 9;

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /**
   * The wait asked for, from zero to the limit; empty without a header or with one that says
   * nothing.
   */
  static Optional<Duration> parse(@Nullable String header, Instant wallNow) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(
          value.length() > SECONDS_DIGITS_MAX
              ? Limits.RETRY_AFTER_MAX
              : bounded(Duration.ofSeconds(Long.parseLong(value))));
    }
    return date(value).map(date -> bounded(Duration.between(wallNow, date)));
  }

  private static Optional<Instant> date(String value) {
    return DATES.stream().map(form -> date(value, form)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Instant> date(String value, DateTimeFormatter form) {
    try {
      return Optional.of(form.parse(value, Instant::from));
    } catch (DateTimeException notInThisForm) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(Limits.RETRY_AFTER_MAX) > 0 ? Limits.RETRY_AFTER_MAX : wait;
  }
}
