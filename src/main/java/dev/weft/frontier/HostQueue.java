package dev.weft.frontier;

import dev.weft.url.Origin;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of one origin that wait to be leased.
 *
 * <p>New ones stand in the <em>head</em>, in memory, as far as they fit, and behind it in the
 * store. Every URL of the head sorts before every one in the store; a URL goes to the head if it
 * sorts before the head's end, or if nothing is stored and there is room, and else to the store.
 * When the head is half empty a refill is asked for, or waited for if all heads together are full.
 * What is appended while the answer is under way may sort before what the answer brings; that part
 * of the answer goes back to the store.
 *
 * <p>Those leased before stand apart, by the time from which they may go again: given back at once,
 * snoozed later. When they may go they go first.
 */
final class HostQueue extends Schedule.Entry {
  /** How far the origin's robots rules and addresses are known. */
  enum Readiness {
    UNPREPARED,
    PREPARING,
    PREPARED
  }

  final Frontier owner;
  final Origin origin;
  final HostGate home;
  HostGate gate;
  private Readiness readiness = Readiness.UNPREPARED;
  private int preparationsPostponed;
  private long prepareNanos = Long.MIN_VALUE;

  private final SortedUrls head = new SortedUrls();
  private @Nullable PriorityQueue<Again> agains;
  private int snoozed;
  private long stored;
  private int asked;
  private int leased;
  private @Nullable QueuedUrl firstAppended;

  /** What its home has counted of it. */
  private boolean countedUnderWay;

  private boolean countedRemembering;

  /** A URL leased before: given back, which {@code turn} then orders, or snoozed. */
  private record Again(QueuedUrl url, boolean snoozed, long dueNanos, long turn)
      implements Comparable<Again> {
    @Override
    public int compareTo(Again other) {
      int byTime = Long.compare(dueNanos, other.dueNanos);
      return byTime != 0 ? byTime : Long.compare(turn, other.turn);
    }
  }

  HostQueue(Frontier owner, Origin origin, HostGate home) {
    this.owner = owner;
    this.origin = origin;
    this.home = home;
    gate = home;
    home.members.add(this);
  }

  /** The URLs that wait here, wherever they are kept. */
  long size() {
    return head.size() + stored + (agains == null ? 0 : agains.size());
  }

  /** How many of them wait for a retry. */
  int snoozed() {
    return snoozed;
  }

  boolean isPrepared() {
    return readiness == Readiness.PREPARED;
  }

  int preparationsPostponed() {
    return preparationsPostponed;
  }

  void preparing() {
    readiness = Readiness.PREPARING;
  }

  void prepared() {
    readiness = Readiness.PREPARED;
    preparationsPostponed = 0;
  }

  void postponed(long untilNanos) {
    readiness = Readiness.UNPREPARED;
    preparationsPostponed++;
    prepareNanos = untilNanos;
  }

  void unprepared() {
    readiness = Readiness.UNPREPARED;
    prepareNanos = Long.MIN_VALUE;
  }

  /** When its preparation or its next URL may go; {@link Schedule#NEVER} if no time brings it. */
  long startNanos(Limits limits) {
    return switch (readiness) {
      case PREPARING -> Schedule.NEVER;
      case UNPREPARED -> Math.max(prepareNanos, urlNanos(limits));
      case PREPARED -> urlNanos(limits);
    };
  }

  private long urlNanos(Limits limits) {
    boolean newOnes = !head.isEmpty();
    if (agains == null || agains.isEmpty()) {
      return newOnes ? Long.MIN_VALUE : Schedule.NEVER;
    }
    boolean newOnesMayGo = newOnes && agains.size() < limits.retriesMax();
    return newOnesMayGo ? Long.MIN_VALUE : agains.element().dueNanos();
  }

  /** What it waits for before {@link #startNanos}, or until an event. */
  HostWait.Reason reason() {
    if (readiness == Readiness.PREPARING) {
      return HostWait.Reason.PREPARING;
    }
    if (agains == null || agains.isEmpty()) {
      return head.isEmpty() ? HostWait.Reason.STORE : HostWait.Reason.POSTPONED;
    }
    boolean postponed = !isPrepared() && prepareNanos > agains.element().dueNanos();
    return postponed ? HostWait.Reason.POSTPONED : HostWait.Reason.RETRY;
  }

  /** Adds a new URL. */
  void add(QueuedUrl url, FrontierStore store, int headMax) {
    boolean intoRoom = stored == 0 && head.size() < headMax;
    if (intoRoom || (!head.isEmpty() && url.compareTo(head.last()) < 0)) {
      head.add(url);
      if (head.size() > headMax) {
        append(head.pollLast(), store);
      }
    } else {
      append(url, store);
    }
  }

