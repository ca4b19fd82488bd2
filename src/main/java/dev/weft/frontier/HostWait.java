package dev.weft.frontier;

import dev.weft.url.HostName;
import java.util.OptionalLong;

/**
 * Why a host gets nothing to do just now: the reason, the time it ends by itself (empty if an event
 * must end it), and the URLs that wait there.
 */
public record HostWait(HostName host, Reason reason, OptionalLong dueNanos, long queued) {
  /** What a host waits for. */
  public enum Reason {
    /** Its turn: it could start, but as much is in flight as may be, or leasing has stopped. */
    TURN,
    /** Leases in flight hold what is left of the page or byte limit. */
    BUDGET,
    /** The crawl delay after its last answer. */
    DELAY,
    /** A rest it was given: back-off, or the server's Retry-After. */
    REST,
    /** Only URLs that wait for a retry are left, or as many as may be. */
    RETRY,
    /** The next try to find its robots rules and addresses. */
    POSTPONED,
    /** Its robots rules and addresses are being found. */
    PREPARING,
    /** As many requests are in flight to it as may be. */
    IN_FLIGHT,
    /** Its address: as many requests are in flight there as may be, or its delay is not over. */
    ADDRESS,
    /** The store has its next URLs and was asked for them. */
    STORE,
    /** A place in memory: as many hosts as may be are there. */
    PLACE,
    /** It has, or leases in flight hold, all the pages a host may have. */
    HOST_PAGES
  }
}
