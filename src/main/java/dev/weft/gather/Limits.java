package dev.weft.gather;

/**
 * The bounds of a list being fetched that its caller does not set.
 *
 * @param urlsWaitingMax URLs read from the list and not started, some 200 bytes each; so many, that
 *     hosts whose turn it is are found behind a busy one
 * @param resultsMax results that nobody has taken; their bodies are bounded by the fetcher's
 *     budget, the rest of a result is some 2 KB
 */
record Limits(int urlsWaitingMax, int resultsMax) {
  static final Limits DEFAULT = new Limits(10_000, 1_000);
}
