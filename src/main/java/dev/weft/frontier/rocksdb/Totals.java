package dev.weft.frontier.rocksdb;

/** The last epoch committed, and the crawl's sums as of it; {@code finished} numbers ends too. */
record Totals(
    long epoch, long nextOrder, long finished, long pagesFetched, long wireBytes, long duplicates) {
  static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, 0);
}
