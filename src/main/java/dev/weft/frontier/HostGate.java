package dev.weft.frontier;

import dev.weft.url.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What all origins of one host name share: its pace, its rest, its requests in flight, its pages.
 * The gate decides when the host may be asked; its own schedule decides which origin goes.
 *
 * <p>A <em>draining</em> gate belongs to a single origin that makes no requests (robots forbid all
 * of it, or it cannot be reached): nothing holds its URLs back.
 */
final class HostGate extends Turn {
  private static final HostPace UNBOUND = new HostPace(0, Integer.MAX_VALUE);

  final HostName host;
  final boolean draining;
  final Schedule<HostQueue> queues = new Schedule<>();

  /** The queues of its host, wherever they are scheduled; none of a draining gate. */
  final List<HostQueue> members = new ArrayList<>(1);

  /** What it shares with the other hosts at its address; null where addresses are not limited. */
  @Nullable AddressGate address;

  private final long pagesMax;
  private HostPace pace;
  private int inFlight;
  private long pagesReserved;
  private long pagesFetched;
  private long restUntilNanos = Long.MIN_VALUE;
  private long answeredNanos;
  private boolean answered;
  private long queued;
  private int leases;
  private int membersUnderWay;
  private int membersRemembering;

  private HostGate(HostName host, boolean draining, HostPace pace, long pagesMax) {
    this.host = host;
    this.draining = draining;
    this.pace = pace;
    this.pagesMax = pagesMax;
  }

  static HostGate of(HostName host, HostPace pace, long pagesMax) {
    return new HostGate(host, false, pace, pagesMax);
  }

  static HostGate draining(HostName host) {
    return new HostGate(host, true, UNBOUND, Long.MAX_VALUE);
  }

  /** The URLs that wait in its queues. */
  long queued() {
    return queued;
  }

  void addQueued(long more) {
    queued += more;
  }

  void pace(HostPace newPace) {
    pace = newPace;
  }

  void restUntil(long nanos) {
    restUntilNanos = Math.max(restUntilNanos, nanos);
  }

  /** Whether only an answer can open it. */
  boolean isFull() {
    return isBusy() || pagesReserved >= pagesMax - pagesFetched;
  }

  /** Whether as much is in flight as may be. */
  boolean isBusy() {
    return inFlight >= pace.inFlightMax();
  }

  /** Whether the host has all the pages it may have. */
  boolean isExhausted() {
    return pagesFetched >= pagesMax;
  }

  /**
   * Whether nothing of it matters any more but its pages, and how many URLs wait: it is out of play
   * and no delay or rest holds.
   */
  boolean isAtRest(long nowNanos) {
    return isOutOfPlay() && mayBeMissed(nowNanos);
  }

  /** Whether nothing is under way in any of its origins, and nothing waits that may ever go. */
  boolean isOutOfPlay() {
    return isIdle() && (queued == 0 || isExhausted());
  }

  /** Counts a member that is under way from now on, or is so no more if negative. */
  void addUnderWay(int more) {
    membersUnderWay += more;
  }

  /** Counts a member of which only memory tells, or that is so no more if negative. */
  void addRemembering(int more) {
    membersRemembering += more;
  }

  /** Whether it may put all its URLs into the store and leave: memory knows no more of them. */
  boolean mayLeave(long nowNanos) {
    return membersRemembering == 0 && isIdle() && mayBeMissed(nowNanos);
  }

  private boolean isIdle() {
    return inFlight == 0 && membersUnderWay == 0;
  }

  private boolean mayBeMissed(long nowNanos) {
    return openNanos() <= nowNanos && (address == null || address.mayLose(this, nowNanos));
  }

  /** The leases granted since it came into memory. */
  int leases() {
    return leases;
  }

  long pagesFetched() {
    return pagesFetched;
  }

  /** The time from which it is open, if it is not full. */
  long openNanos() {
    return Math.max(restUntilNanos, delayedUntilNanos());
  }

  /** When the first of its URLs or preparations may go by time alone. */
  long startNanos() {
    return isFull() ? Schedule.NEVER : Math.max(openNanos(), queues.nextDueNanos());
  }

  /** What it waits for before {@link #startNanos}, or until an event. */
  HostWait.Reason reason() {
    if (isBusy()) {
      return HostWait.Reason.IN_FLIGHT;
    }
    if (isFull()) {
      return HostWait.Reason.HOST_PAGES;
    }
    long next = queues.nextDueNanos();
    HostQueue stalled = queues.firstStalled();
    if (next == Schedule.NEVER && stalled != null) {
      return stalled.reason();
    }
    HostQueue first = queues.first(next);
    if (openNanos() < next && first != null) {
      return first.reason();
    }
    return restUntilNanos < delayedUntilNanos() ? HostWait.Reason.DELAY : HostWait.Reason.REST;
  }

  @Override
  HostGate first(long nowNanos) {
    return this;
  }

  @Override
  List<HostGate> list(int max) {
    return max > 0 ? List.of(this) : List.of();
  }

  /** What its host waits for at this time, and until when by time alone. */
  HostWait waits(boolean hasBudget, long nowNanos) {
    long due = startNanos();
    HostWait.Reason reason = reason();
    long addressOpens = address == null ? due : address.openNanos();
    if (due != Schedule.NEVER && addressOpens > due) {
      due = addressOpens;
      reason = HostWait.Reason.ADDRESS;
    }
    if (due <= nowNanos) {
      reason = draining || hasBudget ? HostWait.Reason.TURN : HostWait.Reason.BUDGET;
    }
    OptionalLong dueNanos = due == Schedule.NEVER ? OptionalLong.empty() : OptionalLong.of(due);
    return new HostWait(host, reason, dueNanos, queued);
  }

  void enter() {
    inFlight++;
    if (address != null) {
      address.enter();
    }
  }

  void leave(boolean requestMade, long nowNanos) {
    inFlight--;
    if (requestMade) {
      answered(nowNanos);
    }
  }

  /** An answer is there, from which on the delay counts. */
  void answered(long nowNanos) {
    answered = true;
    answeredNanos = nowNanos;
  }

  /** A lease was granted. */
  void reservePage() {
    pagesReserved++;
    leases++;
  }

  /** Counts the pages that were fetched before this process began. */
  void restorePages(long pages) {
    pagesFetched = pages;
  }

  void settlePage(boolean fetched) {
    pagesReserved--;
    pagesFetched += fetched ? 1 : 0;
  }

  private long delayedUntilNanos() {
    if (!answered) {
      return Long.MIN_VALUE;
    }
    long until = answeredNanos + pace.delayNanos();
    return until < answeredNanos ? Schedule.NEVER : until;
  }
}
