package dev.weft.scope;

/** The bounds of this room. */
final class Limits {
  /** Characters of a pattern; a longer one is a mistake, and matching costs time by its length. */
  static final int PATTERN_CHARS_MAX = 2_048;

  /** Bytes of a seed line: the longest URL, a scope and a comment fit. */
  static final int SEED_LINE_BYTES_MAX = 16_384;

  /** Problems told one by one for a source; a binary file would give millions. */
  static final int SEED_PROBLEMS_MAX = 100;

  /** Characters of a faulty line that its message quotes. */
  static final int QUOTE_CHARS_MAX = 80;

  /** Characters of a problem's sentence; the reasons of the URL parser quote as well. */
  static final int PROBLEM_CHARS_MAX = 400;

  /** Bytes a seed sends: a form or a query, held in memory for as long as the crawl. */
  static final int SUBMISSION_BYTES_MAX = 1 << 20;

  private Limits() {}
}
