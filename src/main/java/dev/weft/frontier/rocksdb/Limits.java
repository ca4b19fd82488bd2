package dev.weft.frontier.rocksdb;

/**
 * The bounds of this room.
 *
 * @param logBytesMax the log that is read again after a crash: 128 MiB take about a second
 * @param lookUpsMax fingerprints looked up by one call of RocksDB; more at once gain nothing
 * @param appendsMax URLs that gather on the crawl loop before they are handed over
 * @param seenAtOnce fingerprints put into the seen set at once at start: 8 MiB, and as much again
 * @param cursorsMax origins of which it is remembered how far they were read, 200 to 300 bytes
 *     each; the reading of one that is forgotten begins anew, at the cost of rows that were
 *     finished
 * @param originRowsMax origins looked at for one answer, of which many may have nothing waiting: 10
 *     milliseconds
 * @param memoryBytesMin what RocksDB needs to work at all, whatever it is given
 */
record Limits(
    long logBytesMax,
    int lookUpsMax,
    int appendsMax,
    int seenAtOnce,
    int cursorsMax,
    int originRowsMax,
    long memoryBytesMin) {
  static final Limits DEFAULT =
      new Limits(128 << 20, 1_024, 1_024, 1 << 20, 65_536, 8_192, 16 << 20);
}
