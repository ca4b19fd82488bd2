package dev.weft.gather;

import dev.weft.url.HostName;
import java.util.ArrayDeque;

/**
 * Who waits for a place at one host: chains under way whose redirect led there, and those not
 * started. Each kind knows whether it stands in the list's turn for such; guarded by the list.
 */
final class HostLine {
  final HostName host;
  final ArrayDeque<Chain> hops = new ArrayDeque<>();
  final ArrayDeque<Chain> fresh = new ArrayDeque<>();
  boolean hopsHaveTurn;
  boolean freshHaveTurn;

  HostLine(HostName host) {
    this.host = host;
  }

  boolean isEmpty() {
    return hops.isEmpty() && fresh.isEmpty();
  }
}
