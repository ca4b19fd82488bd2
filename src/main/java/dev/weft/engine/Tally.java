package dev.weft.engine;

import dev.weft.frontier.FrontierCounts;
import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.report.ComparisonTotals;
import dev.weft.report.CrawlTotals;
import dev.weft.report.CrawlTotals.ErrorCount;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The running counts of a crawl, from its first run on; the loop's, copied into {@link CrawlTotals}
 * for others.
 */
final class Tally {
  /** Kinds of errors told apart in the totals; those beyond count as {@code other}. */
  private static final int ERROR_CODES_MAX = 100;

  private final Map<Disposition, Long> records = new EnumMap<>(Disposition.class);
  private final Map<Change, Long> changes = new EnumMap<>(Change.class);
  private long duplicates;
  private final Map<String, Long> outOfScope = new HashMap<>();
  private final Map<String, ErrorCount> errors = new HashMap<>();
  private final RuleTally rules;
  private final int seeds;
  private int seedsFetched;
  private long wireBytes;
  private long contentBytes;
  private long outlinks;
  private long requests;
  private long robotsRequests;
  private long retries;
  private final long earlierHosts;
  private final Duration earlier;

  /** The counts of a crawl with so many seeds that goes on from these totals. */
  Tally(int seeds, ExtractRules rules, CrawlTotals before) {
    this.seeds = seeds;
    this.rules = new RuleTally(rules, before.extraction().items());
    records.putAll(before.records());
    changes.putAll(before.comparisons().changes());
    duplicates = before.comparisons().duplicates();
    outOfScope.putAll(before.outOfScope());
    before.errors().forEach(error -> errors.put(error.code(), error));
    seedsFetched = before.seedsFetched();
    wireBytes = before.wireBytes();
    contentBytes = before.contentBytes();
    outlinks = before.outlinks();
    requests = before.requests();
    robotsRequests = before.robotsRequests();
    retries = before.retries();
    earlierHosts = before.hosts();
    earlier = before.elapsed();
  }

  void request() {
    requests++;
  }

  void robotsRequest() {
    requests++;
    robotsRequests++;
  }

  void retry(long bytes) {
    retries++;
    wireBytes += bytes;
  }

  void seedFetched() {
    seedsFetched++;
  }

  void outOfScope(Map<String, Integer> byRule) {
    byRule.forEach((rule, count) -> outOfScope.merge(rule, (long) count, Long::sum));
  }

  /** What rules found on a page that gets its record. */
  void extraction(CrawlUrl url, Extraction found) {
    rules.add(url, found);
  }

  void record(Page page) {
    records.merge(page.disposition(), 1L, Long::sum);
    if (page.comparison().change() != null) {
      changes.merge(page.comparison().change(), 1L, Long::sum);
    }
    duplicates += page.comparison().duplicateOf() == null ? 0 : 1;
    Page.Reply reply = page.reply();
    if (reply != null) {
      wireBytes += reply.wireBytes();
    }
    Page.Content content = page.content();
    if (content != null) {
      contentBytes += content.bytes();
      outlinks += content.outlinks();
    }
    Page.PageError error = page.error();
    if (error != null) {
      error(page, error.code(), error.message());
    } else if (reply != null && page.disposition() == Disposition.HTTP_ERROR) {
      error(page, "http" + reply.status(), "answered with status " + reply.status());
    }
  }

  /** Counts what went wrong over a page. */
  void error(Page page, String code, String message) {
    String kept = errors.containsKey(code) || errors.size() < ERROR_CODES_MAX ? code : "other";
    errors.merge(
        kept,
        new ErrorCount(kept, 1, page.url().href(), message),
        (first, one) ->
            new ErrorCount(kept, first.count() + 1, first.exampleUrl(), first.exampleMessage()));
  }

  CrawlTotals totals(FrontierCounts frontier, Duration elapsed) {
    List<ErrorCount> mostFrequent =
        errors.values().stream()
            .sorted(Comparator.comparingLong(ErrorCount::count).reversed())
            .toList();
    return CrawlTotals.builder()
        .records(records)
        .wireBytes(wireBytes)
        .contentBytes(contentBytes)
        .outlinks(outlinks)
        .requests(requests)
        .robotsRequests(robotsRequests)
        .retries(retries)
        .queued(frontier.queued())
        .inFlight(frontier.leased())
        .hosts(Math.max(earlierHosts, frontier.hosts()))
        .seeds(seeds, Math.min(seedsFetched, seeds))
        .outOfScope(outOfScope)
        .errors(mostFrequent)
        .elapsed(earlier.plus(elapsed))
        .extraction(rules.totals())
        .comparisons(new ComparisonTotals(changes, duplicates))
        .build();
  }
}
