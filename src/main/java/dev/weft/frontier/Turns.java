package dev.weft.frontier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among hosts. Those at an address with a pace of its own take turns within it,
 * and the address takes turns with all others as if it were one host. Origins that are drained have
 * a schedule of their own; where both have one that could go for equally long, they alternate.
 */
final class Turns {
  private final Schedule<Turn> asking = new Schedule<>();
  private final Schedule<HostGate> draining = new Schedule<>();
  private final Map<String, AddressGate> addresses = new HashMap<>();

  /** Addresses that their last host has left while they were to be left alone, the first first. */
  private final Deque<AddressGate> left = new ArrayDeque<>();

  private boolean drainedLast;

  /** The gate that has been able to go for longest; of drained ones alone if not {@code mayAsk}. */
  @Nullable HostGate first(boolean mayAsk, long nowNanos) {
    Turn asked = mayAsk ? asking.first(nowNanos) : null;
    HostGate drained = draining.first(nowNanos);
    if (asked == null || drained == null) {
      return asked == null ? drained : asked.first(nowNanos);
    }
    if (drained.dueNanos() == asked.dueNanos()) {
      drainedLast = !drainedLast;
      return drainedLast ? drained : asked.first(nowNanos);
    }
    return drained.dueNanos() < asked.dueNanos() ? drained : asked.first(nowNanos);
  }

  /** When the first may go by time alone; of drained ones alone if not {@code mayAsk}. */
  long nextDueNanos(boolean mayAsk) {
    long asked = mayAsk ? asking.nextDueNanos() : Schedule.NEVER;
    return Math.min(asked, draining.nextDueNanos());
  }

  /** Puts a gate where its due time says, or out if no URL waits in it. */
  void place(HostGate gate, long nowNanos) {
    AddressGate address = gate.address;
    if (gate.queued() == 0) {
      leaveSchedule(gate);
    } else if (gate.draining) {
      draining.place(gate, gate.startNanos(), nowNanos);
    } else if (address == null) {
      asking.place(gate, gate.startNanos(), nowNanos);
    } else {
      address.hosts.place(gate, gate.startNanos(), nowNanos);
    }
    if (address != null) {
      place(address, nowNanos);
    }
  }

  /** Ends a gate's turn, and its address's: once placed again they go behind the others. */
  void endTurn(HostGate gate) {
    leaveSchedule(gate);
    if (gate.address != null) {
      asking.remove(gate.address);
    }
  }

  private void leaveSchedule(HostGate gate) {
    if (gate.draining) {
      draining.remove(gate);
    } else if (gate.address == null) {
      asking.remove(gate);
    } else {
      gate.address.hosts.remove(gate);
    }
  }

  private void place(AddressGate address, long nowNanos) {
    asking.place(address, address.startNanos(), nowNanos);
  }

  /**
   * Makes a gate share an address; what is in flight still counts where it was granted.
   *
   * @return whether it shared none before, or another
   */
  boolean share(HostGate gate, String key, HostPace pace, long nowNanos) {
    forgetLeft(nowNanos);
    forgetAtRest(addresses.get(key), nowNanos);
    AddressGate address = addresses.computeIfAbsent(key, any -> new AddressGate(key, pace));
    address.pace(pace);
    AddressGate old = gate.address;
    if (old != address) {
      leaveSchedule(gate);
      gate.address = address;
      address.joined();
      if (old != null) {
        leave(old, nowNanos);
      }
    }
    place(gate, nowNanos);
    return old != address;
  }

  /** Forgets a gate that is at rest. */
  void forget(HostGate gate, long nowNanos) {
    AddressGate address = gate.address;
    leaveSchedule(gate);
    gate.address = null;
    if (address != null) {
      leave(address, nowNanos);
    }
  }

  /** An address that no host has any more is kept as long as it is to be left alone. */
  private void leave(AddressGate address, long nowNanos) {
    place(address, nowNanos);
    if (address.left()) {
      left.add(address);
      forgetLeft(nowNanos);
    }
  }

  /** Forgets addresses without hosts, as many as come to rest in the order they were left in. */
  private void forgetLeft(long nowNanos) {
    AddressGate eldest = left.peek();
    while (eldest != null && (eldest.hasHosts() || eldest.isAtRest(nowNanos))) {
      left.remove();
      forgetAtRest(eldest, nowNanos);
      eldest = left.peek();
    }
  }

  private void forgetAtRest(@Nullable AddressGate address, long nowNanos) {
    if (address != null && !address.hasHosts() && address.isAtRest(nowNanos)) {
      asking.remove(address);
      addresses.remove(address.key, address);
    }
  }

  /** How many addresses are kept; tests ask. */
  int addresses() {
    return addresses.size();
  }

  /** Ends what was granted to a host at this address. */
  void leave(@Nullable AddressGate address, boolean requestMade, long nowNanos) {
    if (address != null) {
      address.leave(requestMade, nowNanos);
      place(address, nowNanos);
    }
  }

  /** The answer to what was granted to a host at this address is there. */
  void answered(@Nullable AddressGate address, long nowNanos) {
    if (address != null) {
      address.answered(nowNanos);
      place(address, nowNanos);
    }
  }

  /** Up to {@code max} gates in which URLs wait, those that may go first, the drained last. */
  List<HostGate> list(int max) {
    List<HostGate> gates = new ArrayList<>();
    for (Turn turn : asking.list(max)) {
      gates.addAll(turn.list(max - gates.size()));
    }
    gates.addAll(draining.list(max - gates.size()));
    return gates;
  }
}
