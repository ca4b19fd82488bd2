package dev.weft.frontier.rocksdb;

/**
 * The bounds of this room.
 *
 * @param logBytesMax the log that is read again after a crash: 128 MiB take about a second
 * @param lookUpsMax fingerprints looked up by one call of RocksDB; more at once gain nothing
 * @param appendsMax URLs that gather on the crawl loop before they are handed over
 * @param seenAtOnce fingerprints put into the seen set at once at start: 8 MiB, and as much again
 * @param memoryBytesMin what RocksDB needs to work at all, whatever it is given
 */
record Limits(
    long logBytesMax, int lookUpsMax, int appendsMax, int seenAtOnce, long memoryBytesMin) {
  static final Limits DEFAULT = new Limits(128 << 20, 1_024, 1_024, 1 << 20, 16 << 20);
}
