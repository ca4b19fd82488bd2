package dev.weft.sink;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as RFC 3339 UTC with milliseconds. The text of a second is kept for the next record, which
 * is mostly of the same second: formatting a date costs more than the rest of a record. One thread.
 */
public final class Timestamps {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT);
  private static final int NANOS_PER_MILLI = 1_000_000;

  private long second = Long.MIN_VALUE;
  private String secondText = "";

  /** The time's text. */
  public String text(Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      secondText = SECONDS.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
    }
    int millis = time.getNano() / NANOS_PER_MILLI;
    return secondText
        + (char) ('0' + millis / 100)
        + (char) ('0' + millis / 10 % 10)
        + (char) ('0' + millis % 10)
        + 'Z';
  }
}
