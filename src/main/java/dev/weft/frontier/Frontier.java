package dev.weft.frontier;

import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The keeper of all URL state: it admits each URL once, says which may be fetched now, and hears
 * what became of it.
 *
 * <p>Times are nanoseconds of one monotonic clock, the caller's, short of {@link Long#MAX_VALUE}.
 * Where a method takes none, the latest it was told holds. All methods are called on the crawl
 * loop; what they do not say they do, they do not: no clock, no I/O, no waiting.
 *
 * <pre>{@code
 * frontier.admit(candidate, now);
 * for (Grant grant = frontier.lease(now); grant != null; grant = frontier.lease(now)) {
 *   start(grant); // and later finish, snooze or giveBack it; prepared or postpone
 * }
 * wakeAt(frontier.nextWakeNanos());
 * }</pre>
 */
public final class Frontier {
  /*
   * The life of a URL. A URL is unknown until it is admitted; from then on its fingerprint is in the
   * seen set for good, and it is in exactly one of three states:
   *
   *   queued    in the queue of its origin: in the head or the store if it is new, apart if it was
   *             given back or waits for a retry (snoozed);
   *   leased    in the hands of whoever holds its Lease, which is the only way out of queued;
   *   finished  gone from here. Only finish() leads there; snooze() and giveBack() lead back.
   *
   * Who goes next is decided twice, by the same Schedule. An origin has a HostQueue. The origins of
   * one host name share a HostGate, because the crawl delay, the requests in flight, the rest after
   * trouble and the pages a host may have belong to the host. A gate schedules its queues, the
   * frontier schedules its gates. A gate's due time is when it opens (delay and rest over) or when
   * its first queue has something to give, whichever is later; what is full, or waits for an answer
   * of the network or of the store, is stalled and woken by that answer. After each grant a gate
   * goes behind those that could go as well: hosts take turns, whatever the length of their queues.
   * Where addresses are limited, the gates of one address stand behind an AddressGate in its own
   * Schedule, and it takes its turn among the gates: see Turns.
   *
   * An origin must be prepared before its URLs are leased: its first grant is a Preparation, one at
   * a time, which counts as a request to the host. If preparing shows that no request will ever be
   * made (robots forbid everything, the host does not exist), the origin moves to a gate of its own
   * that holds nothing back, in a schedule of its own, and is drained: its URLs are leased as fast
   * as they can be finished. It stays there until it is unprepared.
   *
   * Invariants, which the model test holds against a naive frontier:
   *
   *   1  admitted = queued + leased + finished.
   *   2  fetched pages and reserved pages never exceed their limit, in all or for a host; nor do
   *      body bytes, nor grants in flight. A lease reserves before it starts; only what it reports
   *      replaces the reservation.
   *   3  the URLs of a queue leave in their order (see QueuedUrl), but those that were leased before
   *      first, once they may go.
   *   4  between the end of one answer of a host and the next grant for it lies its delay, and no
   *      grant for it falls into its rest. The same holds for the delay of an address, and grants
   *      in flight never exceed a host's number nor an address's.
   *   5  a host that may go is passed over at most once by each other host. Hosts that share an
   *      address count as one to the others.
   *   6  every grant is handed back once. A second time, or more used than was reserved, throws:
   *      the books are wrong then and the crawl must stop.
   *
   * Cost. admit, lease and what ends a grant take O(1) where all is ready, O(log n) where times
   * differ, n being the hosts that wait for one; nothing ever walks over hosts or queues. Memory is
   * bounded for each queue by Limits; what exceeds it goes to the FrontierStore, which answers
   * later: a queue waiting for its refill is stalled like any other. All heads together are bounded
   * too; a queue whose turn comes when they are full waits for room with all its URLs in the store,
   * and those of a host that has had its pages go back there. So an origin where URLs wait takes
   * some 600 bytes, and at most a head besides. A host where nothing waits stays as it is, with its
   * origins, until it is at rest and many others have come to rest since; then it is forgotten but
   * for 8 to 24 bytes. When URLs come for it again its pace is asked for and it is prepared anew.
   *
   * Survival. What is admitted and finished is noted in the order it happens and taken by
   * takeChanges(), to be committed by the store as an epoch; snoozing and giving back leave no
   * trace, since what is not finished is queued for whoever starts from the store again. When the
   * seen set's memory is used up, URLs that it does not hold are deferred: the commit finds out
   * which of them are new and queues them. Until then they keep the frontier from being drained.
   */

