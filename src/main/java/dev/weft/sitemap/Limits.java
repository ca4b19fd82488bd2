package dev.weft.sitemap;

/** The bounds of this room. */
final class Limits {
  /** Bytes of a sitemap, unpacked, that are read: the protocol's number. */
  static final int CONTENT_BYTES_MAX = 50 << 20;

  /** Entries of a sitemap, and sitemaps of an index, that are taken: the protocol's number. */
  static final int ENTRIES_MAX = 50_000;

  private Limits() {}
}