  /** Counts URLs that came to the store by themselves. */
  void arrived(long count) {
    stored += count;
  }

  /** Puts back a URL that was leased, as if it had not been. */
  void giveBack(QueuedUrl url, long turn) {
    again(new Again(url, false, Long.MIN_VALUE, turn));
  }

  /** Puts back a URL that was leased, to go again at a time. */
  void snooze(QueuedUrl url, long untilNanos, long turn) {
    snoozed++;
    again(new Again(url, true, untilNanos, turn));
  }

  /** When a snoozed URL may go; empty if none under this fingerprint is. */
  OptionalLong retryNanos(long fingerprint) {
    return agains == null
        ? OptionalLong.empty()
        : agains.stream()
            .filter(again -> again.snoozed())
            .filter(again -> again.url().candidate().fingerprint() == fingerprint)
            .mapToLong(Again::dueNanos)
            .findFirst();
  }

  /** Takes the next URL; only at or after {@link #startNanos}. */
  QueuedUrl take(long nowNanos) {
    Again again = agains == null ? null : agains.peek();
    if (agains == null || again == null || again.dueNanos() > nowNanos) {
      return head.pollFirst();
    }
    agains.remove();
    snoozed -= again.snoozed() ? 1 : 0;
    return again.url();
  }

  /** How many URLs to ask the store for now; 0 if none. */
  int refillSize(int headMax) {
    boolean low = head.size() <= headMax / 2;
    return low && stored > 0 && !isRefilling() ? Math.max(0, headMax - head.size()) : 0;
  }

  /** How many URLs are at hand. */
  int headSize() {
    return head.size();
  }

  /** How many URLs the store was asked for and has not given. */
  int asked() {
    return asked;
  }

  private boolean isRefilling() {
    return asked > 0;
  }

  /** Whether all its new URLs are in the store, which was not asked for them. */
  boolean lacksHead() {
    return head.isEmpty() && stored > 0 && !isRefilling();
  }

  /** Has its home count it as it is now; to be called after any change. */
  void countAtHome() {
    boolean underWay = isUnderWay();
    if (underWay != countedUnderWay) {
      countedUnderWay = underWay;
      home.addUnderWay(underWay ? 1 : -1);
    }
    boolean remembering = remembers();
    if (remembering != countedRemembering) {
      countedRemembering = remembering;
      home.addRemembering(remembering ? 1 : -1);
    }
  }

  /** Whether its home has counted it as it is; tests ask. */
  boolean isCountedAsItIs() {
    return countedUnderWay == isUnderWay() && countedRemembering == remembers();
  }

  /**
   * Whether its host must stay for it: there is a lease, a preparation or an answer of the store to
   * come, or URLs to be drained.
   */
  private boolean isUnderWay() {
    boolean isDrained = gate != home && size() > 0;
    return isDrained || leased > 0 || isRefilling() || readiness == Readiness.PREPARING;
  }

  /** Whether only memory tells of it: URLs leased before, or a preparation to be tried again. */
  private boolean remembers() {
    return (agains != null && !agains.isEmpty()) || preparationsPostponed > 0;
  }

  /** One of its URLs was leased, whichever gate let it go. */
  void leased() {
    leased++;
  }

  void handedBack() {
    leased--;
  }

  void refilling(int urls) {
    asked = urls;
    firstAppended = null;
  }

  /** Puts the head into the store. */
  void stow(FrontierStore store) {
    while (!head.isEmpty()) {
      append(head.pollLast(), store);
    }
  }

  /** Puts all URLs into the store, also those leased before, whose tries may be forgotten there. */
  void stowAll(FrontierStore store) {
    stow(store);
    while (agains != null && !agains.isEmpty()) {
      append(agains.remove().url(), store);
    }
    snoozed = 0;
  }

  /** Takes in what the store gave. */
  void refilled(List<QueuedUrl> urls, FrontierStore store) {
    int headMax = head.size() + asked;
    QueuedUrl fence = firstAppended;
    asked = 0;
    firstAppended = null;
    stored -= urls.size();
    for (QueuedUrl url : urls) {
      boolean first = fence == null || url.compareTo(fence) < 0;
      if (first && head.size() < headMax) {
        head.add(url);
      } else {
        fence = first ? url : fence;
        append(url, store);
      }
    }
  }

  private void append(QueuedUrl url, FrontierStore store) {
    store.append(origin, url);
    stored++;
    if (isRefilling() && (firstAppended == null || url.compareTo(firstAppended) < 0)) {
      firstAppended = url;
    }
  }

  private void again(Again again) {
    if (agains == null) {
      agains = new PriorityQueue<>(4);
    }
    agains.add(again);
  }
}
