package dev.weft.control;

import java.time.Duration;

/** The bounds of this room. */
final class Limits {
  /** A question: a URL of any length that a crawl takes, and a verb. */
  static final int QUESTION_BYTES_MAX = 16 << 10;

  /** An answer: the status of a crawl is 2 KB; this leaves room for a list. */
  static final int ANSWER_BYTES_MAX = 4 << 20;

  /** The line above an answer: a word and a length, or a sentence of refusal. */
  static final int HEAD_BYTES_MAX = 4 << 10;

  /** For a peer to send its question or to take its answer; both are on one machine. */
  static final Duration PEER_PATIENCE = Duration.ofSeconds(2);

  /** For the crawl to think of an answer; its loop turns many times a second. */
  static final Duration THOUGHT_PATIENCE = Duration.ofSeconds(10);

  /** What {@code sun_path} of a Unix socket's address holds, with its closing zero, on Linux. */
  static final int SOCKET_PATH_BYTES_MAX = 107;

  /** Askers that may wait to be let in. */
  static final int BACKLOG = 16;

  /**
   * A run that has just begun has the lock and has not yet said who it is; a question about the
   * lock holds it for an instant.
   */
  static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

  /** Between two tries to lock. */
  static final Duration LOCK_PAUSE = Duration.ofMillis(10);

  /** The file that names a lock's owner: five short lines. */
  static final int OWNER_BYTES_MAX = 4 << 10;

  private Limits() {}
}
