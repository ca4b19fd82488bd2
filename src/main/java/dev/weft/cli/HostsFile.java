package dev.weft.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.weft.politeness.HostReport;
import dev.weft.politeness.Pace;
import dev.weft.politeness.PaceSource;
import dev.weft.sink.JsonRecord;
import dev.weft.url.HostName;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How each host was treated, as programs read it: {@code hosts.jsonl}, one object a line. Times are
 * milliseconds; those that were measured are rounded down.
 */
final class HostsFile {
  private static final SerializableString SCHEMA = new SerializedString("schema");
  private static final SerializableString HOST = new SerializedString("host");
  private static final SerializableString REQUESTS = new SerializedString("requests");
  private static final SerializableString GAPS = new SerializedString("gaps");
  private static final SerializableString GAP_MIN = new SerializedString("gapMinMillis");
  private static final SerializableString GAP_MEDIAN = new SerializedString("gapMedianMillis");
  private static final SerializableString GAPS_SHORT = new SerializedString("gapsTooShort");
  private static final SerializableString DELAY = new SerializedString("delayMillis");
  private static final SerializableString DELAY_FROM = new SerializedString("delayFrom");
  private static final SerializableString IN_FLIGHT = new SerializedString("inFlightMax");
  private static final SerializableString TOO_MANY = new SerializedString("answers429");
  private static final SerializableString UNAVAILABLE = new SerializedString("answers503");
  private static final SerializableString RETRY_AFTER = new SerializedString("retryAfterMaxMillis");
  private static final SerializableString ROBOTS_AT = new SerializedString("robotsFetchedAt");
  private static final SerializableString ROBOTS_STATUS = new SerializedString("robotsStatus");
  private static final SerializableString ROBOTS_DIGEST = new SerializedString("robotsDigest");
  private static final SerializableString GIVEN_UP = new SerializedString("givenUp");

  private static final SerializableString DELAY_MIN = new SerializedString("delayMinMillis");
  private static final SerializableString TOO_EARLY = new SerializedString("pagesBeforeRobots");

  private static final int SCHEMA_VERSION = 1;

  private HostsFile() {}

  /** Writes the file whole or not at all. */
  static void write(Iterable<HostReport> hosts, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
      JsonRecord json = new JsonRecord(out);
      for (HostReport host : hosts) {
        write(host, json);
      }
      json.flush();
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(HostReport host, JsonRecord json) throws IOException {
    HostReport.Gaps gaps = host.gaps();
    boolean hasGap = gaps.count() > 0;
    json.begin();
    json.number(SCHEMA, SCHEMA_VERSION);
    json.text(HOST, host.host().toString());
    json.number(REQUESTS, host.requests());
    json.number(GAPS, gaps.count());
    json.orNull(GAP_MIN, hasGap ? gaps.smallest().toMillis() : null);
    json.orNull(GAP_MEDIAN, hasGap ? gaps.median().toMillis() : null);
    json.number(GAPS_SHORT, gaps.shorter());
    json.number(DELAY, host.pace().delayNanos() / 1_000_000);
    json.text(DELAY_FROM, host.pace().source().code());
    json.number(IN_FLIGHT, host.pace().inFlightMax());
    json.number(TOO_MANY, host.busy().tooManyRequests());
    json.number(UNAVAILABLE, host.busy().unavailable());
    json.number(RETRY_AFTER, host.busy().retryAfterMax().toMillis());
    write(host.robots(), json);
    json.number(GIVEN_UP, host.givenUp() ? 1 : 0);
    json.number(DELAY_MIN, host.delayMin().toMillis());
    json.number(TOO_EARLY, host.pagesBeforeRobots());
    json.end();
  }

  private static void write(HostReport.@Nullable RobotsVersion robots, JsonRecord json)
      throws IOException {
    if (robots == null) {
      json.text(ROBOTS_AT, null);
      json.orNull(ROBOTS_STATUS, null);
      json.text(ROBOTS_DIGEST, null);
    } else {
      json.time(ROBOTS_AT, robots.fetchedAt());
      json.number(ROBOTS_STATUS, robots.status());
      json.text(ROBOTS_DIGEST, robots.digest());
    }
  }

  /** Gives each line of the file; throws where one is not as they are written. */
  static void read(Path file, Consumer<HostReport> consumer) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          consumer.accept(report(fields(line)));
        } catch (IOException | RuntimeException e) {
          throw new IOException("line " + number + " is no host's: " + e.getMessage(), e);
        }
      }
    }
  }

  /** The hosts that were asked most, so many at most. */
  static List<HostReport> busiest(Path file, int max) throws IOException {
    PriorityQueue<HostReport> most =
        new PriorityQueue<>(Comparator.comparingInt(HostReport::requests));
    read(
        file,
        host -> {
          most.add(host);
          if (most.size() > max) {
            most.remove();
          }
        });
    return most.stream().sorted(Comparator.comparingInt(HostReport::requests).reversed()).toList();
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
      }
    }
    return fields;
  }

  private static HostReport report(Map<String, String> fields) {
    HostName host =
        HostName.parse(fields.getOrDefault(HOST.getValue(), ""))
            .orElseThrow(() -> new IllegalArgumentException("it has no host"));
    PaceSource source =
        Arrays.stream(PaceSource.values())
            .filter(each -> each.code().equals(fields.get(DELAY_FROM.getValue())))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("delayFrom is unknown"));
    long delayNanos = number(fields, DELAY) * 1_000_000;
    return new HostReport(
        host,
        (int) number(fields, REQUESTS),
        new HostReport.Gaps(
            (int) number(fields, GAPS),
            Duration.ofMillis(number(fields, GAP_MIN)),
            Duration.ofMillis(number(fields, GAP_MEDIAN)),
            (int) number(fields, GAPS_SHORT)),
        new Pace(delayNanos, (int) number(fields, IN_FLIGHT), source),
        new HostReport.Busy(
            (int) number(fields, TOO_MANY),
            (int) number(fields, UNAVAILABLE),
            Duration.ofMillis(number(fields, RETRY_AFTER))),
        null,
        number(fields, GIVEN_UP) > 0,
        Duration.ofMillis(number(fields, DELAY_MIN)),
        (int) number(fields, TOO_EARLY));
  }

  private static long number(Map<String, String> fields, SerializableString name) {
    return Long.parseLong(fields.getOrDefault(name.getValue(), "0"));
  }
}
