package dev.weft.parse.extract;

/** The bounds of rules and of what they find on one page. */
public final class Limits {
  /** Rules and fields of one file; each is tried on every page that its patterns match. */
  public static final int PARTS_MAX = 1_000;

  /** Fields within fields; what pages nest deeper is a document, not a record. */
  public static final int NESTING_MAX = 8;

  /** Characters of an expression. */
  public static final int EXPRESSION_CHARS_MAX = 10_000;

  /** Items of one page, over all rules; a listing has some hundred. */
  public static final int ITEMS_MAX = 10_000;

  /** Values of a field with {@code all}. */
  public static final int VALUES_MAX = 10_000;

  /** Characters of one value; a book's chapter fits, a file in Base64 does not. */
  public static final int VALUE_CHARS_MAX = 1 << 20;

  /** Characters of all items of a page together, so that no rule multiplies a page. */
  public static final int PAGE_CHARS_MAX = 16 << 20;

  /** Problems told of one page; the rest is alike. */
  public static final int PROBLEMS_MAX = 20;

  /** Characters of a faulty value that a problem shows. */
  public static final int QUOTE_CHARS_MAX = 80;

  /** Links that follow rules take from a page. */
  public static final int FOLLOWED_MAX = 50_000;

  /** How far a rule may raise or lower a link's priority. */
  public static final int PRIORITY_MAX = 100;

  /** Pages of a list that a rule may follow. */
  public static final int LIST_PAGES_MAX = 1_000_000;

  /** JSON-LD blocks of a page that are read; sites have some five. */
  public static final int JSON_BLOCKS_MAX = 100;

  /** Characters of JSON-LD of a page that are read. */
  public static final int JSON_CHARS_MAX = 4 << 20;

  /** Objects and arrays open at once in JSON-LD. */
  public static final int JSON_DEPTH_MAX = 64;

  /** Characters of a number; longer ones are none. */
  public static final int NUMBER_CHARS_MAX = 100;

  private Limits() {}
}