  private final FrontierLimits limits;
  private final FrontierStore store;
  private final SeenSet seen;
  private final Deferral deferral = new Deferral();
  private final ChangeLog changes;
  private final Limits sizes;
  private final Budget budget;
  private final Turns hostTurns = new Turns();
  private final Residents residents;
  private final Heads heads;

  private long nowNanos = Long.MIN_VALUE;
  private boolean stopped;
  private long turns;
  private long nextOrder;
  private long admitted;
  private long duplicates;
  private long queued;
  private long snoozed;
  private long heldByHostLimit;
  private int leased;
  private int preparing;
  private long finished;

  /** A frontier whose hosts all have one pace until it is told another. */
  public Frontier(FrontierLimits limits, HostPace pace, FrontierStore store, SeenSet seen) {
    this(limits, host -> pace, store, seen, Limits.DEFAULT);
  }

  /** The same, which goes on from what its store has kept of an earlier one. */
  public Frontier(FrontierLimits limits, HostPace pace, FrontierStore store, Recovered recovered) {
    this(limits, host -> pace, store, recovered);
  }

  /** A frontier that goes on from what its store has kept of an earlier one. */
  public Frontier(
      FrontierLimits limits, HostPaces paces, FrontierStore store, Recovered recovered) {
    this(limits, paces, store, recovered, Limits.DEFAULT);
  }

  Frontier(
      FrontierLimits limits,
      HostPaces paces,
      FrontierStore store,
      Recovered recovered,
      Limits sizes) {
    this(limits, paces, store, recovered.seen(), sizes);
    restore(recovered);
  }

  Frontier(
      FrontierLimits limits, HostPaces paces, FrontierStore store, SeenSet seen, Limits sizes) {
    this.limits = limits;
    this.store = store;
    this.seen = seen;
    this.sizes = sizes;
    changes = new ChangeLog(store.isDurable());
    budget = new Budget(limits);
    heads = new Heads(sizes.headsMax());
    residents =
        new Residents(
            paces, hostTurns, limits.pagesPerHostMax().orElse(Long.MAX_VALUE), sizes.atRestMax());
  }

  private void restore(Recovered recovered) {
    nextOrder = recovered.nextOrder();
    finished = recovered.finished();
    admitted = finished;
    duplicates = recovered.duplicates();
    budget.restore(recovered.pagesFetched(), recovered.wireBytes());
    if (limits.pagesPerHostMax().isPresent()) {
      recovered.hostPages().forEach(residents::restorePages);
    }
    recovered.queued().forEach(this::arrive);
  }

  /** Queues a URL, unless one of its fingerprint was admitted before. */
  public Admission admit(Candidate candidate, long nowNanos) {
    return admit(candidate, null, nowNanos);
  }

  /** Queues a URL that is to be compared with an earlier visit, of a page that has moved to it. */
  public Admission admit(Candidate candidate, @Nullable UrlOutcome earlier, long nowNanos) {
    tell(nowNanos);
    long fingerprint = candidate.fingerprint();
    if (!seen.isFull()) {
      if (seen.add(fingerprint)) {
        enqueue(candidate, 1, earlier);
        return Admission.ADMITTED;
      }
    } else if (!seen.contains(fingerprint) && deferral.note(fingerprint)) {
      changes.deferred(new QueuedUrl(candidate, nextOrder++, 0, 1, earlier));
      return Admission.DEFERRED;
    }
    duplicates++;
    return Admission.DUPLICATE;
  }

  /**
   * Queues a URL for a visit after its first, past the seen set; the caller knows that no earlier
   * visit is still to come. It counts as admitted again.
   */
  public void revisit(Candidate candidate, int visit, long nowNanos) {
    revisit(candidate, visit, null, nowNanos);
  }

  /** The same for a visit that is to be compared with an earlier one. */
  public void revisit(Candidate candidate, int visit, @Nullable UrlOutcome earlier, long nowNanos) {
    if (visit < 2) {
      throw new IllegalArgumentException("visit " + visit + " of " + candidate.url());
    }
    tell(nowNanos);
    enqueue(candidate, visit, earlier);
  }

