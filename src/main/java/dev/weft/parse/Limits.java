package dev.weft.parse;

/** The bounds of this room and its backends. */
public final class Limits {
  /** Characters of a title that are kept; a longer one is no title. */
  public static final int TITLE_CHARS_MAX = 1_024;

  /**
   * Elements open at once; what is nested deeper becomes a sibling. Browsers stop at 512 as well.
   */
  public static final int DEPTH_MAX = 512;

  /** Robots metas of a page that are kept; no honest page has more. */
  static final int ROBOTS_METAS_MAX = 16;

  /**
   * Bytes searched for a {@code <meta>} that names the encoding. The standard prescans 1,024 and
   * begins anew when its parser meets a later one; this finds nearly all of those at once.
   */
  static final int PRESCAN_BYTES = 16_384;

  /**
   * Documents that wait for a thread. A crawl has a lease for each, and fewer leases than this; the
   * bound is for those who do not count.
   */
  static final int DOCUMENTS_WAITING_MAX = 100_000;

  /** Bytes of text from which an encoding is guessed: 0.2 ms of CPU; 8,000 took 1.2 ms. */
  static final int GUESS_SAMPLE_BYTES = 2_048;

  /** Bytes beyond ASCII that a guess needs; from fewer it is as good as none. */
  static final int GUESS_BYTES_MIN = 6;

  /** ICU's confidence, of 100, below which a guess does not count. */
  static final int GUESS_CONFIDENCE_MIN = 20;

  private Limits() {}
}
