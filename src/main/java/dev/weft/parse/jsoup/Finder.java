package dev.weft.parse.jsoup;

/** A query in a form that can be run. Immutable; any thread. */
interface Finder {
  /** Hands over what it finds from a place on, until {@code taker} wants no more. */
  void find(PageView page, Spot from, Taker taker);

  /** Takes what is found. */
  interface Taker {
    /** Takes one; false if no more is wanted. */
    boolean take(Spot spot);
  }
}
