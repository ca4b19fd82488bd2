package dev.weft.url;

/** The bounds of this room. */
public final class Limits {
  /**
   * Longest canonical URL, in characters. A longer one is no URL for us: servers commonly refuse
   * request lines over 8 KB, and a page of a million long links must stay affordable.
   */
  public static final int HREF_CHARS_MAX = 8_192;

  private Limits() {}
}
