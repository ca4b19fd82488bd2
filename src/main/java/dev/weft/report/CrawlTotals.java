package dev.weft.report;

import dev.weft.page.Disposition;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of a crawl at one moment. {@code records} are finished URLs, by disposition; {@code
 * wireBytes} counts body bytes as they came, {@code contentBytes} decoded ones; {@code requests}
 * counts every request made, retries and robots.txt included; {@code queued} URLs wait, {@code
 * inFlight} are leased. {@code outOfScope} counts distinct links a page, by the rule that kept them
 * out; {@code errors} are the most frequent first.
 */
public record CrawlTotals(
    Map<Disposition, Long> records,
    long wireBytes,
    long contentBytes,
    long outlinks,
    long requests,
    long robotsRequests,
    long retries,
    long queued,
    long inFlight,
    long hosts,
    int seeds,
    int seedsFetched,
    Map<String, Long> outOfScope,
    List<ErrorCount> errors,
    Duration elapsed,
    ExtractionTotals extraction,
    ComparisonTotals comparisons) {

  public CrawlTotals {
    records = Collections.unmodifiableMap(copy(records));
    outOfScope = Map.copyOf(outOfScope);
    errors = List.copyOf(errors);
  }

  /** The counts of a crawl without rules for extraction. */
  public CrawlTotals(
      Map<Disposition, Long> records,
      long wireBytes,
      long contentBytes,
      long outlinks,
      long requests,
      long robotsRequests,
      long retries,
      long queued,
      long inFlight,
      long hosts,
      int seeds,
      int seedsFetched,
      Map<String, Long> outOfScope,
      List<ErrorCount> errors,
      Duration elapsed) {
    this(
        records,
        wireBytes,
        contentBytes,
        outlinks,
        requests,
        robotsRequests,
        retries,
        queued,
        inFlight,
        hosts,
        seeds,
        seedsFetched,
        outOfScope,
        errors,
        elapsed,
        ExtractionTotals.NONE,
        ComparisonTotals.NONE);
  }

  private static Map<Disposition, Long> copy(Map<Disposition, Long> records) {
    Map<Disposition, Long> copy = new EnumMap<>(Disposition.class);
    copy.putAll(records);
    return copy;
  }

  /** The number of records with this disposition. */
  public long records(Disposition disposition) {
    return records.getOrDefault(disposition, 0L);
  }

  /** The number of pages fetched with a 2xx answer, those that could not be parsed included. */
  public long pages() {
    return records(Disposition.FETCHED) + records(Disposition.PARSE_FAILED);
  }

  /** The number of finished URLs, of every disposition. */
  public long finished() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /** An error's code, how often it came, and the first URL it came for with its message. */
  public record ErrorCount(String code, long count, String exampleUrl, String exampleMessage) {}
}
