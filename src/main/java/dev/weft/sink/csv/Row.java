package dev.weft.sink.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.sink.PlainText;
import dev.weft.sink.Timestamps;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One row after another, as RFC 4180 has them: values apart by commas, lines by CRLF, quotes where
 * a value needs them. Null is an empty value, an empty text is two quotes; a row that would be an
 * empty line, which readers pass over, is two quotes too.
 *
 * <p>Spreadsheets run what begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab, a CR or
 * an LF, and pages choose their titles. Text that begins so gets an apostrophe in front, and so
 * does text that begins with one: whoever takes one apostrophe off the front of each text has it as
 * it was.
 */
final class Row {
  private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
  private static final char GUARD = '\'';

  private final OutputStream output;
  private final StringBuilder row = new StringBuilder();
  private final Timestamps timestamps = new Timestamps();
  private boolean begun;

  Row(OutputStream output) {
    this.output = output;
  }

  void number(long value) {
    next().append(value);
  }

  void number(@Nullable Long value) {
    next();
    if (value != null) {
      row.append(value);
    }
  }

  /** A number as exact as it is, in digits or with an exponent. */
  void number(BigDecimal value) {
    next().append(value);
  }

  void micros(long nanos) {
    number(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  void time(Instant time) {
    next().append(timestamps.text(time));
  }

  void url(@Nullable CrawlUrl url) {
    text(url == null ? null : url.href());
  }

  /** Text from anywhere. */
  void text(@Nullable String text) {
    next();
    if (text == null) {
      return;
    }
    String clean = PlainText.lines(text);
    boolean guarded = isGuarded(clean);
    if (!isQuoted(clean)) {
      row.append(guarded ? "'" : "").append(clean);
      return;
    }
    row.append('"').append(guarded ? "'" : "");
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      row.append(c);
      if (c == '"') {
        row.append(c);
      }
    }
    row.append('"');
  }

  private static boolean isGuarded(String text) {
    return !text.isEmpty()
        && (text.charAt(0) == GUARD || RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0);
  }

  /** Semicolons and tabs part values where commas are decimal points. */
  private static boolean isQuoted(String text) {
    if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"', ',', ';', '\t', '\r', '\n' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** Ends the row and hands it on. */
  void end() throws IOException {
    if (row.isEmpty()) {
      row.append("\"\"");
    }
    byte[] bytes = row.append("\r\n").toString().getBytes(UTF_8);
    row.setLength(0);
    begun = false;
    output.write(bytes, 0, bytes.length);
  }

  private StringBuilder next() {
    if (begun) {
      row.append(',');
    }
    begun = true;
    return row;
  }
}
