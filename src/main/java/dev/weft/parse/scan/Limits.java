package dev.weft.parse.scan;

/** The bounds of this room, beside those of its parent. */
final class Limits {
  /** Attributes of a tag that are looked at, as many as jsoup keeps of an element. */
  static final int ATTRIBUTES_MAX = 512;

  /**
   * Elements of foreign content, and of HTML inside it, open at once; what is deeper takes the
   * place of its parent. As many as {@link dev.weft.parse.Limits#DEPTH_MAX}.
   */
  static final int FOREIGN_DEPTH_MAX = dev.weft.parse.Limits.DEPTH_MAX;

  /**
   * Bytes of a link with character references that are decoded in place; a longer one goes through
   * a String. Eight times the longest URL, so that only what is no URL is longer.
   */
  static final int DECODED_BYTES_MAX = 8 * dev.weft.url.Limits.HREF_CHARS_MAX;

  /** Numbers for which memory is kept from page to page: 128 KB, of some 8,000 links. */
  static final int NOTES_KEPT_READY = 32_768;

  /** Scans whose scratch memory is kept for the next, more than there are loops that scan. */
  static final int SPARE_SCANS_MAX = 16;

  private Limits() {}
}
