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
import java.util.function.Function;

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
        case "record" -> put(Disposition.values(), Disposition::code, parts[2], number, records);
        case "change" -> put(Change.values(), Change::code, parts[2], number, changes);
        case "outOfScope" -> outOfScope.put(parts[2], number);
        case "items" -> items.put(parts[2], number);
        case "error" -> errors.add(new ErrorCount(parts[2], number, parts[3], parts[4]));
        default -> numbers.put(parts[0], number);
      }
    }
    return numbers(numbers)
        .records(records)
        .outOfScope(outOfScope)
        .errors(errors)
        .extraction(new ExtractionTotals(items, List.of(), List.of()))
        .comparisons(new ComparisonTotals(changes, numbers.getOrDefault("duplicates", 0L)))
        .build();
  }

  /** Counts under a word of an enum; words of a newer Weft are left out. */
  private static <E> void put(
      E[] values, Function<E, String> code, String word, long count, Map<E, Long> counts) {
    for (E value : values) {
      if (code.apply(value).equals(word)) {
        counts.put(value, count);
      }
    }
  }

  private static CrawlTotals.Builder numbers(Map<String, Long> numbers) {
    return CrawlTotals.builder()
        .wireBytes(numbers.getOrDefault("wireBytes", 0L))
        .contentBytes(numbers.getOrDefault("contentBytes", 0L))
        .outlinks(numbers.getOrDefault("outlinks", 0L))
        .requests(numbers.getOrDefault("requests", 0L))
        .robotsRequests(numbers.getOrDefault("robotsRequests", 0L))
        .retries(numbers.getOrDefault("retries", 0L))
        .hosts(numbers.getOrDefault("hosts", 0L))
        .seeds(0, Math.toIntExact(numbers.getOrDefault("seedsFetched", 0L)))
        .elapsed(Duration.ofNanos(numbers.getOrDefault("elapsedNanos", 0L)));
  }
}
