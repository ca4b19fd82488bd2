package dev.weft.parse.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times into the form of RFC 3339: a date alone stays one, a time without a zone is
 * taken to be of the zone that the rule names. Dates that do not exist are none. Without patterns
 * it reads what machines write: ISO 8601, RFC 3339 and the dates of HTTP and RSS (RFC 1123).
 */
final class DateReader {
  /** Seconds since 1970, instead of a pattern; with {@code -ms} milliseconds. */
  private static final String EPOCH = "epoch";

  private static final String EPOCH_MILLIS = "epoch-ms";

  /** RFC 3339 has four digits for a year. */
  private static final int YEAR_MAX = 9_999;

  private static final List<DateTimeFormatter> USUAL =
      List.of(
          DateTimeFormatter.ISO_DATE_TIME,
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .appendLiteral(' ')
              .append(DateTimeFormatter.ISO_LOCAL_TIME)
              .optionalStart()
              .appendOffsetId()
              .toFormatter(Locale.ROOT),
          new DateTimeFormatterBuilder()
              .append(DateTimeFormatter.ISO_LOCAL_DATE)
              .appendLiteral('T')
              .append(DateTimeFormatter.ISO_LOCAL_TIME)
              .appendOffset("+HHmm", "Z")
              .toFormatter(Locale.ROOT),
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.BASIC_ISO_DATE,
          DateTimeFormatter.RFC_1123_DATE_TIME);

  private final List<DateTimeFormatter> formats = new ArrayList<>();
  private final ZoneId zone;
  private boolean seconds;
  private boolean millis;

  /** A reader; throws {@link IllegalArgumentException} for a pattern or a zone that is none. */
  DateReader(FieldType type) {
    zone = zone(type.zone());
    for (String format : type.formats()) {
      if (format.equals(EPOCH)) {
        seconds = true;
      } else if (format.equals(EPOCH_MILLIS)) {
        millis = true;
      } else {
        formats.add(format(format, Locale.forLanguageTag(type.locale())));
      }
    }
    if (type.formats().isEmpty()) {
      formats.addAll(USUAL);
    }
  }

  /** The date or time in the form of RFC 3339; null if it is none. */
  @Nullable String read(String text) {
    String stripped = text.strip();
    if (stripped.length() > Limits.NUMBER_CHARS_MAX) {
      return null;
    }
    if ((seconds || millis) && stripped.matches("-?\\d{1,15}")) {
      long number = Long.parseLong(stripped);
      return rfc3339(
          (seconds ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number))
              .atOffset(ZoneOffset.UTC));
    }
    for (DateTimeFormatter format : formats) {
      String date = read(stripped, format);
      if (date != null) {
        return date;
      }
    }
    return null;
  }

  private @Nullable String read(String text, DateTimeFormatter format) {
    try {
      return rfc3339(format.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable String rfc3339(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null || !parsed.isSupported(ChronoField.HOUR_OF_DAY)) {
      return date == null || !isInRange(date) ? null : date.toString();
    }
    LocalDateTime time = LocalDateTime.of(date, parsed.query(TemporalQueries.localTime()));
    ZoneId named = parsed.query(TemporalQueries.zone());
    return rfc3339(ZonedDateTime.of(time, named == null ? zone : named).toOffsetDateTime());
  }

  private static @Nullable String rfc3339(OffsetDateTime time) {
    return isInRange(time.toLocalDate())
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
        : null;
  }

  private static boolean isInRange(LocalDate date) {
    return date.getYear() >= 0 && date.getYear() <= YEAR_MAX;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone is " + name + "; must be one such as Europe/Berlin, UTC or +01:00", e);
    }
  }

  private static DateTimeFormatter format(String pattern, Locale locale) {
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(withoutEras(pattern))
          .toFormatter(locale)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "`"
              + pattern
              + "` is no pattern of a date, such as d.M.uuuu or `d MMMM uuuu HH:mm`: "
              + e.getMessage(),
          e);
    }
  }

  /** Strict reading would ask for an era where people write {@code yyyy}. */
  private static String withoutEras(String pattern) {
    StringBuilder years = new StringBuilder(pattern);
    boolean quoted = false;
    for (int i = 0; i < years.length(); i++) {
      char c = years.charAt(i);
      quoted ^= c == '\'';
      if (c == 'y' && !quoted && pattern.indexOf('G') < 0) {
        years.setCharAt(i, 'u');
      }
    }
    return years.toString();
  }
}
