package dev.weft.robots;

import java.time.Duration;

/** The bounds of this room. */
final class Limits {
  /**
   * Bytes of a file that are parsed; the least that RFC 9309 §2.5 asks for, and Google's number.
   */
  static final int CONTENT_BYTES_MAX = 500 * 1024;

  /** Redirects followed for one file (RFC 9309 §2.3.1.2 asks for at least five). */
  static final int REDIRECTS_MAX = 5;

  /** How long rules hold where the answer does not say (RFC 9309 §2.4), and at most. */
  static final Duration TTL_MAX = Duration.ofHours(24);

  /** How long rules hold at least; an answer may say zero, but a file per page helps nobody. */
  static final Duration TTL_MIN = Duration.ofMinutes(10);

  /** When to ask again for a file that could not be had. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  /** Character comparisons that a decision about one URL may cost; about ten milliseconds. */
  static final long COMPARISONS_MAX = 50_000_000;

  /** What an origin's rules take in a cache, with the place there, if they say nothing. */
  static final int ENTRY_BYTES = 400;

  /** What a rule takes besides its characters. */
  static final int RULE_BYTES = 160;

  /** What a text takes besides its characters. */
  static final int TEXT_BYTES = 56;

  private Limits() {}
}
