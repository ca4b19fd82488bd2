package dev.weft.engine;

import dev.weft.fetch.Fetcher;
import dev.weft.report.CrawlEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds the whole crawl back from leasing, whatever its hosts allow: the user has paused it,
 * or what is behind a lease has no room for it. The loop's.
 */
final class BackPressure {
  /** How soon to look again whether there is memory for bodies. */
  private static final long MEMORY_POLL_NANOS = Duration.ofMillis(2).toNanos();

  private final Epochs epochs;
  private final SinkWriter sinks;
  private final Visits visits;
  private final Fetcher fetcher;
  private final int leasesMax;
  private final int recordsWaitingMax;
  private final long leasingFromNanos;
  private boolean paused;

  /**
   * @param leasingFromNanos before which nothing is leased: hosts still rest from an earlier run
   */
  BackPressure(
      Epochs epochs,
      SinkWriter sinks,
      Visits visits,
      Fetcher fetcher,
      int leasesMax,
      int recordsWaitingMax,
      long leasingFromNanos) {
    this.epochs = epochs;
    this.sinks = sinks;
    this.visits = visits;
    this.fetcher = fetcher;
    this.leasesMax = leasesMax;
    this.recordsWaitingMax = recordsWaitingMax;
    this.leasingFromNanos = leasingFromNanos;
  }

  /** Holds everything back until it is told otherwise. */
  void pause(boolean on) {
    paused = on;
  }

  /** When leasing begins at all. */
  long leasingFromNanos() {
    return leasingFromNanos;
  }

  /** Whether nothing may be leased in this turn. */
  boolean holdsTurn(long nowNanos) {
    return paused || nowNanos < leasingFromNanos || epochs.holdsLeasing();
  }

  /** Whether the next lease must wait for those before it. */
  boolean holdsLease() {
    return isFull() || fetcher.isShortOfMemory();
  }

  /** Whether so much waits to be written or taken that nothing more may be leased. */
  private boolean isFull() {
    return areSinksBehind() || sinks.awaitsTaker(visits.inFlight());
  }

  private boolean areSinksBehind() {
    return visits.inFlight() + sinks.waiting() >= recordsWaitingMax;
  }

  /** When something can be leased that hosts allow then, if time alone brings that. */
  long nextLeaseNanos(long hostsNanos, long nowNanos) {
    if (paused || epochs.holdsLeasing() || isFull()) {
      return Long.MAX_VALUE;
    }
    long lease = Math.max(leasingFromNanos, hostsNanos);
    // Nobody tells when a body is closed.
    return fetcher.isShortOfMemory() ? Math.max(lease, nowNanos + MEMORY_POLL_NANOS) : lease;
  }

  /** What holds a run back at this moment, as sentences for people. */
  List<String> causes(Course course, long nowNanos) {
    List<String> causes = new ArrayList<>();
    if (!course.isRunning()) {
      CrawlEnd end = course.end();
      causes.add("nothing new is started: the run ends (" + end.code() + ")");
    } else if (paused) {
      causes.add("the program that runs the crawl has paused it");
    } else if (nowNanos < leasingFromNanos) {
      causes.add("a crawl that goes on asks nobody before the delay has passed");
    }
    if (epochs.holdsLeasing()) {
      causes.add("the disk is behind: what was done waits to be committed");
    }
    if (areSinksBehind()) {
      causes.add("the sinks are behind: " + sinks.waiting() + " records wait to be written");
    }
    if (fetcher.isShortOfMemory()) {
      causes.add("memory for bodies is used up: pages wait to be parsed or written");
    }
    if (visits.inFlight() >= leasesMax) {
      causes.add("as many requests are in flight as --concurrency allows");
    }
    return causes;
  }
}
