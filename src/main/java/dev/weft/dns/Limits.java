package dev.weft.dns;

import java.time.Duration;

/**
 * The bounds of name look-ups.
 *
 * @param threads look-ups at once; each blocks a thread in the system's resolver, which waits 5 s
 *     and more for a dead name server
 * @param queueMax look-ups waiting for a thread; more are refused as failed for now
 * @param entriesMax answers remembered, some 300 bytes each
 * @param ttl how long an address is good, since the system does not tell; five minutes is what most
 *     sites' records say
 * @param negativeTtl how long a failure is remembered, so that a dead host's URLs do not each ask
 */
record Limits(int threads, int queueMax, int entriesMax, Duration ttl, Duration negativeTtl) {
  static final Limits DEFAULT =
      new Limits(16, 100_000, 10_000, Duration.ofMinutes(5), Duration.ofSeconds(30));
}
