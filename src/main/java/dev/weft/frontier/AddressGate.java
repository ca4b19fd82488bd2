package dev.weft.frontier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hosts at one network address share, where that is limited: a pace and the requests in
 * flight. Each host has its own gate besides; the address decides when one of them may go, and its
 * schedule which.
 */
final class AddressGate extends Turn {
  final Schedule<HostGate> hosts = new Schedule<>();
  final String key;
  private int members;
  private HostPace pace;
  private int inFlight;
  private long answeredNanos;
  private boolean answered;

  AddressGate(String key, HostPace pace) {
    this.key = key;
    this.pace = pace;
  }

  void joined() {
    members++;
  }

  /** A host has left; whether it was the last. */
  boolean left() {
    members--;
    return members == 0;
  }

  /** Whether any host is here. */
  boolean hasHosts() {
    return members > 0;
  }

  /** Whether it may be forgotten with a host: it is not, while others are here. */
  boolean mayLose(HostGate host, long nowNanos) {
    return members > 1 || (host.address == this && isAtRest(nowNanos));
  }

  /** Whether nothing is in flight here, and no delay holds. */
  boolean isAtRest(long nowNanos) {
    return inFlight == 0 && openNanos() <= nowNanos;
  }

  void pace(HostPace newPace) {
    pace = newPace;
  }

  /** From when it lets hosts go; {@link Schedule#NEVER} while only an answer can open it. */
  long openNanos() {
    if (inFlight >= pace.inFlightMax()) {
      return Schedule.NEVER;
    }
    if (!answered) {
      return Long.MIN_VALUE;
    }
    long until = answeredNanos + pace.delayNanos();
    return until < answeredNanos ? Schedule.NEVER : until;
  }

  /** When the first of its hosts may go by time alone. */
  long startNanos() {
    return Math.max(openNanos(), hosts.nextDueNanos());
  }

  void enter() {
    inFlight++;
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

  @Override
  @Nullable HostGate first(long nowNanos) {
    return hosts.first(nowNanos);
  }

  @Override
  List<HostGate> list(int max) {
    return hosts.list(max);
  }
}
