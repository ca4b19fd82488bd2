package dev.weft.politeness;

import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import dev.weft.url.NameNumbers;

/**
 * The manners of hosts that are not asked for now, 64 bits each. Two generations: when the younger
 * is full the older is forgotten, which is then the hosts that were not asked for longest.
 */
final class AbsentManners {
  /** Nobody gains by two hosts being taken for one, so the key need not be secret. */
  private static final Fingerprinter NAMES = new Fingerprinter(1, 2);

  private final int hostsMax;
  private NameNumbers younger = new NameNumbers(NAMES);
  private NameNumbers older = new NameNumbers(NAMES);

  /** Keeps so many hosts, and at most twice as many. */
  AbsentManners(int hostsMax) {
    this.hostsMax = hostsMax;
  }

  boolean isEmpty() {
    return younger.isEmpty() && older.isEmpty();
  }

  /** Remembers a host by what {@link HostManners#bits} told; 0 is nothing to remember. */
  void put(HostName host, long bits) {
    if (bits == 0) {
      return;
    }
    younger.put(host.toString(), bits);
    if (younger.size() >= hostsMax) {
      older = younger;
      younger = new NameNumbers(NAMES);
    }
  }

  /** What was remembered of a host, which is forgotten here; 0 if nothing. */
  long take(HostName host) {
    long bits = younger.take(host.toString());
    return bits != 0 ? bits : older.take(host.toString());
  }
}
