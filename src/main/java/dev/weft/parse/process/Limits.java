package dev.weft.parse.process;

import java.time.Duration;

/** The bounds of the pool. */
final class Limits {
  /**
   * Documents a worker has at once: one that it parses, and some in the socket's buffer. A small
   * one is parsed in a third of a millisecond, and the threads of this side may take longer to be
   * woken. More would only wait there, and be sent again if it ends.
   */
  static final int IN_FLIGHT_MAX = 4;

  /** A worker is sent more when it has so many left: the sender is woken once for two documents. */
  static final int IN_FLIGHT_LOW = 2;

  /**
   * Documents that wait for a worker. A crawl has a lease for each, and fewer leases than this; the
   * bound is for those who do not count.
   */
  static final int WAITING_MAX = 100_000;

  /** Workers that a document may cost before it is told to be unparsable. */
  static final int WORKERS_COST_MAX = 2;

  /**
   * Workers that may be killed from outside while they parse one document: whoever kills them at
   * random may meet it more than once, and the kernel may kill what a document makes too large.
   */
  static final int WORKERS_LOST_MAX = 10;

  /** A worker is up in half a second; a busy machine may take many times that. */
  static final Duration START_MAX = Duration.ofSeconds(30);

  /** The wait after a worker that answered nothing; it doubles up to the longest. */
  static final Duration BACK_OFF_FIRST = Duration.ofMillis(50);

  /** The longest wait where workers start. */
  static final Duration BACK_OFF_MAX = Duration.ofSeconds(1);

  /** The longest wait where they do not even start. */
  static final Duration BACK_OFF_START_MAX = Duration.ofSeconds(10);

  /** Starts that fail one after another before documents are told that there is no worker. */
  static final int STARTS_FAILED_MAX = 4;

  /** How long threads and processes may take to end when the pool is closed. */
  static final Duration END_MAX = Duration.ofMillis(1_500);

  /** How long a worker may take to write a class-data archive of some 15 MB. */
  static final Duration ARCHIVE_MAX = Duration.ofSeconds(30);

  /** Class-data archives that are kept: those of two versions of Weft on two JVMs. */
  static final int ARCHIVES_MAX = 4;

  /** What is kept of a worker's last words. */
  static final int LAST_WORDS_CHARS = 500;

  /** A wire body is at most this part of a worker's heap; a longer one is decoded on this side. */
  static final int HEAP_PER_BODY = 8;

  private Limits() {}
}
