package dev.weft.frontier;

import dev.weft.url.Fingerprinter;
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
   * differ, n being the hosts that wait for one. Nothing ever walks over hosts, nor over the origins
   * of one but when it leaves memory, or stays there with all the pages it may have: what they have
   * under way is counted. Memory is bounded for each queue by Limits; what exceeds it goes to the
   * FrontierStore, which answers later: a queue waiting for its refill is stalled like any other.
   * All heads together are bounded too; a queue whose turn comes when they are full waits for room
   * with all its URLs in the store, and those of a host that has had its pages go back there.
   *
   * Hosts. One in memory takes some 700 bytes with its origin, and at most a head besides. When as
   * many are in play as may be, or as many origins, be they of one host or of many, the URLs of
   * others go to the store at once; of an absent origin a fingerprint and a count remain, and where
   * it was met the fingerprint of its host, 36 to 72 bytes in all. Absent origins come in as there
   * is room, in the order in which the store tells them, going round. A host that had many leases
   * while others wait puts its URLs back and leaves when its turn comes and nothing is under way:
   * then no delay nor rest holds, so nothing is lost. One with URLs to be tried again stays, because
   * how often they were tried is known in memory alone; one where nothing waits, or nothing may go
   * any more, stays until it is at rest and its place is needed. Whoever comes back has its pace
   * asked for and is prepared anew.
   *
   * Survival. What is admitted and finished is noted in the order it happens and taken by
   * takeChanges(), to be committed by the store as an epoch; snoozing and giving back leave no
   * trace, since what is not finished is queued for whoever starts from the store again. When the
   * seen set's memory is used up, URLs that it does not hold are deferred: the commit finds out
   * which of them are new and queues them. Until then they keep the frontier from being drained.
   */

  private final FrontierLimits limits;
  private final SeenSet seen;
  private final Deferral deferral = new Deferral();
  private final ChangeLog changes;
  private final Budget budget;
  private final Books books;
  private final Workbench bench;
  private boolean stopped;
  private long leases;
  private long nextOrder;

  /** A frontier whose hosts all have one pace until it is told another. */
  public Frontier(FrontierLimits limits, HostPace pace, FrontierStore store, SeenSet seen) {
    this(limits, host -> pace, store, seen, Limits.DEFAULT);
  }

  /** The same, which goes on from what its store has kept of an earlier one. */
  public Frontier(FrontierLimits limits, HostPace pace, FrontierStore store, Recovered recovered) {
    this(limits, host -> pace, store, recovered, Limits.DEFAULT);
  }

  /**
   * A frontier that goes on from what its store has kept of an earlier one.
   *
   * @param hostsMax hosts in memory at once, each with its URLs at hand 1.5 KB; not over 50,000
   */
  public Frontier(
      FrontierLimits limits,
      HostPaces paces,
      FrontierStore store,
      Recovered recovered,
      int hostsMax) {
    this(limits, paces, store, recovered, Limits.DEFAULT.forHosts(hostsMax));
  }

  Frontier(
      FrontierLimits limits, HostPaces paces, FrontierStore store, SeenSet seen, Limits sizes) {
    this(limits, paces, store, Recovered.nothing(new Fingerprinter(0, 0), seen), sizes);
  }

  Frontier(
      FrontierLimits limits,
      HostPaces paces,
      FrontierStore store,
      Recovered recovered,
      Limits sizes) {
    this.limits = limits;
    seen = recovered.seen();
    changes = new ChangeLog(store.isDurable());
    budget = new Budget(limits);
    budget.restore(recovered.pagesFetched(), recovered.wireBytes());
    nextOrder = recovered.nextOrder();
    books = new Books(recovered);
    bench =
        new Workbench(
            this,
            store,
            sizes,
            books,
            new Residents(paces, sizes, limits.pagesPerHostMax(), recovered),
            new Absentees(store, recovered.queued(), sizes.originsAtOnce()));
    bench.letIn();
  }

  /** Queues a URL, unless one of its fingerprint was admitted before. */
  public Admission admit(Candidate candidate, long nowNanos) {
    return admit(candidate, null, nowNanos);
  }

  /** Queues a URL that is to be compared with an earlier visit, of a page that has moved to it. */
  public Admission admit(Candidate candidate, @Nullable UrlOutcome earlier, long nowNanos) {
    bench.tell(nowNanos);
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
    books.duplicates(1);
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
    bench.tell(nowNanos);
    enqueue(candidate, visit, earlier);
  }

  private void enqueue(Candidate candidate, int visit, @Nullable UrlOutcome earlier) {
    QueuedUrl url = new QueuedUrl(candidate, nextOrder++, 0, visit, earlier);
    books.admitted(1);
    changes.admitted(url);
    bench.add(url);
  }

  /**
   * Takes what became of URLs since the last call, to be committed. Where the store is not durable
   * only deferred URLs are told.
   */
  public Changes takeChanges() {
    return changes.take(nextOrder, budget.pagesFetched(), budget.bytesSpent(), books.duplicates());
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
    bench.tell(nowNanos);
    committed.arrived().forEach(bench::arrived);
    long arrived = committed.arrived().values().stream().mapToLong(Long::longValue).sum();
    books.admitted(arrived);
    books.duplicates(committed.duplicates());
    deferral.judged(arrived + committed.duplicates());
  }

  /** What may start now; null if nothing may. */
  public @Nullable Grant lease(long nowNanos) {
    bench.tell(nowNanos);
    if (!mayGrant()) {
      return null;
    }
    HostGate gate = bench.nextGate(budget.hasRoom());
    HostQueue queue = gate == null ? null : gate.queues.first(bench.now());
    if (gate == null || queue == null) {
      return null;
    }
    gate.enter();
    Grant grant = queue.isPrepared() ? leaseFrom(queue) : prepare(queue);
    bench.endTurn(gate, queue);
    return grant;
  }

  /**
   * The earliest time at which {@link #lease} may give something if nothing else happens; it may be
   * past. {@link Long#MAX_VALUE} if time alone brings nothing.
   */
  public long nextWakeNanos() {
    return mayGrant() ? bench.turns().nextDueNanos(budget.hasRoom()) : Schedule.NEVER;
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
    books.finished();
    reschedule(lease);
  }

  /**
   * Ends a lease whose URL is to be tried again at {@code untilNanos}. It makes no record, so it
   * counts no page; the bytes it took count.
   */
  public void snooze(Lease lease, long untilNanos, Usage usage, long nowNanos) {
    settle(lease, usage, false, nowNanos);
    lease.queue.snooze(lease.queued.afterAttempt(), untilNanos, lease.turn);
    books.snoozed(1);
    books.queued(lease.queue.gate, 1);
    reschedule(lease);
  }

  /**
   * The answer to a lease is there, and is still looked into: the delay of its host and address
   * begins, which would else begin as it is handed back.
   */
  public void answered(Lease lease, long nowNanos) {
    bench.tell(nowNanos);
    lease.gate.answered(bench.now());
    bench.turns().answered(lease.address, bench.now());
    reschedule(lease);
  }

  /** Undoes a lease: its URL is at the front of its queue again, no attempt counted. */
  public void giveBack(Lease lease, long nowNanos) {
    settle(lease, Usage.NONE, false, nowNanos);
    lease.queue.giveBack(lease.queued, lease.turn);
    books.queued(lease.queue.gate, 1);
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
      bench.move(queue, HostGate.draining(queue.origin.host()));
    }
    bench.reschedule(queue);
    bench.reschedule(preparation.gate);
  }

  /** Ends a preparation that did not succeed; the next one comes at {@code untilNanos}. */
  public void postpone(Preparation preparation, long untilNanos, Usage usage, long nowNanos) {
    settle(preparation, usage, nowNanos);
    preparation.queue.postponed(untilNanos);
    bench.reschedule(preparation.queue);
  }

  /** Makes the next grant of a prepared origin a preparation again; leases in flight go on. */
  public void unprepare(Origin origin) {
    HostQueue queue = bench.residents().queueOrNull(origin);
    if (queue != null && queue.isPrepared()) {
      queue.unprepared();
      bench.move(queue, queue.home);
      bench.reschedule(queue);
    }
  }

  /**
   * Sets how fast a host may be asked, from its last answer on. One that is not in memory has the
   * pace that {@link HostPaces} says when it comes.
   */
  public void pace(HostName host, HostPace pace) {
    HostGate gate = bench.residents().gateOrNull(host);
    if (gate != null) {
      gate.pace(pace);
      bench.reschedule(gate);
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
    HostGate gate = bench.residents().gate(host);
    boolean isNew = bench.turns().share(gate, address, shared, bench.now());
    bench.residents().changed(gate);
    return isNew;
  }

  /** Gives a host a rest: no request to it starts before that time. Never shortens a rest. */
  public void restHost(HostName host, long untilNanos) {
    HostGate gate = bench.residents().gate(host);
    gate.restUntil(untilNanos);
    bench.reschedule(gate);
  }

  /** From now on {@link #lease} gives nothing. */
  public void stopLeasing() {
    stopped = true;
  }

  /** How many URLs are in which state. */
  public FrontierCounts counts() {
    return books.counts(budget, bench.residents());
  }

  /** Whether the crawl is over as things stand, and by what. */
  public Ending ending() {
    if (books.inFlight() > 0) {
      return Ending.NONE;
    }
    if (budget.spent() != Ending.NONE) {
      return budget.spent();
    }
    if (books.isDrained() && !awaitsCommit()) {
      return Ending.DRAINED;
    }
    return stopped ? Ending.STOPPED : Ending.NONE;
  }

  /** The hosts where URLs wait, those due first, with what each waits for; at most {@code max}. */
  public List<HostWait> waiting(int max, long nowNanos) {
    bench.tell(nowNanos);
    return bench.turns().list(max).stream()
        .map(gate -> gate.waits(budget.hasRoom(), bench.now()))
        .toList();
  }

  /** What a host waits for; empty if no URL waits there. */
  public Optional<HostWait> waiting(HostName host, long nowNanos) {
    bench.tell(nowNanos);
    HostGate gate = bench.residents().gateOrNull(host);
    return gate == null || gate.queued() == 0
        ? Optional.empty()
        : Optional.of(gate.waits(budget.hasRoom(), bench.now()));
  }

  /**
   * The same for the host of an origin that is not in memory though URLs may wait there. Where the
   * host has all its pages, how many wait is not known, and told as 0.
   */
  public Optional<HostWait> absent(Origin origin) {
    HostName host = origin.host();
    long urls = bench.absentees().urls(origin);
    boolean isHere = bench.residents().queueOrNull(origin) != null;
    if (!isHere && bench.residents().hasAllPages(host)) {
      return Optional.of(
          new HostWait(host, HostWait.Reason.HOST_PAGES, OptionalLong.empty(), urls));
    }
    return urls == 0
        ? Optional.empty()
        : Optional.of(new HostWait(host, HostWait.Reason.PLACE, OptionalLong.empty(), urls));
  }

  /**
   * From when a host's own URLs may go, if there are any; empty if an answer must come first. The
   * past for one that is not in memory.
   */
  public OptionalLong openNanos(HostName host) {
    HostGate gate = bench.residents().gateOrNull(host);
    if (gate == null) {
      return OptionalLong.of(Long.MIN_VALUE);
    }
    return gate.isBusy() ? OptionalLong.empty() : OptionalLong.of(gate.openNanos());
  }

  /** When a URL that failed may go again; empty if it does not wait for a retry. */
  public OptionalLong retryNanos(Origin origin, long fingerprint) {
    HostQueue queue = bench.residents().queueOrNull(origin);
    return queue == null ? OptionalLong.empty() : queue.retryNanos(fingerprint);
  }

  private boolean mayGrant() {
    return !stopped && books.inFlight() < limits.leasesMax() && budget.spent() == Ending.NONE;
  }

  private Preparation prepare(HostQueue queue) {
    books.preparing();
    queue.preparing();
    return new Preparation(queue, queue.gate, queue.preparationsPostponed());
  }

  private Lease leaseFrom(HostQueue queue) {
    HostGate gate = queue.gate;
    QueuedUrl url = bench.take(queue);
    books.leased();
    queue.leased();
    long bodyBytes = 0;
    if (!gate.draining) {
      bodyBytes = budget.reserve();
      gate.reservePage();
    }
    return new Lease(queue, gate, url, leases++, bodyBytes);
  }

  private void settle(Lease lease, Usage usage, boolean pageUsed, long nowNanos) {
    lease.close(this, usage);
    bench.tell(nowNanos);
    books.handedBack();
    lease.queue.handedBack();
    HostGate gate = lease.gate;
    gate.leave(usage.requestMade(), bench.now());
    bench.turns().leave(lease.address, usage.requestMade(), bench.now());
    if (gate.draining) {
      return;
    }
    budget.settle(lease.bodyBytesMax(), usage.wireBytes(), pageUsed);
    boolean exhaustedBefore = gate.isExhausted();
    gate.settlePage(pageUsed);
    if (gate.isExhausted() && !exhaustedBefore) {
      bench.exhausted(gate);
    }
  }

  private void settle(Preparation preparation, Usage usage, long nowNanos) {
    preparation.close(this);
    bench.tell(nowNanos);
    books.preparationEnded();
    preparation.gate.leave(usage.requestMade(), bench.now());
    bench.turns().leave(preparation.address, usage.requestMade(), bench.now());
  }

  private void reschedule(Lease lease) {
    bench.reschedule(lease.queue);
    if (lease.gate != lease.queue.gate) {
      bench.reschedule(lease.gate);
    }
  }

  /** What is in memory; tests look there. */
  Workbench bench() {
    return bench;
  }
}
