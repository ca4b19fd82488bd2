package dev.weft.politeness;

import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import dev.weft.url.NameNumbers;

/**
 * The manners of hosts that are not asked for now, 64 bits each. Two generations: when the younger
 * is full the older is forgotten, which is then the hosts that were not asked for longest.
 */
final class AbsentManners {
  private final int hostsMax;
  private final Fingerprinter names;
  private NameNumbers younger;
  private NameNumbers older;

  /**
   * Keeps so many hosts, and at most twice as many. The key of {@code names} is to be secret:
   * whoever has it can make names that all come to one place of a table.
   */
  AbsentManners(int hostsMax, Fingerprinter names) {
    this.hostsMax = hostsMax;
    this.names = names;
    younger = new NameNumbers(names);
    older = new NameNumbers(names);
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
      younger = new NameNumbers(names);
    }
  }

  /** What is remembered of a host; 0 if nothing. */
  long of(HostName host) {
    long bits = younger.of(host.toString());
    return bits != 0 ? bits : older.of(host.toString());
  }

  /** What was remembered of a host, which is forgotten here; 0 if nothing. */
  long take(HostName host) {
    long bits = younger.take(host.toString());
    return bits != 0 ? bits : older.take(host.toString());
  }
}
