package dev.weft.engine;

/**
 * What the crawl keeps in the heap besides bodies and pages that are parsed, in proportion to the
 * heap: two fifths of it, if all is used up.
 *
 * @param hostsMax hosts in memory at once, with the frontier's URLs at hand, and origins of which
 *     addresses and lanes are kept: 3 KB each. The ledger has twice as many hosts. One pushed out
 *     is prepared anew
 * @param robotsBytesMax robots rules; those pushed out are asked for again. Of each host in memory
 *     2 KB, which is ten to twenty rules
 * @param recordsWaitingMax finished pages that may wait for the sinks, 2 KB each without their
 *     bodies; leasing pauses when those and the leases in flight reach it
 */
record MemoryLimits(int hostsMax, long robotsBytesMax, int recordsWaitingMax) {
  /** A heap of 800 MB or more. */
  static final MemoryLimits DEFAULT = new MemoryLimits(50_000, 100 << 20, 20_000);

  private static final int HEAP_PER_HOST = 16 << 10;
  private static final int ROBOTS_SHARE = 6;

  /** The largest files, of half a megabyte, take half of this once they are read. */
  private static final long ROBOTS_BYTES_MIN = 16 << 20;

  private static final int HEAP_PER_RECORD = 40 << 10;

  /** The limits for a heap of this many bytes. */
  static MemoryLimits of(long heapBytes) {
    return new MemoryLimits(
        (int) Math.min(DEFAULT.hostsMax, heapBytes / HEAP_PER_HOST),
        Math.max(ROBOTS_BYTES_MIN, Math.min(DEFAULT.robotsBytesMax, heapBytes / ROBOTS_SHARE)),
        (int) Math.min(DEFAULT.recordsWaitingMax, heapBytes / HEAP_PER_RECORD));
  }
}
