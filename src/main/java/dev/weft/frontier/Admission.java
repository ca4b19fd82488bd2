package dev.weft.frontier;

/** What became of a URL offered to the frontier. */
public enum Admission {
  /** It is new and queued now. */
  ADMITTED,
  /** It was admitted before, in whatever state it is by now. */
  DUPLICATE,
  /**
   * It is in neither the seen set nor its memory any more: the store finds out with the next commit
   * whether it is new, and if so it is queued then.
   */
  DEFERRED
}
