package dev.weft.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.engine.Engine;
import dev.weft.engine.RevisitRun;
import dev.weft.frontier.Recovered;
import dev.weft.page.Disposition;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.url.HostName;
import java.io.IOException;
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
 * is {@code nextDue}. {@code atEnd} is true where no run is under way and none is left to go on.
 */
record Status(
    long epoch,
    Map<Disposition, Long> finished,
    long pages,
    long wireBytes,
    long queued,
    long inFlight,
    long hosts,
    Optional<NextDue> nextDue,
    boolean atEnd) {
  private static final String EPOCH = "epoch";
  private static final String FINISHED = "finished";
  private static final String PAGES = "pages";
  private static final String WIRE_BYTES = "wireBytes";
  private static final String QUEUED = "queued";
  private static final String IN_FLIGHT = "inFlight";
  private static final String HOSTS = "hosts";
  private static final String NEXT_DUE = "nextDue";
  private static final String AT_END = "atEnd";
  private static final String HOST = "host";
  private static final String WAITS_FOR = "waitsFor";
  private static final String AT = "at";

  Status {
    Map<Disposition, Long> copy = new EnumMap<>(Disposition.class);
    copy.putAll(finished);
    finished = Collections.unmodifiableMap(copy);
  }

  /** Of a crawl that runs. */
  static Status running(Checkpoint checkpoint, CrawlTotals now, Optional<NextDue> nextDue) {
    return of(checkpoint, now.queued(), now.inFlight(), now.hosts(), nextDue, false);
  }

  /**
   * By the state alone.
   *
   * @param isHeld whether a run has the folder all the same, as one that is about to end
   */
  static Status atRest(Recovered recovered, boolean isHeld) {
    Checkpoint checkpoint = Engine.checkpoint(recovered);
    return of(
        checkpoint,
        recovered.queuedUrls(),
        0,
        checkpoint.totals().hosts(),
        Optional.empty(),
        !isHeld && recovered.isBegun() && RevisitRun.isAtEnd(recovered));
  }

  private static Status of(
      Checkpoint checkpoint,
      long queued,
      long inFlight,
      long hosts,
      Optional<NextDue> nextDue,
      boolean atEnd) {
    CrawlTotals committed = checkpoint.totals();
    return new Status(
        checkpoint.epoch(),
        committed.records(),
        committed.pages(),
        committed.wireBytes(),
        queued,
        inFlight,
        hosts,
        nextDue,
        atEnd);
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
    json.writeBooleanField(AT_END, atEnd);
  }

  /** One object, as it goes over the control socket. */
  String text() {
    return JsonText.of(this::write);
  }

  /** Reads what {@link #text} gave; fields that are not known are passed over. */
  static Status read(String text) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    Map<Disposition, Long> finished = new EnumMap<>(Disposition.class);
    Map<String, String> due = new HashMap<>();
    boolean atEnd = false;
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
        } else if (name.equals(AT_END)) {
          atEnd = value == JsonToken.VALUE_TRUE;
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
        nextDue(due),
        atEnd);
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
