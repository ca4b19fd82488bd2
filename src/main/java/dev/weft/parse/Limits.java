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

  /** Distinct links of a page that are told apart: 48 MB; those beyond are not counted. */
  static final int DISTINCT_LINKS_MAX = 1 << 22;

  /** Links for which memory is kept from page to page: 128 KB. Few pages have more. */
  static final int LINKS_KEPT_READY = 8_192;

  /**
   * Characters of a link that are looked at where they stand; a longer one goes through the parser
   * of the standard. Eight times the longest URL, so that only what is no URL is longer.
   */
  static final int LINK_CHARS_USUAL = 8 * dev.weft.url.Limits.HREF_CHARS_MAX;

  /** Characters of a link for which memory is kept from page to page. */
  static final int LINK_CHARS_KEPT_READY = dev.weft.url.Limits.HREF_CHARS_MAX;

  private Limits() {}
}
