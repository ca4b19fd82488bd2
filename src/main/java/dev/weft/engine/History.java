package dev.weft.engine;

import dev.weft.report.Attempt;
import dev.weft.robots.RobotsVerdict;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl remembers only to explain itself: each try of URLs that were tried more than once,
 * and the lines of robots files that denied something. It is kept in the notes, so that it outlives
 * the run, and is bounded: the oldest tries are forgotten, and of a file the first lines are kept.
 * The loop's.
 */
final class History {
  static final String TRIED = "tried/";
  static final String DENIES = "denies/";

  private final Notes notes;
  private final int urlsMax;
  private final int originsMax;
  private final int linesMax;
  private final LinkedHashMap<Long, List<Attempt>> tries = new LinkedHashMap<>();
  private final Map<String, TreeMap<Integer, String>> denials = new HashMap<>();

  History(Notes notes) {
    this(notes, Limits.TRIED_URLS_MAX, Limits.DENYING_ORIGINS_MAX, Limits.DENYING_LINES_MAX);
  }

  History(Notes notes, int urlsMax, int originsMax, int linesMax) {
    this.notes = notes;
    this.urlsMax = urlsMax;
    this.originsMax = originsMax;
    this.linesMax = linesMax;
    notes
        .recovered(TRIED)
        .forEach((key, text) -> tries.put(CrawlHistory.key(key), CrawlHistory.attempts(text)));
    notes
        .recovered(DENIES)
        .forEach((origin, text) -> denials.put(origin, new TreeMap<>(CrawlHistory.lines(text))));
  }

  /** A try failed, and there will be another one. */
  void failed(long fingerprint, Attempt attempt) {
    List<Attempt> before = tries.remove(fingerprint);
    List<Attempt> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
    all.add(attempt);
    keep(fingerprint, all);
  }

  /** The last try of a URL; worth a note only where others came before it. */
  void ended(long fingerprint, Attempt attempt) {
    if (tries.containsKey(fingerprint)) {
      failed(fingerprint, attempt);
    }
  }

  private void keep(long fingerprint, List<Attempt> all) {
    tries.put(fingerprint, all);
    notes.put(TRIED + Long.toHexString(fingerprint), CrawlHistory.text(all));
    if (tries.size() > urlsMax) {
      Iterator<Long> eldest = tries.keySet().iterator();
      notes.remove(TRIED + Long.toHexString(eldest.next()));
      eldest.remove();
    }
  }

  /** The tries of a URL that are remembered. */
  List<Attempt> attempts(long fingerprint) {
    return tries.getOrDefault(fingerprint, List.of());
  }

  /** A line of a robots.txt denied this URL. */
  void denied(CrawlUrl url, RobotsVerdict verdict) {
    String origin = url.origin().toString();
    TreeMap<Integer, String> lines = denials.get(origin);
    if (lines == null && denials.size() < originsMax) {
      lines = new TreeMap<>();
      denials.put(origin, lines);
    }
    boolean isNew = lines != null && lines.size() < linesMax && !lines.containsKey(verdict.line());
    if (lines != null && isNew) {
      lines.put(verdict.line(), verdict.rule());
      notes.put(DENIES + origin, CrawlHistory.text(lines));
    }
  }

  /** A try as it is remembered. */
  static Attempt attempt(Clock clock, String outcome, @Nullable Long untilNanos) {
    Duration wait =
        untilNanos == null ? null : Duration.ofNanos(Math.max(0, untilNanos - clock.nanos()));
    return new Attempt(clock.wall(), outcome, wait);
  }
}
