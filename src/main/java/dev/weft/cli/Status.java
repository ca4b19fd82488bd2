package dev.weft.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.page.Disposition;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.url.HostName;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a crawl is. {@code epoch}, {@code finished} (by disposition), {@code pages} and {@code
 * wireBytes} are committed: nothing takes them back. {@code queued}, {@code inFlight} and {@code
 * hosts} are of this moment in a crawl that runs, and committed in one that does not, where nothing
 * is {@code nextDue}.
 */
record Status(
    long epoch,
    Map<Disposition, Long> finished,
    long pages,
    long wireBytes,
    long queued,
    long inFlight,
    long hosts,
    Optional<NextDue> nextDue) {
  private static final String EPOCH = "epoch";
  private static final String FINISHED = "finished";
  private static final String PAGES = "pages";
  private static final String WIRE_BYTES = "wireBytes";
  private static final String QUEUED = "queued";
  private static final String IN_FLIGHT = "inFlight";
  private static final String HOSTS = "hosts";
  private static final String NEXT_DUE = "nextDue";
  private static final String HOST = "host";
  private static final String WAITS_FOR = "waitsFor";
  private static final String AT = "at";

  Status {
    Map<Disposition, Long> copy = new EnumMap<>(Disposition.class);
    copy.putAll(finished);
    finished = Collections.unmodifiableMap(copy);
  }

  static Status of(
      Checkpoint checkpoint, long queued, long inFlight, long hosts, Optional<NextDue> nextDue) {
    CrawlTotals totals = checkpoint.totals();
    return new Status(
        checkpoint.epoch(),
        totals.records(),
        totals.pages(),
        totals.wireBytes(),
        queued,
        inFlight,
        hosts,
        nextDue);
  }

  long finishedUrls() {
    return finished.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The fields, within an object that is open. */
  void write(JsonGenerator json) throws IOException {
    json.writeNumberField(EPOCH, epoch);
    json.writeObjectFieldStart(FINISHED);
    for (Disposition disposition : Disposition.values()) {
      json.writeNumberField(disposition.code(), finished.getOrDefault(disposition, 0L));
    }
    json.writeEndObject();
    json.writeNumberField(PAGES, pages);
    json.writeNumberField(WIRE_BYTES, wireBytes);
    json.writeNumberField(QUEUED, queued);
    json.writeNumberField(IN_FLIGHT, inFlight);
    json.writeNumberField(HOSTS, hosts);
    if (nextDue.isPresent()) {
      json.writeObjectFieldStart(NEXT_DUE);
      json.writeStringField(HOST, nextDue.get().host().toString());
      json.writeStringField(WAITS_FOR, nextDue.get().waitsFor());
      if (nextDue.get().at().isPresent()) {
        json.writeStringField(AT, nextDue.get().at().get().toString());
      }
      json.writeEndObject();
    } else {
      json.writeNullField(NEXT_DUE);
    }
  }

  /** One object, as it goes over the control socket. */
  String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be written", e);
    }
    return text.toString();
  }

  /** Reads what {@link #text} gave; fields that are not known are passed over. */
  static Status read(String text) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    Map<Disposition, Long> finished = new EnumMap<>(Disposition.class);
    Map<String, String> due = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals(FINISHED) && value == JsonToken.START_OBJECT) {
          readFinished(json, finished);
        } else if (name.equals(NEXT_DUE) && value == JsonToken.START_OBJECT) {
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            due.put(json.currentName(), json.nextTextValue());
          }
        } else if (value == JsonToken.VALUE_NUMBER_INT) {
          numbers.put(name, json.getLongValue());
        } else {
          json.skipChildren();
        }
      }
    }
    return new Status(
        numbers.getOrDefault(EPOCH, 0L),
        finished,
        numbers.getOrDefault(PAGES, 0L),
        numbers.getOrDefault(WIRE_BYTES, 0L),
        numbers.getOrDefault(QUEUED, 0L),
        numbers.getOrDefault(IN_FLIGHT, 0L),
        numbers.getOrDefault(HOSTS, 0L),
        nextDue(due));
  }

  private static Optional<NextDue> nextDue(Map<String, String> fields) {
    return HostName.parse(fields.getOrDefault(HOST, ""))
        .map(
            host ->
                new NextDue(
                    host,
                    fields.getOrDefault(WAITS_FOR, ""),
                    Optional.ofNullable(fields.get(AT)).map(Instant::parse)));
  }

  private static void readFinished(JsonParser json, Map<Disposition, Long> finished)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String code = json.currentName();
      json.nextToken();
      for (Disposition disposition : Disposition.values()) {
        if (disposition.code().equals(code)) {
          finished.put(disposition, json.getLongValue());
        }
      }
    }
  }
}
