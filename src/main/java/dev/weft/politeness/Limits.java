package dev.weft.politeness;

import java.time.Duration;

/** The bounds of this room. */
final class Limits {
  /** The longest delay a user may ask for; beyond a day the crawl would look dead. */
  static final Duration DELAY_MAX = Duration.ofDays(1);

  /** The most requests of one host in flight that a user may ask for: a machine's local ports. */
  static final int PER_HOST_MAX = 50_000;

  /** The most that the search on sites of one's own goes up to; more only queue in the server. */
  static final int CLIMB_MAX = 512;

  /** A longer Crawl-delay is kept as this: some files ask for days, most of them by mistake. */
  static final Duration CRAWL_DELAY_MAX = Duration.ofSeconds(60);

  /** A longer Retry-After is kept as this; the host is then asked again. */
  static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  /** The longest wait before a retry that the table's growth leads to. */
  static final Duration RETRY_WAIT_MAX = Duration.ofMinutes(10);

  /** The longest rest of a host that keeps failing. */
  static final Duration BACK_OFF_MAX = Duration.ofMinutes(5);

  /** Doublings of a second that lead beyond {@link #BACK_OFF_MAX}; more would overflow. */
  static final int BACK_OFF_DOUBLINGS_MAX = 10;

  /** The longest delay that the throttle leads to; more would be a rest, which back-off is for. */
  static final Duration THROTTLE_MAX = Duration.ofSeconds(60);

  /** The most that the throttle's share may be: an answer of a second then means a minute. */
  static final int THROTTLE_SHARE_MAX = 60;

  /** The most failures in a row before a host is given up; with full rests that is three days. */
  static final int HOST_FAILURES_MAX = 1_000;

  /**
   * Hosts not asked for now whose delay and failures are remembered, at 24 to 48 bytes each, and at
   * most twice as many: 25 MB. Only those with something to remember count. What is forgotten is
   * how often a host failed; the user's delay and its robots rules hold all the same.
   */
  static final int ABSENT_HOSTS_MAX = 1 << 18;

  /** Hosts that the ledger keeps a line for, at 200 to 400 bytes each: 40 MB at most. */
  static final int LEDGER_HOSTS_MAX = 100_000;

  /** Hosts whose line outlives the run: 200 bytes each, all written anew as they are asked. */
  static final int NOTED_HOSTS_MAX = 10_000;

  private Limits() {}
}