  private void enqueue(Candidate candidate, int visit, @Nullable UrlOutcome earlier) {
    HostQueue queue = residents.queue(this, candidate.url().origin());
    QueuedUrl url = new QueuedUrl(candidate, nextOrder++, 0, visit, earlier);
    admitted++;
    changes.admitted(url);
    int before = queue.headSize();
    queue.add(url, store, queue.gate.isExhausted() ? 0 : headMax());
    heads.add(queue.headSize() - before);
    addQueued(queue.gate, 1);
    reschedule(queue);
  }

  /**
   * Takes what became of URLs since the last call, to be committed. Where the store is not durable
   * only deferred URLs are told.
   */
  public Changes takeChanges() {
    return changes.take(nextOrder, budget.pagesFetched(), budget.bytesSpent(), duplicates);
  }

  /** How much {@link #takeChanges} has to give, in URLs. */
  public int changeCount() {
    return changes.size();
  }

  /** Whether URLs wait for a commit to find out whether they are new: nothing else may be left. */
  public boolean awaitsCommit() {
    return deferral.waiting() > 0;
  }

  /** Takes in what a commit found out. */
  public void committed(Committed committed, long nowNanos) {
    tell(nowNanos);
    committed.arrived().forEach(this::arrive);
    long arrived = committed.arrived().values().stream().mapToLong(Long::longValue).sum();
    duplicates += committed.duplicates();
    deferral.judged(arrived + committed.duplicates());
  }

  private void arrive(Origin origin, long count) {
    HostQueue queue = residents.queue(this, origin);
    queue.arrived(count);
    admitted += count;
    addQueued(queue.gate, count);
    reschedule(queue);
  }

  /** What may start now; null if nothing may. */
  public @Nullable Grant lease(long nowNanos) {
    tell(nowNanos);
    if (!mayGrant()) {
      return null;
    }
    HostGate gate = hostTurns.first(budget.hasRoom(), this.nowNanos);
    HostQueue queue = gate == null ? null : gate.queues.first(this.nowNanos);
    if (gate == null || queue == null) {
      return null;
    }
    gate.enter();
    Grant grant = queue.isPrepared() ? leaseFrom(queue) : prepare(queue);
    gate.queues.remove(queue);
    hostTurns.endTurn(gate);
    reschedule(queue);
    feedHeads();
    return grant;
  }

  /**
   * The earliest time at which {@link #lease} may give something if nothing else happens; it may be
   * past. {@link Long#MAX_VALUE} if time alone brings nothing.
   */
  public long nextWakeNanos() {
    return mayGrant() ? hostTurns.nextDueNanos(budget.hasRoom()) : Schedule.NEVER;
  }

  /** Ends a lease: its URL is finished with a record, of which {@code outcome} is kept. */
  public void finish(Lease lease, Usage usage, UrlOutcome outcome, long nowNanos) {
    end(lease, usage, outcome, nowNanos);
  }

  /** Ends a lease: its URL is finished without a record, as when the scope has changed. */
  public void finish(Lease lease, Usage usage, long nowNanos) {
    end(lease, usage, null, nowNanos);
  }

  private void end(Lease lease, Usage usage, @Nullable UrlOutcome outcome, long nowNanos) {
    settle(lease, usage, usage.pageFetched(), nowNanos);
    changes.finished(lease.queued, usage, outcome);
    finished++;
    reschedule(lease);
  }

  /**
   * Ends a lease whose URL is to be tried again at {@code untilNanos}. It makes no record, so it
   * counts no page; the bytes it took count.
   */
  public void snooze(Lease lease, long untilNanos, Usage usage, long nowNanos) {
    settle(lease, usage, false, nowNanos);
    lease.queue.snooze(lease.queued.afterAttempt(), untilNanos, lease.turn);
    snoozed++;
    addQueued(lease.queue.gate, 1);
    reschedule(lease);
  }

  /** Undoes a lease: its URL is at the front of its queue again, no attempt counted. */
  public void giveBack(Lease lease, long nowNanos) {
    settle(lease, Usage.NONE, false, nowNanos);
    lease.queue.giveBack(lease.queued, lease.turn);
    addQueued(lease.queue.gate, 1);
    reschedule(lease);
  }

