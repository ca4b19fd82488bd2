package dev.weft.frontier.rocksdb;

import java.nio.charset.StandardCharsets;

/**
 * The tables of a state, which are RocksDB's column families. Numbers in keys are big-endian, so
 * that they sort; {@link Rows} has the form of values. All together make version {@link
 * StateFolder#VERSION}.
 */
enum Table {
  /**
   * Single rows: {@code key} the secret of the fingerprints; {@code epoch} the last epoch and the
   * totals as of it; {@code note/NAME} the crawl's notes; {@code file/SINK\0PATH} sinks' files.
   */
  META("default"),

  /**
   * URLs that are not finished, in the order in which they leave: origin, a zero byte, priority
   * (highest first), hops, order number → the rest of the URL.
   */
  QUEUE("queue"),

  /**
   * Every URL ever admitted: fingerprint → number of its last end, nothing before the first; and
   * while a visit after the first is queued, fingerprint, a byte 1 → nothing.
   */
  URLS("urls"),

  /** Visits that ended, in the order in which they did: number → what is kept of it. */
  ENDS("ends"),

  /**
   * The same fingerprints as in {@link #URLS} once more, as they are read at start: epoch → those
   * of the URLs that came with it, one behind another.
   */
  SEEN("seen"),

  /** Origin → how many of its URLs are not finished; a 64-bit sum. */
  ORIGINS("origins"),

  /** Host name → its pages that count for its limit; a 64-bit sum. */
  HOSTS("hosts");

  private final String id;

  Table(String id) {
    this.id = id;
  }

  byte[] id() {
    return id.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether values are sums, to which is added without reading them. */
  boolean isSums() {
    return this == ORIGINS || this == HOSTS;
  }
}
