package dev.weft.parse.frame;

/** The bounds of the wire form. */
public final class Limits {
  /**
   * Bytes of a frame's fields. 50,000 links of 1,000 characters fit; items that were extracted from
   * one page and take more are an accident.
   */
  public static final int FIELDS_BYTES_MAX = 64 << 20;

  /** Bytes of a frame's body, unless a receiver asks for less. */
  public static final int BODY_BYTES_MAX = 1 << 30;

  /** What goes through the socket at a time, at either end; the pages of the web mostly fit. */
  static final int PIECE_BYTES = 64 << 10;

  /** Arrays larger than this are not kept for the next frame. */
  static final int KEPT_BYTES_MAX = 4 << 20;

  private Limits() {}
}