  /**
   * Ends a preparation: the origin's URLs may be leased. If it is not {@code gated}, no request
   * will be made for them: they are leased without regard to the host's pace and rest and to the
   * limits on pages and bytes, only to be finished one by one with {@link Usage#NONE}.
   */
  public void prepared(Preparation preparation, boolean gated, Usage usage, long nowNanos) {
    settle(preparation, usage, nowNanos);
    HostQueue queue = preparation.queue;
    queue.prepared();
    if (!gated) {
      move(queue, HostGate.draining(queue.origin.host()));
    }
    reschedule(queue);
    reschedule(preparation.gate);
  }

  /** Ends a preparation that did not succeed; the next one comes at {@code untilNanos}. */
  public void postpone(Preparation preparation, long untilNanos, Usage usage, long nowNanos) {
    settle(preparation, usage, nowNanos);
    preparation.queue.postponed(untilNanos);
    reschedule(preparation.queue);
  }

  /** Makes the next grant of a prepared origin a preparation again; leases in flight go on. */
  public void unprepare(Origin origin) {
    HostQueue queue = residents.queueOrNull(origin);
    if (queue != null && queue.isPrepared()) {
      queue.unprepared();
      move(queue, queue.home);
      reschedule(queue);
    }
  }

  /**
   * Sets how fast a host may be asked, from its last answer on. One that is not in memory has the
   * pace that {@link HostPaces} says when it comes.
   */
  public void pace(HostName host, HostPace pace) {
    HostGate gate = residents.gateOrNull(host);
    if (gate != null) {
      gate.pace(pace);
      reschedule(gate);
    }
  }

  /**
   * Sets the address of a host, which all hosts there share a pace for, besides each its own. What
   * is in flight counts where it was granted. Without this a host has none.
   *
   * @param address the same for the same address
   * @return whether the host had none before, or another
   */
  public boolean address(HostName host, String address, HostPace shared) {
    HostGate gate = residents.gate(host);
    boolean isNew = hostTurns.share(gate, address, shared, nowNanos);
    residents.changed(gate, nowNanos);
    return isNew;
  }

  /** Gives a host a rest: no request to it starts before that time. Never shortens a rest. */
  public void restHost(HostName host, long untilNanos) {
    HostGate gate = residents.gate(host);
    gate.restUntil(untilNanos);
    reschedule(gate);
  }

  /** From now on {@link #lease} gives nothing. */
  public void stopLeasing() {
    stopped = true;
  }

  /** How many URLs are in which state. */
  public FrontierCounts counts() {
    return new FrontierCounts(
        admitted,
        duplicates,
        queued,
        snoozed,
        heldByHostLimit,
        leased,
        preparing,
        finished,
        budget.pagesFetched(),
        budget.bytesSpent(),
        residents.hosts(),
        residents.origins());
  }

  /** Whether the crawl is over as things stand, and by what. */
  public Ending ending() {
    if (leased + preparing > 0) {
      return Ending.NONE;
    }
    if (budget.spent() != Ending.NONE) {
      return budget.spent();
    }
    if (queued == heldByHostLimit && !awaitsCommit()) {
      return Ending.DRAINED;
    }
    return stopped ? Ending.STOPPED : Ending.NONE;
  }

  /** The hosts where URLs wait, those due first, with what each waits for; at most {@code max}. */
  public List<HostWait> waiting(int max, long nowNanos) {
    tell(nowNanos);
    return hostTurns.list(max).stream()
        .map(gate -> gate.waits(budget.hasRoom(), this.nowNanos))
        .toList();
  }

  /** What a host waits for; empty if no URL waits there. */
  public Optional<HostWait> waiting(HostName host, long nowNanos) {
    tell(nowNanos);
    HostGate gate = residents.gateOrNull(host);
    return gate == null || gate.queued() == 0
        ? Optional.empty()
        : Optional.of(gate.waits(budget.hasRoom(), this.nowNanos));
  }

  /** When a URL that failed may go again; empty if it does not wait for a retry. */
  public OptionalLong retryNanos(Origin origin, long fingerprint) {
    HostQueue queue = residents.queueOrNull(origin);
    return queue == null ? OptionalLong.empty() : queue.retryNanos(fingerprint);
  }

  private boolean mayGrant() {
    return !stopped && leased + preparing < limits.leasesMax() && budget.spent() == Ending.NONE;
  }

  private Preparation prepare(HostQueue queue) {
    preparing++;
    queue.preparing();
    return new Preparation(queue, queue.gate, queue.preparationsPostponed());
  }

