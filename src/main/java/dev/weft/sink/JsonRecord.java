package dev.weft.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import dev.weft.page.FetchTimings;
import dev.weft.page.IndexWish;
import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.page.Page.PageError;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
    } else {
      text(text);
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

  /** What a page asks of an index; both null where it is not known. */
  public void index(@Nullable IndexWish wish) throws IOException {
    json.writeFieldName(Fields.NOINDEX);
    if (wish == null) {
      json.writeNull();
    } else {
      json.writeBoolean(wish.noindex());
    }
    Instant after = wish == null ? null : wish.unavailableAfter();
    text(Fields.UNAVAILABLE_AFTER, after == null ? null : timestamps.text(after));
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

  /**
   * A whole record: an item of a page, with the page's key, its place among the items of its type
   * on the page, from 0, and its fields in their order.
   */
  public void item(Page page, Item item, int index) throws IOException {
    begin();
    text(Fields.ITEM, item.type());
    url(Fields.ITEM_URL, page.url());
    if (page.request() != null) {
      text(Fields.ITEM_REQUEST, page.request());
    }
    number(Fields.ITEM_VISIT, page.visit());
    number(Fields.ITEM_INDEX, index);
    time(Fields.ITEM_FETCHED_AT, page.fetchedAt());
    fields(item.fields());
    end();
  }

  /** All items of a page, one after another. */
  public void items(Page page) throws IOException {
    Map<String, Integer> indexes = new HashMap<>();
    for (Item item : page.items()) {
      item(page, item, indexes.merge(item.type(), 1, Integer::sum) - 1);
    }
  }

  /** One value alone, as {@link #item} writes it. */
  public static String text(ItemValue value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonRecord record = new JsonRecord(bytes);
    record.value(value);
    record.flush();
    return bytes.toString(UTF_8);
  }

  private void fields(Map<String, ItemValue> fields) throws IOException {
    for (Map.Entry<String, ItemValue> field : fields.entrySet()) {
      json.writeFieldName(field.getKey());
      value(field.getValue());
    }
  }

  private void value(ItemValue value) throws IOException {
    if (value instanceof ItemValue.Text text) {
      text(text.text());
    } else if (value instanceof ItemValue.Link link) {
      text(link.href());
    } else if (value instanceof ItemValue.Time time) {
      json.writeString(time.text());
    } else if (value instanceof ItemValue.Numeric number) {
      json.writeNumber(number.value());
    } else if (value instanceof ItemValue.Bool bool) {
      json.writeBoolean(bool.value());
    } else if (value instanceof ItemValue.Many many) {
      json.writeStartArray();
      for (ItemValue element : many.values()) {
        value(element);
      }
      json.writeEndArray();
    } else if (value instanceof ItemValue.Nested nested) {
      json.writeStartObject();
      fields(nested.fields());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }

  private void text(String text) throws IOException {
    if (JsonText.isHarmless(text)) {
      json.writeString(text);
    } else {
      json.writeRawValue(JsonText.literal(text));
    }
  }

  private void micros(SerializableString name, long nanos) throws IOException {
    number(name, TimeUnit.NANOSECONDS.toMicros(nanos));
  }
}
