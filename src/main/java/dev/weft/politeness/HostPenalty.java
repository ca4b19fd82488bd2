package dev.weft.politeness;

/** What a failed try costs the host as a whole. */
public enum HostPenalty {
  /** Nothing: the fault is the URL's, or retrying it alone is enough. */
  NONE,
  /** The host rests until this URL may be tried again: it said that it is busy. */
  REST,
  /**
   * The host rests after each failure in a row, twice as long each time: it may be down, and every
   * URL of it would fail.
   */
  BACK_OFF
}
