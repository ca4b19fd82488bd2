package dev.weft.frontier;

import dev.weft.url.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a frontier has in memory: hosts, each with its origins and the URLs at hand, and whose turn
 * it is among them. URLs and hosts come and go between here and the store, so that neither their
 * number nor that of all hosts decides how much memory is used.
 *
 * <p>A host comes with an origin: at once where there is room when a URL of it is admitted, else
 * later out of the {@link Absentees}. It leaves at rest, when its place is needed, or after many
 * leases, when others wait; what is to be remembered of it then is in {@link Residents}.
 */
final class Workbench {
  private final Frontier owner;
  private final FrontierStore store;
  private final Limits sizes;
  private final Books books;
  private final Turns turns = new Turns();
  private final Residents residents;
  private final Absentees absentees;
  private final Heads heads;
  private long nowNanos = Long.MIN_VALUE;

  Workbench(
      Frontier owner,
      FrontierStore store,
      Limits sizes,
      Books books,
      Residents residents,
      Absentees absentees) {
    this.owner = owner;
    this.store = store;
    this.sizes = sizes;
    this.books = books;
    this.residents = residents;
    this.absentees = absentees;
    heads = new Heads(sizes.headsMax());
  }

  /** Sets the time; an earlier one than before changes nothing. */
  void tell(long nanos) {
    nowNanos = Math.max(nowNanos, nanos);
  }

  /** The latest time told. */
  long now() {
    return nowNanos;
  }

  Turns turns() {
    return turns;
  }

  Residents residents() {
    return residents;
  }

  Absentees absentees() {
    return absentees;
  }

  /** Queues a new URL. */
  void add(QueuedUrl url) {
    Origin origin = url.candidate().url().origin();
    HostQueue queue = queueIfMayCome(origin);
    if (queue == null) {
      store.append(origin, url);
      leaveOut(origin, 1);
      return;
    }
    int before = queue.headSize();
    queue.add(url, store, queue.gate.isExhausted() ? 0 : headMax());
    heads.add(queue.headSize() - before);
    books.queued(queue.gate, 1);
    reschedule(queue);
  }

  /** Counts URLs of an origin that came to the store by themselves. */
  void arrived(Origin origin, long count) {
    HostQueue queue = queueIfMayCome(origin);
    if (queue == null) {
      leaveOut(origin, count);
      return;
    }
    queue.arrived(count);
    books.queued(queue.gate, count);
    reschedule(queue);
  }

  /** The queue of an origin in memory, where it comes now if it may; null if it may not. */
  private @Nullable HostQueue queueIfMayCome(Origin origin) {
    forgetSome();
    HostQueue queue = residents.queueOrNull(origin);
    return queue != null || !residents.mayComeAtOnce(origin.host()) ? queue : comeIn(origin);
  }

  /** Takes an origin into memory, with the URLs that waited while it was absent. */
  private HostQueue comeIn(Origin origin) {
    HostQueue queue = residents.queue(owner, origin);
    long waiting = absentees.take(origin);
    queue.arrived(waiting);
    books.absent(-waiting);
    books.queued(queue.gate, waiting);
    return queue;
  }

  /** Counts URLs of an origin that are in the store and wait there for a place in memory. */
  private void leaveOut(Origin origin, long count) {
    books.absent(count);
    residents.met(origin.host());
    if (residents.hasAllPages(origin.host())) {
      books.held(count);
    } else {
      absentees.add(origin, count);
    }
  }

  /** Takes absent origins into memory while there is room. */
  void letIn() {
    while (residents.hasRoom()) {
      Origin origin = absentees.next(this::letIn);
      if (origin == null) {
        return;
      }
      if (residents.hasAllPages(origin.host())) {
        books.held(absentees.take(origin));
      } else {
        reschedule(comeIn(origin));
      }
    }
  }

  /** Makes a host put its URLs into the store and leave memory. */
  private void leave(HostGate gate) {
    for (HostQueue queue : gate.members) {
      heads.leave(queue);
      books.snoozed(-queue.snoozed());
      queue.stowAll(store);
      if (queue.size() > 0 && !gate.isExhausted()) {
        absentees.add(queue.origin, queue.size());
      }
    }
    turns.forget(gate, nowNanos);
    residents.forget(gate);
    feedHeads();
  }

  private void forgetSome() {
    HostGate atRest = residents.nextToForget(nowNanos);
    while (atRest != null) {
      leave(atRest);
      atRest = residents.nextToForget(nowNanos);
    }
  }

  /**
   * The host whose turn it is; of those that are drained alone if not {@code mayAsk}. Those that
   * had theirs for long, while others wait for a place, leave first.
   */
  @Nullable HostGate nextGate(boolean mayAsk) {
    forgetSome();
    HostGate gate = turns.first(mayAsk, nowNanos);
    while (gate != null && mustLeave(gate)) {
      leave(gate);
      gate = turns.first(mayAsk, nowNanos);
    }
    letIn();
    return gate;
  }

  private boolean mustLeave(HostGate gate) {
    return !gate.draining
        && gate.leases() >= sizes.stayMax()
        && !absentees.isEmpty()
        && !residents.hasRoom()
        && gate.mayLeave(nowNanos);
  }

  /** Ends a turn in which something was granted to an origin. */
  void endTurn(HostGate gate, HostQueue queue) {
    gate.queues.remove(queue);
    turns.endTurn(gate);
    reschedule(queue);
    feedHeads();
  }

  /** Takes the next URL of a queue. */
  QueuedUrl take(HostQueue queue) {
    int snoozedBefore = queue.snoozed();
    int headBefore = queue.headSize();
    QueuedUrl url = queue.take(nowNanos);
    heads.add(queue.headSize() - headBefore);
    books.snoozed(queue.snoozed() - snoozedBefore);
    books.queued(queue.gate, -1);
    return url;
  }

  /** A host has all the pages it may have: what waits there stays. */
  void exhausted(HostGate gate) {
    books.held(gate.queued());
    gate.members.forEach(this::reschedule);
    feedHeads();
  }

  /** Makes a queue stand at another gate. */
  void move(HostQueue queue, HostGate gate) {
    if (queue.gate == gate) {
      return;
    }
    HostGate old = queue.gate;
    old.queues.remove(queue);
    books.queued(old, -queue.size());
    books.queued(gate, queue.size());
    queue.gate = gate;
    queue.countAtHome();
    reschedule(old);
  }

  /** Puts a queue where it belongs after any change, and asks for URLs if it lacks some. */
  void reschedule(HostQueue queue) {
    refill(queue);
    queue.countAtHome();
    if (queue.size() > 0) {
      queue.gate.queues.place(queue, queue.startNanos(sizes), nowNanos);
    } else {
      queue.gate.queues.remove(queue);
    }
    reschedule(queue.gate);
    if (queue.gate.draining) {
      residents.changed(queue.home);
    }
  }

  /** Puts a gate where it belongs after any change. */
  void reschedule(HostGate gate) {
    turns.place(gate, nowNanos);
    if (!gate.draining) {
      residents.changed(gate);
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

  private int headMax() {
    return heads.hasRoom() ? sizes.headMax(residents.origins()) : 0;
  }

  /** How many new URLs all origins together have at hand, or asked the store for. */
  long headsAtHand() {
    return heads.count();
  }

  /** Whether an origin has URLs in the store alone, until there is room for them. */
  boolean waitsForRoom(Origin origin) {
    HostQueue queue = residents.queueOrNull(origin);
    return queue == null ? absentees.urls(origin) > 0 : heads.awaits(queue);
  }
}
