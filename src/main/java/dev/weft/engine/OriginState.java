package dev.weft.engine;

import dev.weft.page.Disposition;
import dev.weft.page.Page.PageError;
import dev.weft.robots.RobotsReader;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the loop knows of one origin besides its queue: addresses, lanes, how robots.txt went. */
final class OriginState {
  final Origin origin;
  final Lanes lanes;

  private List<InetAddress> addresses = List.of();
  private long addressesUntilNanos;
  private long lookUpNanos;
  private @Nullable Condemnation condemnation;

  /** Where the next request for robots.txt goes, after redirects; null for the usual place. */
  private @Nullable CrawlUrl robotsUrl;

  private int robotsRedirects;
  private int robotsTries;
  private boolean preparing;

  /** Nothing of this origin will be fetched; every URL of it ends like this. */
  record Condemnation(Disposition disposition, PageError error) {}

  OriginState(Origin origin, Lanes lanes) {
    this.origin = origin;
    this.lanes = lanes;
  }

  /** Whether a step of its preparation is under way. */
  void preparing(boolean underWay) {
    preparing = underWay;
  }

  /** Whether forgetting it costs no more than preparing the origin anew. */
  boolean isIdle() {
    return !preparing && robotsTries == 0 && robotsUrl == null && lanes.areFree();
  }

  List<InetAddress> addresses() {
    return addresses;
  }

  boolean addressesGoodAt(long nowNanos) {
    return !addresses.isEmpty() && nowNanos - addressesUntilNanos < 0;
  }

  void resolved(List<InetAddress> found, long untilNanos, long tookNanos) {
    addresses = found;
    addressesUntilNanos = untilNanos;
    lookUpNanos = tookNanos;
  }

  /** How long the look-up took, told once: it belongs to the first request after it. */
  long takeLookUpNanos() {
    long took = lookUpNanos;
    lookUpNanos = 0;
    return took;
  }

  @Nullable Condemnation condemnation() {
    return condemnation;
  }

  void condemn(Disposition disposition, String code, String message) {
    condemnation = new Condemnation(disposition, new PageError(code, message));
  }

  CrawlUrl robotsUrl() {
    CrawlUrl next = robotsUrl;
    return next != null ? next : RobotsReader.robotsUrl(origin);
  }

  /** The redirects of robots.txt followed so far. */
  int robotsRedirects() {
    return robotsRedirects;
  }

  void robotsRedirectedTo(CrawlUrl target) {
    robotsUrl = target;
    robotsRedirects++;
  }

  /** Counts a try of robots.txt that gave no rules. */
  int robotsTried() {
    return ++robotsTries;
  }

  /** Forgets the way to robots.txt; the next time it is asked for afresh. */
  void robotsSettled() {
    robotsUrl = null;
    robotsRedirects = 0;
    robotsTries = 0;
  }
}