  private Lease leaseFrom(HostQueue queue) {
    HostGate gate = queue.gate;
    int snoozedBefore = queue.snoozed();
    int headBefore = queue.headSize();
    QueuedUrl url = queue.take(nowNanos);
    heads.add(queue.headSize() - headBefore);
    snoozed += queue.snoozed() - snoozedBefore;
    addQueued(gate, -1);
    leased++;
    queue.leased();
    long bodyBytes = 0;
    if (!gate.draining) {
      bodyBytes = budget.reserve();
      gate.reservePage();
    }
    return new Lease(queue, gate, url, turns++, bodyBytes);
  }

  private void settle(Lease lease, Usage usage, boolean pageUsed, long nowNanos) {
    lease.close(this, usage);
    tell(nowNanos);
    leased--;
    lease.queue.handedBack();
    HostGate gate = lease.gate;
    gate.leave(usage.requestMade(), this.nowNanos);
    hostTurns.leave(lease.address, usage.requestMade(), this.nowNanos);
    if (gate.draining) {
      return;
    }
    budget.settle(lease.bodyBytesMax(), usage.wireBytes(), pageUsed);
    boolean exhaustedBefore = gate.isExhausted();
    gate.settlePage(pageUsed);
    if (gate.isExhausted() && !exhaustedBefore) {
      heldByHostLimit += gate.queued();
      gate.members.forEach(this::reschedule);
      feedHeads();
    }
  }

  private void settle(Preparation preparation, Usage usage, long nowNanos) {
    preparation.close(this);
    tell(nowNanos);
    preparing--;
    preparation.gate.leave(usage.requestMade(), this.nowNanos);
    hostTurns.leave(preparation.address, usage.requestMade(), this.nowNanos);
  }

  private void addQueued(HostGate gate, long more) {
    queued += more;
    gate.addQueued(more);
    if (gate.isExhausted()) {
      heldByHostLimit += more;
    }
  }

  private void move(HostQueue queue, HostGate gate) {
    if (queue.gate == gate) {
      return;
    }
    HostGate old = queue.gate;
    old.queues.remove(queue);
    addQueued(old, -queue.size());
    addQueued(gate, queue.size());
    queue.gate = gate;
    reschedule(old);
  }

  private void reschedule(Lease lease) {
    reschedule(lease.queue);
    if (lease.gate != lease.queue.gate) {
      reschedule(lease.gate);
    }
  }

  private void reschedule(HostQueue queue) {
    refill(queue);
    if (queue.size() > 0) {
      queue.gate.queues.place(queue, queue.startNanos(sizes), nowNanos);
    } else {
      queue.gate.queues.remove(queue);
    }
    reschedule(queue.gate);
    if (queue.gate.draining) {
      residents.changed(queue.home, nowNanos);
    }
  }

  /** Brings URLs from the store to hand, or makes them wait for room; no use where none may go. */
  private void refill(HostQueue queue) {
    if (queue.gate.isExhausted()) {
      heads.add(-queue.headSize());
      queue.stow(store);
      return;
    }
    int wanted = queue.refillSize(headMax());
    if (wanted > 0) {
      heads.add(wanted);
      queue.refilling(wanted);
      store.refill(queue.origin, wanted, urls -> refilled(queue, urls));
    } else if (queue.lacksHead()) {
      heads.await(queue);
    }
  }

  private void refilled(HostQueue queue, List<QueuedUrl> urls) {
    int before = queue.headSize() + queue.asked();
    queue.refilled(urls, store);
    heads.add(queue.headSize() - before);
    reschedule(queue);
    feedHeads();
  }

  private void feedHeads() {
    for (HostQueue queue = heads.next(); queue != null; queue = heads.next()) {
      reschedule(queue);
    }
  }

  /** How many new URLs all origins together have at hand, or asked the store for. */
  long headsAtHand() {
    return heads.count();
  }

  /** Whether an origin has URLs in the store alone, until there is room for them. */
  boolean waitsForRoom(Origin origin) {
    HostQueue queue = residents.queueOrNull(origin);
    return queue != null && queue.waitsForRoom();
  }

  private void reschedule(HostGate gate) {
    hostTurns.place(gate, nowNanos);
    if (!gate.draining) {
      residents.changed(gate, nowNanos);
    }
  }

  private int headMax() {
    return heads.hasRoom() ? sizes.headMax(residents.origins()) : 0;
  }

  private void tell(long nanos) {
    nowNanos = Math.max(nowNanos, nanos);
  }
}
