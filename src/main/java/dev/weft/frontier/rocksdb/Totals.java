package dev.weft.frontier.rocksdb;

/** The last epoch committed, and the crawl's sums as of it; {@code finished} numbers ends too. */
record Totals(
    long epoch, long nextOrder, long finished, long pagesFetched, long wireBytes, long duplicates) {
  static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, 0);

  /** The same at the beginning of another run: what limits go by is 0. */
  Totals beginningAnew() {
    return new Totals(epoch, nextOrder, finished, 0, 0, 0);
  }
}
