package dev.weft.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.politeness.PolitenessTotals;
import dev.weft.report.ComparisonTotals;
import dev.weft.report.CrawlTotals;
import dev.weft.report.ExtractionTotals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * The summary as programs read it: {@code summary.json}, one object. {@code end} is why the crawl
 * ended, {@code records} counts finished URLs by disposition, {@code run} is 1 for a first crawl
 * and more for a revisit, {@code changes} counts URLs by how they stand to the visit before, {@code
 * outOfScope} links by the rule that kept them out, {@code politeness} is about the gaps between
 * requests to a host, {@code errors} are the most frequent first, each with one URL it came for.
 */
final class SummaryFile {
  private static final int SCHEMA = 1;

  private SummaryFile() {}

  /** Writes the file whole or not at all. */
  static void write(Summary summary, String version, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(unfinished);
        JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      write(summary, version, json);
      json.writeRaw('\n');
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Summary summary, String version, JsonGenerator json)
      throws IOException {
    CrawlTotals totals = summary.totals();
    json.writeStartObject();
    json.writeNumberField("schema", SCHEMA);
    json.writeStringField("weft", version);
    json.writeStringField("end", summary.report().end().code());
    json.writeNumberField("exitCode", summary.exitCode());
    json.writeStringField(
        "startedAt", summary.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    json.writeNumberField("elapsedMillis", totals.elapsed().toMillis());
    json.writeNumberField("pages", totals.pages());
    json.writeNumberField("pagesPerSecond", Math.round(summary.pagesPerSecond() * 100) / 100.0);
    json.writeObjectFieldStart("records");
    for (Disposition disposition : Disposition.values()) {
      json.writeNumberField(disposition.code(), totals.records(disposition));
    }
    json.writeEndObject();
    json.writeNumberField("run", summary.run());
    writeComparisons(summary, json);
    json.writeNumberField("wireBytes", totals.wireBytes());
    json.writeNumberField("bytes", totals.contentBytes());
    json.writeNumberField("outlinks", totals.outlinks());
    json.writeNumberField("requests", totals.requests());
    json.writeNumberField("robotsRequests", totals.robotsRequests());
    json.writeNumberField("retries", totals.retries());
    json.writeNumberField("hosts", totals.hosts());
    json.writeNumberField("queued", totals.queued());
    json.writeNumberField("seeds", totals.seeds());
    json.writeNumberField("seedsFetched", totals.seedsFetched());
    json.writeNumberField("seedProblems", summary.seedProblems());
    writeOutOfScope(totals.outOfScope(), json);
    writePoliteness(summary.politeness(), json);
    writeErrors(totals, json);
    writeExtraction(totals.extraction(), json);
    Throwable failure = summary.report().failure().orElse(null);
    if (failure == null) {
      json.writeNullField("failure");
    } else {
      json.writeStringField("failure", String.valueOf(failure.getMessage()));
    }
    json.writeEndObject();
  }

  private static void writeComparisons(Summary summary, JsonGenerator json) throws IOException {
    ComparisonTotals found = summary.totals().comparisons();
    json.writeObjectFieldStart("changes");
    for (Change change : Change.values()) {
      json.writeNumberField(change.code(), found.of(change));
    }
    json.writeEndObject();
    json.writeNumberField("duplicates", found.duplicates());
  }

  private static void writeOutOfScope(Map<String, Long> links, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("outOfScope");
    for (Map.Entry<String, Long> rule : new TreeMap<>(links).entrySet()) {
      json.writeNumberField(rule.getKey(), rule.getValue());
    }
    json.writeEndObject();
  }

  private static void writeExtraction(ExtractionTotals totals, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("items");
    for (Map.Entry<String, Long> type : new TreeMap<>(totals.items()).entrySet()) {
      json.writeNumberField(type.getKey(), type.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("rules");
    for (String note : RuleNotes.of(totals)) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  private static void writePoliteness(PolitenessTotals politeness, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("politeness");
    json.writeNumberField("gaps", politeness.gaps());
    json.writeNumberField("gapMinMillis", politeness.smallest().toMillis());
    json.writeNumberField("gapsTooShort", politeness.shorter());
    json.writeNumberField("answers429", politeness.tooManyRequests());
    json.writeNumberField("answers503", politeness.unavailable());
    json.writeNumberField("hostsGivenUp", politeness.givenUp());
    json.writeEndObject();
  }

  private static void writeErrors(CrawlTotals totals, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("errors");
    for (CrawlTotals.ErrorCount error : totals.errors()) {
      json.writeStartObject();
      json.writeStringField("code", error.code());
      json.writeNumberField("count", error.count());
      json.writeStringField("exampleUrl", error.exampleUrl());
      json.writeStringField("exampleMessage", error.exampleMessage());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
