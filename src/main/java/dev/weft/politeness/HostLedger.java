package dev.weft.politeness;

import dev.weft.politeness.HostReport.Busy;
import dev.weft.politeness.HostReport.Gaps;
import dev.weft.politeness.HostReport.RobotsVersion;
import dev.weft.url.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The book of how hosts were really treated: it is told of every request and every answer when they
 * happen, and computes nothing from what was intended. One thread; times are the caller's monotonic
 * nanoseconds.
 */
public final class HostLedger {
  /*
   * Memory: some 200 bytes for a host, 150 for its robots.txt, 130 more once it was asked a third
   * time. Hosts beyond the limit are counted, and no more; those that came first are the seeds and
   * what is near them.
   */
  private final Politeness politeness;
  private final int hostsMax;
  private final Map<HostName, Entry> entries = new LinkedHashMap<>();
  private final Set<HostName> changed = new LinkedHashSet<>();
  private long requestsNotKept;

  public HostLedger(Politeness politeness) {
    this(politeness, Limits.LEDGER_HOSTS_MAX);
  }

  /** A ledger of the first hosts, so many of them and not over 100,000. */
  public HostLedger(Politeness politeness, int hostsMax) {
    this.politeness = politeness;
    this.hostsMax = Math.min(hostsMax, Limits.LEDGER_HOSTS_MAX);
  }

  /** A request for a page of the host starts now; one for its robots.txt must have come before. */
  public void pageStarted(HostName host, long nowNanos) {
    started(host, nowNanos);
    Entry entry = entries.get(host);
    if (entry != null && !entry.robotsSeen && politeness.asksRobots()) {
      entry.pagesBeforeRobots++;
    }
  }

  /** A request to the host starts now. */
  public void started(HostName host, long nowNanos) {
    Entry entry = entry(host);
    if (entry == null) {
      requestsNotKept++;
      return;
    }
    if (changed.size() < Limits.NOTED_HOSTS_MAX) {
      changed.add(host);
    }
    entry.requests++;
    entry.inFlight++;
    if (entry.answered) {
      long gap = Math.max(0, nowNanos - entry.endNanos);
      entry.gap(gap, politeness.pace(host).delayNanos());
    }
  }

  /** A request to the host ended then, which may be a moment ago. */
  public void ended(HostName host, long endNanos) {
    Entry entry = entries.get(host);
    if (entry != null) {
      entry.inFlight--;
      entry.endNanos = entry.answered ? Math.max(entry.endNanos, endNanos) : endNanos;
      entry.answered = true;
    }
  }

  /** A host's answer had this status, and this Retry-After, if any. */
  public void answered(HostName host, int status, @Nullable String retryAfter, Instant wallNow) {
    Entry entry = entries.get(host);
    if (entry == null || (status != 429 && status != 503)) {
      return;
    }
    entry.tooManyRequests += status == 429 ? 1 : 0;
    entry.unavailable += status == 503 ? 1 : 0;
    Duration asked = RetryAfter.parse(retryAfter, wallNow).orElse(Duration.ZERO);
    entry.retryAfterMax = entry.retryAfterMax.compareTo(asked) < 0 ? asked : entry.retryAfterMax;
  }

  /** The host's robots.txt was asked for. */
  public void robots(HostName host, RobotsVersion version) {
    Entry entry = entries.get(host);
    if (entry != null) {
      entry.robots = version;
      entry.robotsSeen = true;
    }
  }

  /**
   * From when the host may be asked by somebody whom its queue does not hold back; empty if a
   * request in flight must end first. The past if it was never asked.
   */
  public OptionalLong openNanos(HostName host) {
    Entry entry = entries.get(host);
    if (entry == null || !(entry.answered || entry.inFlight > 0)) {
      return OptionalLong.of(Long.MIN_VALUE);
    }
    Pace pace = politeness.pace(host);
    return entry.inFlight >= pace.inFlightMax()
        ? OptionalLong.empty()
        : OptionalLong.of(entry.answered ? entry.endNanos + pace.delayNanos() : Long.MIN_VALUE);
  }

  /**
   * What is to be remembered of hosts that were asked since the last call, by host: as many as a
   * later run may read at its start.
   */
  public Map<HostName, String> takeChanges() {
    Map<HostName, String> texts = new LinkedHashMap<>();
    for (HostName host : changed) {
      Entry entry = entries.get(host);
      if (entry != null && entry.number < Limits.NOTED_HOSTS_MAX) {
        texts.put(host, entry.text());
      }
    }
    changed.clear();
    return texts;
  }

