package dev.weft.cli;

import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.politeness.PolitenessTotals;
import dev.weft.report.ComparisonTotals;
import dev.weft.report.CrawlTotals;
import dev.weft.report.CrawlTotals.ErrorCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The summary as people read it. */
final class SummaryText {
  /** Not an error to tell of: it has a line among the records, and needs no example. */
  private static final String ROBOTS_DENIED = Disposition.ROBOTS_DENIED.code();

  /** What codes such as {@code http404} begin with, which say all there is to say. */
  private static final String STATUS = "http";

  private static final int LABEL_WIDTH = 18;
  private static final int COUNT_WIDTH = 11;
  private static final int RULES_MAX = 4;
  private static final int ERRORS_MAX = 5;

  private final Summary summary;
  private final CrawlTotals totals;
  private final List<String> lines = new ArrayList<>();

  private SummaryText(Summary summary) {
    this.summary = summary;
    this.totals = summary.totals();
  }

  /** What happened, in a line. */
  static String headline(Summary summary) {
    CrawlTotals totals = summary.totals();
    return ending(summary)
        + " after "
        + Figures.time(totals.elapsed())
        + ": "
        + counted(totals.pages(), "page")
        + " of "
        + counted(totals.hosts(), "host")
        + ", "
        + Figures.rate(summary.pagesPerSecond())
        + " a second, "
        + Figures.bytes(totals.wireBytes());
  }

  /** All in a line, for those who read it in a mail. */
  static String line(Summary summary) {
    long failed =
        summary.totals().records(Disposition.FETCH_FAILED)
            + summary.totals().records(Disposition.HTTP_ERROR);
    String output = summary.output().isEmpty() ? "" : "; " + summary.output().get(0);
    return headline(summary)
        + (summary.run() > 1 ? ", " + changes(summary.totals().comparisons()) : "")
        + (failed > 0 ? ", " + counted(failed, "URL") + " failed" : "")
        + (summary.totals().queued() > 0
            ? ", " + Figures.count(summary.totals().queued()) + " left in queue"
            : "")
        + output;
  }

  /**
   * How pages stand to the visit before: "2 changed, 31 unchanged"; kinds without one are left out.
   */
  private static String changes(ComparisonTotals found) {
    return Stream.of(Change.CHANGED, Change.NEW, Change.MOVED, Change.GONE, Change.UNCHANGED)
        .filter(change -> found.of(change) > 0 || change == Change.CHANGED)
        .map(change -> Figures.count(found.of(change)) + " " + change.code())
        .collect(Collectors.joining(", "));
  }

  /** The figures under the headline; a line each, none about nothing. */
  static List<String> lines(Summary summary) {
    SummaryText text = new SummaryText(summary);
    text.addRecords();
    text.addErrors();
    return text.lines;
  }

  private static String ending(Summary summary) {
    return switch (summary.report().end()) {
      case FINISHED -> "Finished";
      case PAGES_MAX, BYTES_MAX, DURATION_MAX, DISK_LOW ->
          "Ended by " + summary.report().end().code();
      case STOPPED -> "Stopped by " + (summary.signal() == 15 ? "SIGTERM" : "SIGINT");
      case SINK_FAILED, STATE_FAILED -> "Failed to write";
      case BROKEN -> "Broken";
    };
  }

  private void addRecords() {
    for (Disposition disposition : Disposition.values()) {
      long count = totals.records(disposition);
      if (count > 0 || disposition == Disposition.FETCHED) {
        add(label(disposition), count, detail(disposition));
      }
    }
    addComparisons(totals.comparisons());
    Map<String, Long> items = totals.extraction().items();
    if (!items.isEmpty()) {
      long all = items.values().stream().mapToLong(Long::longValue).sum();
      add("items", all, items.size() == 1 ? items.keySet().iterator().next() : types(items));
    }
    if (totals.queued() > 0) {
      add("left in queue", totals.queued(), "");
    }
    long outside = totals.outOfScope().values().stream().mapToLong(Long::longValue).sum();
    if (outside > 0) {
      add("out of scope", outside, "links: " + rules());
    }
    add(
        "requests",
        totals.requests(),
        Figures.count(totals.robotsRequests())
            + " for robots.txt, "
            + Figures.count(totals.retries())
            + " to try again");
    addPoliteness(summary.politeness());
    if (summary.seedProblems() > 0) {
      add("bad seed lines", summary.seedProblems(), "");
    }
  }

