package dev.weft.engine;

import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.report.ComparisonTotals;
import dev.weft.report.CrawlTotals;
import dev.weft.report.CrawlTotals.ErrorCount;
import dev.weft.report.ExtractionTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals as a text, from which a later run reads them again, all 0 if it is empty: a line each, a
 * word and a number first, the parts between tabs. Lines whose word is not known are left out, so
 * that an older Weft reads what a newer one wrote.
 */
final class TotalsText {
  private final StringBuilder text = new StringBuilder();

  private TotalsText() {}

  static String of(CrawlTotals totals) {
    TotalsText lines = new TotalsText();
    lines.add("wireBytes", totals.wireBytes());
    lines.add("contentBytes", totals.contentBytes());
    lines.add("outlinks", totals.outlinks());
    lines.add("requests", totals.requests());
    lines.add("robotsRequests", totals.robotsRequests());
    lines.add("retries", totals.retries());
    lines.add("hosts", totals.hosts());
    lines.add("seedsFetched", totals.seedsFetched());
    lines.add("elapsedNanos", totals.elapsed().toNanos());
    totals
        .records()
        .forEach((disposition, count) -> lines.add("record", count, disposition.code()));
    totals.outOfScope().forEach((rule, count) -> lines.add("outOfScope", count, rule));
    totals
        .comparisons()
        .changes()
        .forEach((change, count) -> lines.add("change", count, change.code()));
    lines.add("duplicates", totals.comparisons().duplicates());
    totals.extraction().items().forEach((type, count) -> lines.add("items", count, type));
    for (ErrorCount error : totals.errors()) {
      lines.add("error", error.count(), error.code(), error.exampleUrl(), error.exampleMessage());
    }
    return lines.text.toString();
  }

  private void add(String word, long number, String... parts) {
    text.append(word).append('\t').append(number);
    for (String part : parts) {
      text.append('\t');
      part.chars().forEach(c -> text.append(c < ' ' ? ' ' : (char) c));
    }
    text.append('\n');
  }

  static CrawlTotals read(String text) {
    Map<String, Long> numbers = new HashMap<>();
    Map<Disposition, Long> records = new EnumMap<>(Disposition.class);
    Map<Change, Long> changes = new EnumMap<>(Change.class);
    Map<String, Long> outOfScope = new HashMap<>();
    Map<String, Long> items = new HashMap<>();
    List<ErrorCount> errors = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.split("\t", -1);
      long number = Long.parseLong(parts[1]);
      switch (parts[0]) {
        case "record" -> disposition(parts[2], number, records);
        case "change" -> change(parts[2], number, changes);
        case "outOfScope" -> outOfScope.put(parts[2], number);
        case "items" -> items.put(parts[2], number);
        case "error" -> errors.add(new ErrorCount(parts[2], number, parts[3], parts[4]));
        default -> numbers.put(parts[0], number);
      }
    }
    return totals(numbers, records, changes, outOfScope, items, errors);
  }

  private static void change(String code, long count, Map<Change, Long> changes) {
    for (Change change : Change.values()) {
      if (change.code().equals(code)) {
        changes.put(change, count);
      }
    }
  }

  private static void disposition(String code, long count, Map<Disposition, Long> records) {
    for (Disposition disposition : Disposition.values()) {
      if (disposition.code().equals(code)) {
        records.put(disposition, count);
      }
    }
  }

  private static CrawlTotals totals(
      Map<String, Long> numbers,
      Map<Disposition, Long> records,
      Map<Change, Long> changes,
      Map<String, Long> outOfScope,
      Map<String, Long> items,
      List<ErrorCount> errors) {
    return new CrawlTotals(
        records,
        numbers.getOrDefault("wireBytes", 0L),
        numbers.getOrDefault("contentBytes", 0L),
        numbers.getOrDefault("outlinks", 0L),
        numbers.getOrDefault("requests", 0L),
        numbers.getOrDefault("robotsRequests", 0L),
        numbers.getOrDefault("retries", 0L),
        0,
        0,
        numbers.getOrDefault("hosts", 0L),
        0,
        Math.toIntExact(numbers.getOrDefault("seedsFetched", 0L)),
        outOfScope,
        errors,
        Duration.ofNanos(numbers.getOrDefault("elapsedNanos", 0L)),
        new ExtractionTotals(items, List.of(), List.of()),
        new ComparisonTotals(changes, numbers.getOrDefault("duplicates", 0L)));
  }
}
