package dev.weft.dns.netty;

import java.net.InetAddress;
import java.util.List;

/** What became of a question for the addresses of one family. */
sealed interface Verdict {
  /** There are some; {@code ttlSeconds} is the least of all records on the way to them. */
  record Found(List<InetAddress> addresses, long ttlSeconds) implements Verdict {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * There are none, or there is no such name at all. {@code ttlSeconds} is what the zone's SOA says
   * of that, negative if there was none.
   */
  record None(boolean isName, long ttlSeconds, String message) implements Verdict {}

  /** No server told. */
  record Failed(String message) implements Verdict {}
}
