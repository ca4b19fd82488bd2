package dev.weft.gather;

/** In which order the results of a list are given. */
public enum Order {
  /** As each is there. */
  AS_COMPLETED,
  /** As the URLs were given; a result waits for those before it. */
  AS_GIVEN
}
