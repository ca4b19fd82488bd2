package dev.weft.frontier;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and origins in memory: all those in play, and of those at rest the ones that were in
 * play last. Of a host that was forgotten 64 bits remain, and the pages it gave where they are
 * limited.
 */
final class Residents {
  /** Hosts looked at to find one to forget; a long rest must not keep all others. */
  private static final int LOOKS_MAX = 4;

  private final HostPaces paces;
  private final Turns turns;
  private final long pagesPerHostMax;
  private final int atRestMax;
  private final Map<Origin, HostQueue> queues = new HashMap<>();
  private final Map<HostName, HostGate> gates = new HashMap<>();

  /** Gates out of play, the longest first. */
  private final LinkedHashSet<HostGate> outOfPlay = new LinkedHashSet<>();

  private final LongSet forgotten = new LongSet();
  private final Map<Long, Long> pagesOfForgotten = new HashMap<>();

  Residents(HostPaces paces, Turns turns, long pagesPerHostMax, int atRestMax) {
    this.paces = paces;
    this.turns = turns;
    this.pagesPerHostMax = pagesPerHostMax;
    this.atRestMax = atRestMax;
  }

  /** The hosts met so far, those forgotten too. */
  int hosts() {
    return gates.size() + forgotten.size();
  }

  /** The origins in memory. */
  int origins() {
    return queues.size();
  }

  @Nullable HostGate gateOrNull(HostName host) {
    return gates.get(host);
  }

  HostGate gate(HostName host) {
    HostGate gate = gates.get(host);
    if (gate == null) {
      gate = HostGate.of(host, paces.pace(host), pagesPerHostMax);
      gates.put(host, gate);
      long key = key(host);
      if (forgotten.remove(key)) {
        gate.restorePages(pagesOfForgotten.getOrDefault(key, 0L));
        pagesOfForgotten.remove(key);
      }
    }
    return gate;
  }

  /** Takes in a host that gave pages before this process began, without the host itself. */
  void restorePages(HostName host, long pages) {
    if (pages > 0 && forgotten.add(key(host))) {
      pagesOfForgotten.put(key(host), pages);
    }
  }

  @Nullable HostQueue queueOrNull(Origin origin) {
    return queues.get(origin);
  }

  HostQueue queue(Frontier owner, Origin origin) {
    HostQueue queue = queues.get(origin);
    if (queue == null) {
      queue = new HostQueue(owner, origin, gate(origin.host()));
      queues.put(origin, queue);
    }
    return queue;
  }

  /** Notes whether a host is in play, and forgets those that have been out of it for longest. */
  void changed(HostGate host, long nowNanos) {
    if (gates.get(host.host) != host) {
      return;
    }
    if (host.isOutOfPlay()) {
      outOfPlay.add(host);
      forgetSome(nowNanos);
    } else {
      outOfPlay.remove(host);
    }
  }

  private void forgetSome(long nowNanos) {
    List<HostGate> resting = new ArrayList<>(0);
    Iterator<HostGate> longest = outOfPlay.iterator();
    for (int i = 0; i < LOOKS_MAX && outOfPlay.size() > atRestMax && longest.hasNext(); i++) {
      HostGate gate = longest.next();
      longest.remove();
      if (gate.isAtRest(nowNanos)) {
        forget(gate, nowNanos);
      } else {
        resting.add(gate);
      }
    }
    outOfPlay.addAll(resting);
  }

  private void forget(HostGate gate, long nowNanos) {
    gates.remove(gate.host);
    gate.members.forEach(queue -> queues.remove(queue.origin));
    turns.forget(gate, nowNanos);
    forgotten.add(key(gate.host));
    if (pagesPerHostMax < Long.MAX_VALUE && gate.pagesFetched() > 0) {
      pagesOfForgotten.put(key(gate.host), gate.pagesFetched());
    }
    paces.forgotten(gate.host);
  }

  private static long key(HostName host) {
    return Hashing.xxh3_64().hashCharsToLong(host.toString());
  }
}