  /** Goes on from what an earlier run remembered of a host; the time between is no gap. */
  public void restore(HostName host, String text) {
    Entry entry = entry(host);
    if (entry != null) {
      entry.read(text);
    }
  }

  /** The requests made to hosts that are not in {@link #reports}. */
  public long requestsNotKept() {
    return requestsNotKept;
  }

  /** The hosts that were asked, in the order of their first request; made as it is gone through. */
  public Iterable<HostReport> reports() {
    return () -> {
      Iterator<Map.Entry<HostName, Entry>> hosts = entries.entrySet().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return hosts.hasNext();
        }

        @Override
        public HostReport next() {
          Map.Entry<HostName, Entry> next = hosts.next();
          HostName host = next.getKey();
          return next.getValue().report(host, politeness.pace(host), politeness.isGivenUp(host));
        }
      };
    };
  }

  private @Nullable Entry entry(HostName host) {
    Entry entry = entries.get(host);
    if (entry == null && entries.size() < hostsMax) {
      entry = new Entry(entries.size());
      entries.put(host, entry);
    }
    return entry;
  }

  private static final class Entry {
    final int number;
    int requests;
    int inFlight;
    boolean answered;
    long endNanos;
    int gaps;
    int shorter;
    long gapMinNanos = Long.MAX_VALUE;
    @Nullable GapMedian median;
    int tooManyRequests;
    int unavailable;
    Duration retryAfterMax = Duration.ZERO;
    @Nullable RobotsVersion robots;
    boolean robotsSeen;
    int pagesBeforeRobots;
    long delayMinNanos = Long.MAX_VALUE;

    Entry(int number) {
      this.number = number;
    }

    String text() {
      RobotsVersion known = robots;
      return String.join(
          " ",
          Integer.toString(requests),
          Integer.toString(gaps),
          Integer.toString(shorter),
          Long.toString(gapMinNanos),
          median == null ? "-" : median.text(),
          Integer.toString(tooManyRequests),
          Integer.toString(unavailable),
          Long.toString(retryAfterMax.toMillis()),
          Long.toString(delayMinNanos),
          Integer.toString(pagesBeforeRobots),
          known == null ? "-" : Long.toString(known.fetchedAt().toEpochMilli()),
          known == null ? "0" : Integer.toString(known.status()),
          known == null || known.digest() == null ? "-" : known.digest());
    }

    void read(String text) {
      String[] words = text.split(" ", -1);
      requests = Integer.parseInt(words[0]);
      gaps = Integer.parseInt(words[1]);
      shorter = Integer.parseInt(words[2]);
      gapMinNanos = Long.parseLong(words[3]);
      median = words[4].equals("-") ? null : GapMedian.read(words[4]);
      tooManyRequests = Integer.parseInt(words[5]);
      unavailable = Integer.parseInt(words[6]);
      retryAfterMax = Duration.ofMillis(Long.parseLong(words[7]));
      delayMinNanos = Long.parseLong(words[8]);
      pagesBeforeRobots = Integer.parseInt(words[9]);
      robots =
          words[10].equals("-")
              ? null
              : new RobotsVersion(
                  Instant.ofEpochMilli(Long.parseLong(words[10])),
                  Integer.parseInt(words[11]),
                  words[12].equals("-") ? null : words[12]);
    }

    /** One gap is its own median, so only from the second on there is anything to keep. */
    void gap(long nanos, long delayNanos) {
      delayMinNanos = Math.min(delayMinNanos, delayNanos);
      if (gaps == 1) {
        median = new GapMedian();
        median.add((double) gapMinNanos);
      }
      if (median != null) {
        median.add((double) nanos);
      }
      gaps++;
      shorter += nanos < delayNanos ? 1 : 0;
      gapMinNanos = Math.min(gapMinNanos, nanos);
    }

    HostReport report(HostName host, Pace pace, boolean givenUp) {
      Gaps kept =
          gaps == 0
              ? Gaps.NONE
              : new Gaps(
                  gaps,
                  Duration.ofNanos(gapMinNanos),
                  Duration.ofNanos(median == null ? gapMinNanos : (long) median.value()),
                  shorter);
      return new HostReport(
          host,
          requests,
          kept,
          pace,
          new Busy(tooManyRequests, unavailable, retryAfterMax),
          robots,
          givenUp,
          delayMinNanos == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(delayMinNanos),
          pagesBeforeRobots);
    }
  }
}
