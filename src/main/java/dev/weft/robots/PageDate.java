package dev.weft.robots;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as pages write them behind {@code unavailable_after:}: in the forms of RFC 822, RFC 850 and
 * ISO 8601, which Google names, without a day's name in front. A time without a zone is UTC's.
 */
final class PageDate {
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.ISO_DATE_TIME,
          DateTimeFormatter.ISO_DATE,
          form("d MMM yyyy HH:mm:ss[ z][ Z]"),
          form("d-MMM-yy HH:mm:ss[ z][ Z]"),
          form("d-MMM-yyyy HH:mm:ss[ z][ Z]"),
          form("d MMM yyyy"),
          form("yyyy-MM-dd HH:mm:ss[ z][ Z]"));

  private PageDate() {}

  private static DateTimeFormatter form(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.US);
  }

  /** Reads a time, with or without a colon before it; empty if it is in no form known. */
  static Optional<Instant> read(String text) {
    String time = text.strip();
    time = time.startsWith(":") ? time.substring(1).strip() : time;
    for (DateTimeFormatter form : FORMS) {
      try {
        TemporalAccessor found =
            form.parseBest(time, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        return Optional.of(instant(found));
      } catch (DateTimeParseException e) {
        // Another form may fit.
      }
    }
    return Optional.empty();
  }

  private static Instant instant(TemporalAccessor found) {
    ZoneId utc = ZoneOffset.UTC;
    if (found instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return found instanceof LocalDateTime local
        ? local.atZone(utc).toInstant()
        : LocalDate.from(found).atStartOfDay(utc).toInstant();
  }
}