  private void addComparisons(ComparisonTotals found) {
    if (summary.run() > 1) {
      String others =
          Stream.of(Change.NEW, Change.MOVED, Change.GONE, Change.UNCHANGED)
              .map(change -> Figures.count(found.of(change)) + " " + change.code())
              .collect(Collectors.joining(", "));
      add("changed", found.of(Change.CHANGED), others);
    }
    if (found.duplicates() > 0) {
      add("duplicates", found.duplicates(), "of other URLs");
    }
  }

  private void addPoliteness(PolitenessTotals politeness) {
    if (politeness.gaps() > 0 && !politeness.smallest().isZero()) {
      add(
          "gaps kept",
          politeness.gaps() - politeness.shorter(),
          "between requests to a host, the smallest "
              + politeness.smallest().toMillis()
              + " ms"
              + (politeness.shorter() > 0
                  ? "; " + Figures.count(politeness.shorter()) + " were shorter than the delay"
                  : ""));
    }
    if (politeness.givenUp() > 0) {
      add("hosts given up", politeness.givenUp(), "failed too often in a row");
    }
  }

  private String detail(Disposition disposition) {
    return disposition == Disposition.FETCHED && totals.outlinks() > 0
        ? Figures.bytes(totals.contentBytes())
            + " decoded, "
            + Figures.count(totals.outlinks())
            + " links"
        : "";
  }

  private static String types(Map<String, Long> items) {
    return new TreeMap<>(items)
        .entrySet().stream()
            .map(type -> Figures.count(type.getValue()) + " " + type.getKey())
            .collect(Collectors.joining(", "));
  }

  private String rules() {
    List<String> rules = new ArrayList<>();
    totals.outOfScope().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(RULES_MAX)
        .forEach(rule -> rules.add(Figures.count(rule.getValue()) + " by " + rule.getKey()));
    int more = totals.outOfScope().size() - rules.size();
    return String.join(", ", rules) + (more > 0 ? ", " + more + " more rules" : "");
  }

  private void addErrors() {
    List<ErrorCount> errors =
        totals.errors().stream().filter(error -> !error.code().equals(ROBOTS_DENIED)).toList();
    if (!errors.isEmpty()) {
      lines.add("");
      for (ErrorCount error : errors.subList(0, Math.min(ERRORS_MAX, errors.size()))) {
        add(error.code(), error.count(), error.exampleUrl());
        if (!error.code().startsWith(STATUS)) {
          lines.add(" ".repeat(2 + LABEL_WIDTH + COUNT_WIDTH + 2) + error.exampleMessage());
        }
      }
    }
  }

  private void add(String label, long count, String detail) {
    String form = "  %-" + LABEL_WIDTH + "s%" + COUNT_WIDTH + "s  %s";
    lines.add(
        String.format(Locale.ROOT, form, label, Figures.count(count), detail).stripTrailing());
  }

  static String label(Disposition disposition) {
    return switch (disposition) {
      case FETCHED -> "fetched";
      case UNCHANGED -> "unchanged";
      case REDIRECTED -> "redirected";
      case REDIRECT_LIMIT -> "redirect limit";
      case HTTP_ERROR -> "HTTP errors";
      case ROBOTS_DENIED -> "robots denied";
      case FETCH_FAILED -> "not fetched";
      case PARSE_FAILED -> "not parsed";
    };
  }

  private static String counted(long number, String thing) {
    return Figures.count(number, thing, thing + "s");
  }
}
