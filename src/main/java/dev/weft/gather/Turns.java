package dev.weft.gather;

import dev.weft.url.HostName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: hosts one after another, chains under way before those not started, which are
 * in the order of the list for each host. A host without a free place is passed over until {@link
 * #roomAt} tells of one. Guarded by the list.
 */
final class Turns {
  private final Places places;
  private final Map<HostName, HostLine> lines = new HashMap<>();
  private final ArrayDeque<HostLine> hopTurns = new ArrayDeque<>();
  private final ArrayDeque<HostLine> freshTurns = new ArrayDeque<>();
  private int fresh;

  /** A chain that may start, and its place at its host. */
  record Start(Chain chain, int place) {}

  Turns(Places places) {
    this.places = places;
  }

  /** How many chains wait that are not started. */
  int fresh() {
    return fresh;
  }

  /** Adds a chain that is not started. */
  void add(Chain chain) {
    HostLine line = line(chain.host());
    line.fresh.addLast(chain);
    fresh++;
    giveTurns(line);
  }

  /** Adds a chain under way, whose next request goes to another host perhaps. */
  void addHop(Chain chain) {
    HostLine line = line(chain.host());
    line.hops.addLast(chain);
    giveTurns(line);
  }

  /** Heeds a host again that had no free place. */
  void roomAt(HostName host) {
    HostLine line = lines.get(host);
    if (line != null) {
      giveTurns(line);
    }
  }

  /** Takes out all chains that are not started. */
  List<Chain> dropFresh() {
    List<Chain> dropped = new ArrayList<>();
    lines.values().forEach(line -> dropped.addAll(line.fresh));
    lines.values().forEach(line -> line.fresh.clear());
    lines.values().removeIf(HostLine::isEmpty);
    freshTurns.clear();
    fresh = 0;
    return dropped;
  }

  /** Takes out all chains that are under way. */
  List<Chain> dropHops() {
    List<Chain> dropped = new ArrayList<>();
    lines.values().forEach(line -> dropped.addAll(line.hops));
    lines.values().forEach(line -> line.hops.clear());
    lines.values().removeIf(HostLine::isEmpty);
    hopTurns.clear();
    return dropped;
  }

  /** The next chain under way whose host has a place for it. */
  @Nullable Start nextHop() {
    while (!hopTurns.isEmpty()) {
      HostLine line = hopTurns.removeFirst();
      line.hopsHaveTurn = false;
      int place = line.hops.isEmpty() ? Places.NONE : places.take(line.host);
      if (place != Places.NONE) {
        Chain chain = line.hops.removeFirst();
        giveTurns(line);
        forgetIfEmpty(line);
        return new Start(chain, place);
      }
    }
    return null;
  }

  /** The next chain not started whose host has a place for it; one of those in all is taken. */
  @Nullable Start nextFresh() {
    while (!freshTurns.isEmpty() && places.take()) {
      HostLine line = freshTurns.removeFirst();
      line.freshHaveTurn = false;
      Start start = line.fresh.isEmpty() ? null : startFirst(line);
      if (start != null) {
        return start;
      }
      places.give();
    }
    return null;
  }

  /** As {@link #nextFresh}, for this chain alone if it is not started and is its host's first. */
  @Nullable Start start(Chain chain) {
    HostLine line = lines.get(chain.host());
    if (line == null || line.fresh.peekFirst() != chain || !places.take()) {
      return null;
    }
    Start start = startFirst(line);
    if (start == null) {
      places.give();
    }
    return start;
  }

  private @Nullable Start startFirst(HostLine line) {
    int place = places.take(line.host);
    if (place == Places.NONE) {
      return null;
    }
    Chain chain = line.fresh.removeFirst();
    fresh--;
    giveTurns(line);
    forgetIfEmpty(line);
    return new Start(chain, place);
  }

  private HostLine line(HostName host) {
    return lines.computeIfAbsent(host, HostLine::new);
  }

  private void giveTurns(HostLine line) {
    if (!line.hops.isEmpty() && !line.hopsHaveTurn) {
      line.hopsHaveTurn = true;
      hopTurns.addLast(line);
    }
    if (!line.fresh.isEmpty() && !line.freshHaveTurn) {
      line.freshHaveTurn = true;
      freshTurns.addLast(line);
    }
  }

  private void forgetIfEmpty(HostLine line) {
    if (line.isEmpty()) {
      lines.remove(line.host);
    }
  }
}
