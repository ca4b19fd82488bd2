package dev.weft.frontier;

/** What became of a URL offered to the frontier. */
public enum Admission {
  /** It is new and queued now. */
  ADMITTED,
  /** It was admitted before, in whatever state it is by now. */
  DUPLICATE
}
