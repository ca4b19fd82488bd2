package dev.weft.sink.jsonl;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import dev.weft.page.FetchTimings;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages as records. Every record has every field, in one order; a field that does not apply
 * is null: {@code status}, {@code contentType}, {@code wireBytes}, {@code truncated} and {@code
 * timings} where no answer came; {@code charset}, {@code bytes}, {@code title}, {@code outlinks}
 * and {@code digest} where there was no content to look at. Text is escaped so that a line is a
 * record whatever the page held, and so that showing it on a terminal does no harm.
 */
final class RecordWriter {
  /** The version of the record; a consumer refuses those it does not know. */
  private static final int SCHEMA = 1;

  private final JsonGenerator json;
  private final Timestamps timestamps = new Timestamps();

  /** A writer that hands whole buffers to {@code output}, which stays the caller's to close. */
  RecordWriter(OutputStream output) throws IOException {
    json = new JsonFactory().createGenerator(output, JsonEncoding.UTF8);
    json.setRootValueSeparator(null);
  }

  void write(Page page) throws IOException {
    json.writeStartObject();
    number(Fields.SCHEMA, SCHEMA);
    url(Fields.URL, page.url());
    number(Fields.VISIT, page.visit());
    text(Fields.DISPOSITION, page.disposition().code());
    answer(page.reply(), page.content());
    number(Fields.HOPS, page.discovery().hops());
    url(Fields.REFERRER, page.discovery().referrer());
    url(Fields.REDIRECT_TO, page.redirectTo());
    url(Fields.REDIRECTED_FROM, page.discovery().redirectedFrom());
    orNull(Fields.OUTLINKS, page.content() == null ? null : (long) page.content().outlinks());
    number(Fields.ATTEMPTS, page.attempts());
    text(Fields.FETCHED_AT, timestamps.text(page.fetchedAt()));
    timings(page.reply());
    text(Fields.DIGEST, page.content() == null ? null : page.content().digest());
    error(page.error());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Hands on everything written so far. */
  void flush() throws IOException {
    json.flush();
  }

  private void answer(Page.@Nullable Reply reply, Page.@Nullable Content content)
      throws IOException {
    orNull(Fields.STATUS, reply == null ? null : (long) reply.status());
    text(Fields.CONTENT_TYPE, reply == null ? null : reply.contentType());
    text(Fields.CHARSET, content == null ? null : content.charset());
    orNull(Fields.WIRE_BYTES, reply == null ? null : reply.wireBytes());
    orNull(Fields.BYTES, content == null ? null : content.bytes());
    Truncation truncation = reply == null ? null : reply.truncation();
    text(Fields.TRUNCATED, truncation == null ? null : truncation.code());
    text(Fields.TITLE, content == null ? null : content.title());
  }

  private void timings(Page.@Nullable Reply reply) throws IOException {
    json.writeFieldName(Fields.TIMINGS);
    if (reply == null) {
      json.writeNull();
      return;
    }
    FetchTimings timings = reply.timings();
    json.writeStartObject();
    micros(Fields.DNS, timings.dnsNanos());
    micros(Fields.CONNECT, timings.connectNanos());
    micros(Fields.TLS, timings.tlsNanos());
    micros(Fields.FIRST_BYTE, timings.firstByteNanos());
    micros(Fields.TOTAL, timings.totalNanos());
    json.writeEndObject();
  }

  private void error(Page.@Nullable PageError error) throws IOException {
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

  private void number(SerializableString name, long value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value);
  }

  private void orNull(SerializableString name, @Nullable Long value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private void url(SerializableString name, @Nullable CrawlUrl url) throws IOException {
    json.writeFieldName(name);
    if (url == null) {
      json.writeNull();
    } else {
      json.writeString(url.href());
    }
  }

  private void text(SerializableString name, @Nullable String text) throws IOException {
    json.writeFieldName(name);
    if (text == null) {
      json.writeNull();
    } else if (JsonText.isHarmless(text)) {
      json.writeString(text);
    } else {
      json.writeRawValue(JsonText.literal(text));
    }
  }
}
