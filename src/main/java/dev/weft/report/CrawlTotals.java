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

  /** Begins totals of which nothing is counted yet. */
  public static Builder builder() {
    return new Builder();
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

  /** Gathers totals under the names of their components; what is not said is 0 or empty. */
  public static final class Builder {
    private Map<Disposition, Long> records = Map.of();
    private long wireBytes;
    private long contentBytes;
    private long outlinks;
    private long requests;
    private long robotsRequests;
    private long retries;
    private long queued;
    private long inFlight;
    private long hosts;
    private int seeds;
    private int seedsFetched;
    private Map<String, Long> outOfScope = Map.of();
    private List<ErrorCount> errors = List.of();
    private Duration elapsed = Duration.ZERO;
    private ExtractionTotals extraction = ExtractionTotals.NONE;
    private ComparisonTotals comparisons = ComparisonTotals.NONE;

    private Builder() {}

    public Builder records(Map<Disposition, Long> byDisposition) {
      records = byDisposition;
      return this;
    }

    public Builder wireBytes(long count) {
      wireBytes = count;
      return this;
    }

    public Builder contentBytes(long count) {
      contentBytes = count;
      return this;
    }

    public Builder outlinks(long count) {
      outlinks = count;
      return this;
    }

    public Builder requests(long count) {
      requests = count;
      return this;
    }

    public Builder robotsRequests(long count) {
      robotsRequests = count;
      return this;
    }

    public Builder retries(long count) {
      retries = count;
      return this;
    }

    public Builder queued(long count) {
      queued = count;
      return this;
    }

    public Builder inFlight(long count) {
      inFlight = count;
      return this;
    }

    public Builder hosts(long count) {
      hosts = count;
      return this;
    }

    /** How many seeds there are, and how many of them were reached. */
    public Builder seeds(int count, int fetched) {
      seeds = count;
      seedsFetched = fetched;
      return this;
    }

    public Builder outOfScope(Map<String, Long> byRule) {
      outOfScope = byRule;
      return this;
    }

    public Builder errors(List<ErrorCount> mostFrequentFirst) {
      errors = mostFrequentFirst;
      return this;
    }

    public Builder elapsed(Duration time) {
      elapsed = time;
      return this;
    }

    public Builder extraction(ExtractionTotals found) {
      extraction = found;
      return this;
    }

    public Builder comparisons(ComparisonTotals found) {
      comparisons = found;
      return this;
    }

    /** The totals. */
    public CrawlTotals build() {
      return new CrawlTotals(
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
          extraction,
          comparisons);
    }
  }
}
