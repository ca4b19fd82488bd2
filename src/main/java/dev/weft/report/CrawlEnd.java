package dev.weft.report;

/** Why a crawl ended. */
public enum CrawlEnd {
  /** Nothing is left to fetch. */
  FINISHED("finished"),
  /** As many pages were fetched as the limit allows. */
  PAGES_MAX("max-pages"),
  /** As many bytes were read as the limit allows. */
  BYTES_MAX("max-bytes"),
  /** The time the user gave was over. */
  DURATION_MAX("max-duration"),
  /** The user asked it to stop; what was in flight was finished or handed back. */
  STOPPED("stopped"),
  /** A sink could not write; what it wrote before is kept. */
  SINK_FAILED("sinkFailed"),
  /** The state could not be read or written; what was committed before is kept. */
  STATE_FAILED("stateFailed"),
  /** Less is free on the disk than is to stay free; all that was done is committed. */
  DISK_LOW("min-free-disk"),
  /** An invariant broke; what was written before is kept. */
  BROKEN("broken");

  private final String code;

  CrawlEnd(String code) {
    this.code = code;
  }

  /** The word used in summaries: the flag's name where a limit ended the crawl. */
  public String code() {
    return code;
  }
}
