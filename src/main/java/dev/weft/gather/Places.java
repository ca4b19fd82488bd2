package dev.weft.gather;

import dev.weft.url.HostName;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How many chains are under way and how many requests each host has, over all lists of a fetcher. A
 * chain holds its place in all from its first request to its end, its place at a host during a
 * request only, so that no chain waits for another that waits. Any thread.
 */
final class Places {
  /** Neither a place in all nor one at a host has this number. */
  static final int NONE = -1;

  private final int concurrency;
  private final int perHost;
  private final List<Gather> lists = new CopyOnWriteArrayList<>();

  /** Which places are taken at each host that has any taken; guarded by this. */
  private final Map<HostName, BitSet> hosts = new HashMap<>();

  private int taken;

  Places(int concurrency, int perHost) {
    this.concurrency = concurrency;
    this.perHost = perHost;
  }

  void register(Gather list) {
    lists.add(list);
  }

  void deregister(Gather list) {
    lists.remove(list);
  }

  /** Every list that has not ended. */
  List<Gather> lists() {
    return lists;
  }

  /** Takes one of the places in all, if there is one. */
  synchronized boolean take() {
    if (taken == concurrency) {
      return false;
    }
    taken++;
    return true;
  }

  /** Gives back what {@link #take()} took. */
  synchronized void give() {
    taken--;
  }

  /** Takes a place at a host and gives its number, the lowest; {@link #NONE} if all are taken. */
  synchronized int take(HostName host) {
    BitSet places = hosts.computeIfAbsent(host, any -> new BitSet());
    int place = places.nextClearBit(0);
    if (place >= perHost) {
      return NONE;
    }
    places.set(place);
    return place;
  }

  /** Gives a place at a host back. */
  synchronized void give(HostName host, int place) {
    BitSet places = hosts.get(host);
    if (places == null || !places.get(place)) {
      throw new IllegalStateException("place " + place + " at " + host + " was not taken");
    }
    places.clear(place);
    if (places.isEmpty()) {
      hosts.remove(host);
    }
  }

  /** Lets every list look whether it may start something, now that there is room at a host. */
  void roomAt(HostName host) {
    for (Gather list : lists) {
      list.roomAt(host);
    }
    room();
  }

  /** Lets every list look whether it may start something. */
  void room() {
    for (Gather list : lists) {
      list.pump();
    }
  }
}
