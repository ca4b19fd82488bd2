package dev.weft.frontier;

/** Whether a crawl is over, and by what. */
public enum Ending {
  /** Something is in flight, or waits and will be leased. */
  NONE,
  /** Nothing waits but URLs of hosts at their page limit. */
  DRAINED,
  /** As many pages as the limit allows were fetched. */
  PAGES_MAX,
  /** As many body bytes as the limit allows came over the wire. */
  BYTES_MAX,
  /** Leasing was stopped while URLs still waited. */
  STOPPED
}
