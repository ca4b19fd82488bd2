package dev.weft.dns.netty;

import java.time.Duration;

/**
 * The bounds of asking name servers.
 *
 * @param timeout how long one server is waited for; a recursive one that is well answers in under a
 *     second even if it must ask around
 * @param triesMax questions to servers for one record set, over all servers and CNAMEs
 * @param familyWait how long addresses of one family wait for the other's; RFC 8305 §3 says 50 ms,
 *     which a busy loop may be late by
 * @param cnamesMax links of a CNAME chain that are followed; BIND follows 16, and sites use three
 * @param namesMax names asked for at once, with a socket for each question
 * @param queueMax names waiting for that; more are refused as failed for now
 * @param entriesMax answers remembered, some 300 bytes each
 * @param ttlMin how long addresses are good at least; a TTL of 0 would have every request ask
 * @param ttlMax how long at most, whatever a server says, so that a mistake of its ends today
 * @param negativeTtlMax how long a name is known to be none at most (RFC 2308 §5 says one to three
 *     hours; a seed that has just been registered should not wait for that)
 * @param negativeTtlUsual how long, if the answer has no SOA record to tell
 * @param failureTtl how long a failure is remembered, less than the first wait for another try
 * @param hostsAge how long the hosts file is believed before it is read again
 */
record Limits(
    Duration timeout,
    int triesMax,
    Duration familyWait,
    int cnamesMax,
    int namesMax,
    int queueMax,
    int entriesMax,
    Duration ttlMin,
    Duration ttlMax,
    Duration negativeTtlMax,
    Duration negativeTtlUsual,
    Duration failureTtl,
    Duration hostsAge) {

  static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(2),
          4,
          Duration.ofMillis(100),
          8,
          500,
          100_000,
          50_000,
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMinutes(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1));

  /**
   * A time to live that a server gave, in seconds, within bounds; half of them mean 0 (RFC 2181).
   */
  Duration ttl(long seconds) {
    Duration given = Duration.ofSeconds(seconds > Integer.MAX_VALUE ? 0 : seconds);
    return within(given, ttlMin, ttlMax);
  }

  /** The same for an answer that there is nothing. */
  Duration negativeTtl(long seconds) {
    Duration given = Duration.ofSeconds(seconds > Integer.MAX_VALUE ? 0 : seconds);
    return within(given, failureTtl, negativeTtlMax);
  }

  private static Duration within(Duration given, Duration least, Duration most) {
    if (given.compareTo(least) < 0) {
      return least;
    }
    return given.compareTo(most) > 0 ? most : given;
  }
}
