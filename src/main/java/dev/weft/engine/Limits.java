package dev.weft.engine;

/**
 * The bounds of the crawl loop itself, each with its reason.
 *
 * @param redirectsMax hops of a redirect chain that are followed; the Fetch standard allows 20, but
 *     no honest site needs ten
 * @param documentBytesMax bytes of a page's content that are parsed; the rest is only counted
 * @param readingMax answers that are looked into at once, each with its content and its document in
 *     memory; as many as there are loops or cores
 * @param robotsBytesMax bytes of a robots.txt that are read (RFC 9309 §2.5 asks for at least 500
 *     KiB)
 * @param seedsPerTurn seeds admitted before the loop looks at its mailbox again
 * @param grantsPerTurn leases handed out before the loop looks at its mailbox again
 * @param tasksPerTurn messages read before the loop leases again
 * @param hookTriesMax tries of a URL that a hook may ask for; more help no site
 * @param epochs when what was done is committed
 * @param memory what is kept in the heap
 */
record Limits(
    int redirectsMax,
    int documentBytesMax,
    int readingMax,
    int robotsBytesMax,
    int seedsPerTurn,
    int grantsPerTurn,
    int tasksPerTurn,
    int hookTriesMax,
    EpochLimits epochs,
    MemoryLimits memory) {

  /** URLs whose tries are remembered in the notes, at 100 bytes each; all are read at a start. */
  static final int TRIED_URLS_MAX = 10_000;

  /** Hosts whose rest outlives the run, at 200 bytes each; all are read at a start. */
  static final int NOTED_RESTS_MAX = 20_000;

  /** Origins of whose robots.txt the lines that denied something are remembered. */
  static final int DENYING_ORIGINS_MAX = 1_000;

  /** Such lines of one file. */
  static final int DENYING_LINES_MAX = 30;

  static final Limits DEFAULT =
      new Limits(
          10,
          10 << 20,
          1,
          500 * 1024,
          1_000,
          256,
          1024,
          20,
          EpochLimits.DEFAULT,
          MemoryLimits.DEFAULT);

  /** These limits with others for epochs. */
  Limits with(EpochLimits other) {
    return with(documentBytesMax, readingMax, other, memory);
  }

  /**
   * These limits for a heap of this many bytes and so many answers at once that may each need a
   * DOM: it takes about ten times its document, and all of them together may take a third of the
   * heap.
   */
  Limits within(long heapBytes, int atOnce) {
    long document = Math.max(256 << 10, heapBytes / (30L * atOnce));
    return with(
        (int) Math.min(documentBytesMax, document), atOnce, epochs, MemoryLimits.of(heapBytes));
  }

  private Limits with(
      int newDocumentBytesMax, int newReadingMax, EpochLimits newEpochs, MemoryLimits newMemory) {
    return new Limits(
        redirectsMax,
        newDocumentBytesMax,
        newReadingMax,
        robotsBytesMax,
        seedsPerTurn,
        grantsPerTurn,
        tasksPerTurn,
        hookTriesMax,
        newEpochs,
        newMemory);
  }
}
