package dev.weft.sink;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import dev.weft.page.FetchTimings;
import dev.weft.page.Page.PageError;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON, one object a line, in UTF-8: the fields are the caller's, how they are
 * written is the same for all. Text is escaped so that a line is a record whatever the page held,
 * and so that showing it on a terminal does no harm. One thread.
 */
public final class JsonRecord {
  private final JsonGenerator json;
  private final Timestamps timestamps = new Timestamps();

  /** A writer that hands whole buffers to {@code output}, which stays the caller's to close. */
  public JsonRecord(OutputStream output) throws IOException {
    json = new JsonFactory().createGenerator(output, JsonEncoding.UTF8);
    json.setRootValueSeparator(null);
  }

  /** Begins a record, or an object that is an element of an array. */
  public void begin() throws IOException {
    json.writeStartObject();
  }

  /** Ends what {@link #begin} began. */
  public void end() throws IOException {
    json.writeEndObject();
    if (json.getOutputContext().inRoot()) {
      json.writeRaw('\n');
    }
  }

  /** Begins a field that is an array. */
  public void beginArray(SerializableString name) throws IOException {
    json.writeFieldName(name);
    json.writeStartArray();
  }

  /** Ends what {@link #beginArray} began. */
  public void endArray() throws IOException {
    json.writeEndArray();
  }

  /** Hands on everything written so far. */
  public void flush() throws IOException {
    json.flush();
  }

  /** A whole number. */
  public void number(SerializableString name, long value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value);
  }

  /** A whole number, or null. */
  public void orNull(SerializableString name, @Nullable Long value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  /** A URL, or null. */
  public void url(SerializableString name, @Nullable CrawlUrl url) throws IOException {
    json.writeFieldName(name);
    if (url == null) {
      json.writeNull();
    } else {
      json.writeString(url.href());
    }
  }

  /** Text from anywhere, or null. */
  public void text(SerializableString name, @Nullable String text) throws IOException {
    json.writeFieldName(name);
    if (text == null) {
      json.writeNull();
    } else if (JsonText.isHarmless(text)) {
      json.writeString(text);
    } else {
      json.writeRawValue(JsonText.literal(text));
    }
  }

  /** A time, to the millisecond. */
  public void time(SerializableString name, Instant time) throws IOException {
    text(name, timestamps.text(time));
  }

  /** The steps of a fetch in microseconds, or null. */
  public void timings(@Nullable FetchTimings timings) throws IOException {
    json.writeFieldName(Fields.TIMINGS);
    if (timings == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    micros(Fields.DNS, timings.dnsNanos());
    micros(Fields.CONNECT, timings.connectNanos());
    micros(Fields.TLS, timings.tlsNanos());
    micros(Fields.FIRST_BYTE, timings.firstByteNanos());
    micros(Fields.TOTAL, timings.totalNanos());
    json.writeEndObject();
  }

  /** A failure as its word and its sentence, or null. */
  public void error(@Nullable PageError error) throws IOException {
    json.writeFieldName(Fields.ERROR);
    if (error == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    text(Fields.CODE, error.code());
    text(Fields.MESSAGE, error.message());
    json.writeEndObject();
  }

  private void micros(SerializableString name, long nanos) throws IOException {
    number(name, TimeUnit.NANOSECONDS.toMicros(nanos));
  }
}
