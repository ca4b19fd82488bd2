package dev.weft.frontier;

import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import dev.weft.url.NameNumbers;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The hosts and origins in memory: those in play, as many as there is room for, and of the others
 * the ones that were in play last. Of any other host that was met 64 bits remain, and the pages it
 * gave where they are limited.
 */
final class Residents {
  /** Hosts looked at to find one to forget; a long rest must not keep all others. */
  private static final int LOOKS_MAX = 4;

  private final HostPaces paces;
  private final Limits sizes;
  private final long pagesPerHostMax;
  private final Fingerprinter fingerprinter;
  private final Map<Origin, HostQueue> queues = new HashMap<>();
  private final Map<HostName, HostGate> gates = new HashMap<>();

  /** Gates out of play, the longest first. */
  private final LinkedHashSet<HostGate> outOfPlay = new LinkedHashSet<>();

  /** The origins of those gates. */
  private int originsOutOfPlay;

  /** The hosts that were met and are not here. */
  private final LongSet elsewhere;

  private final NameNumbers pagesOfOthers;

  Residents(HostPaces paces, Limits sizes, OptionalLong pagesPerHostMax, Recovered recovered) {
    this.paces = paces;
    this.sizes = sizes;
    this.pagesPerHostMax = pagesPerHostMax.orElse(Long.MAX_VALUE);
    fingerprinter = recovered.fingerprinter();
    elsewhere = recovered.hosts();
    pagesOfOthers =
        pagesPerHostMax.isPresent() ? recovered.hostPages() : new NameNumbers(fingerprinter);
  }

  /** The hosts met so far, those that are not here too. */
  int hosts() {
    return gates.size() + elsewhere.size();
  }

  /** The origins in memory. */
  int origins() {
    return queues.size();
  }

  /** The hosts that are here and have something to do, or just had. */
  private int inPlay() {
    return gates.size() - outOfPlay.size();
  }

  private int originsInPlay() {
    return queues.size() - originsOutOfPlay;
  }

  /** Whether another host may come into play, or another origin of one that is here. */
  boolean hasRoom() {
    return inPlay() < sizes.hostsMax() && originsInPlay() < sizes.originsMax();
  }

  /** Whether an origin that is not here may come at once, before all that wait in the store. */
  boolean mayComeAtOnce(HostName host) {
    boolean mayItsHost =
        gates.containsKey(host) || (inPlay() < sizes.newHostsMax() && !hasAllPages(host));
    return mayItsHost && originsInPlay() < sizes.newOriginsMax();
  }

  /** Whether a host has all the pages it may have, here or not. */
  boolean hasAllPages(HostName host) {
    if (pagesPerHostMax == Long.MAX_VALUE) {
      return false;
    }
    HostGate gate = gates.get(host);
    return gate == null ? pagesOfOthers.of(host.toString()) >= pagesPerHostMax : gate.isExhausted();
  }

  @Nullable HostGate gateOrNull(HostName host) {
    return gates.get(host);
  }

  HostGate gate(HostName host) {
    HostGate gate = gates.get(host);
    if (gate == null) {
      gate = HostGate.of(host, paces.pace(host), pagesPerHostMax);
      gates.put(host, gate);
      elsewhere.remove(key(host));
      if (!pagesOfOthers.isEmpty()) {
        gate.restorePages(pagesOfOthers.take(host.toString()));
      }
    }
    return gate;
  }

  /** Counts a host that was met and does not come in. */
  void met(HostName host) {
    if (!gates.containsKey(host)) {
      elsewhere.add(key(host));
    }
  }

  @Nullable HostQueue queueOrNull(Origin origin) {
    return queues.get(origin);
  }

  HostQueue queue(Frontier owner, Origin origin) {
    HostQueue queue = queues.get(origin);
    if (queue == null) {
      HostGate home = gate(origin.host());
      comesIntoPlay(home);
      queue = new HostQueue(owner, origin, home);
      queues.put(origin, queue);
    }
    return queue;
  }

  /** Notes whether a host is in play. */
  void changed(HostGate host) {
    if (gates.get(host.host) != host) {
      return;
    }
    if (!host.isOutOfPlay()) {
      comesIntoPlay(host);
    } else if (outOfPlay.add(host)) {
      originsOutOfPlay += host.members.size();
    }
  }

  /**
   * To be called before its origins become more or fewer: those of hosts out of play are counted.
   */
  private void comesIntoPlay(HostGate host) {
    if (outOfPlay.remove(host)) {
      originsOutOfPlay -= host.members.size();
    }
  }

  /**
   * A host at rest that must be forgotten, the one longest out of play first; null if none must.
   */
  @Nullable HostGate nextToForget(long nowNanos) {
    HostGate found = null;
    List<HostGate> resting = new ArrayList<>(0);
    Iterator<HostGate> longest = outOfPlay.iterator();
    for (int i = 0; i < LOOKS_MAX && found == null && isCrowded() && longest.hasNext(); i++) {
      HostGate gate = longest.next();
      if (gate.isAtRest(nowNanos)) {
        found = gate;
      } else {
        longest.remove();
        resting.add(gate);
      }
    }
    outOfPlay.addAll(resting);
    return found;
  }

  private boolean isCrowded() {
    return gates.size() > sizes.hostsMax() || queues.size() > sizes.originsMax();
  }

  /** Forgets a host, of which the queues must be told before. */
  void forget(HostGate gate) {
    comesIntoPlay(gate);
    gates.remove(gate.host);
    gate.members.forEach(queue -> queues.remove(queue.origin));
    elsewhere.add(key(gate.host));
    if (pagesPerHostMax < Long.MAX_VALUE) {
      pagesOfOthers.put(gate.host.toString(), gate.pagesFetched());
    }
    paces.forgotten(gate.host);
  }

  private long key(HostName host) {
    return fingerprinter.fingerprint(host.toString());
  }
}
