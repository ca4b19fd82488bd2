package dev.weft.cookies;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dates of cookies, read as leniently as RFC 6265bis §5.1.1 says. */
final class CookieDate {
  private static final Pattern DELIMITERS =
      Pattern.compile("[\\x09\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
  private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final int YEAR_MIN = 1601;

  private int hour = -1;
  private int minute;
  private int second;
  private int day = -1;
  private int month = -1;
  private int year = -1;

  private CookieDate() {}

  /** The time that is meant; empty if there is none. */
  static Optional<Instant> parse(String text) {
    CookieDate date = new CookieDate();
    for (String token : DELIMITERS.split(text, -1)) {
      date.take(token);
    }
    return date.instant();
  }

  /** The first token that can be the time is, and so the day, the month and the year. */
  private void take(String token) {
    Matcher time = TIME.matcher(token);
    Matcher dayOfMonth = DAY.matcher(token);
    Matcher yearNumber = YEAR.matcher(token);
    if (hour < 0 && time.matches()) {
      hour = Integer.parseInt(time.group(1));
      minute = Integer.parseInt(time.group(2));
      second = Integer.parseInt(time.group(3));
    } else if (day < 0 && dayOfMonth.matches()) {
      day = Integer.parseInt(dayOfMonth.group(1));
    } else if (month < 0 && token.length() >= 3 && monthOf(token) >= 0) {
      month = monthOf(token);
    } else if (year < 0 && yearNumber.matches()) {
      year = Integer.parseInt(yearNumber.group(1));
    }
  }

  private static int monthOf(String token) {
    return MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
  }

  private Optional<Instant> instant() {
    if (hour < 0 || day < 0 || month < 0 || year < 0) {
      return Optional.empty();
    }
    int full = year >= 100 ? year : year + (year >= 70 ? 1900 : 2000);
    if (full < YEAR_MIN) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(full, month + 1, day, hour, minute, second).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
