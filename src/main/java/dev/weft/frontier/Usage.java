package dev.weft.frontier;

/**
 * What a grant used: whether a request went to the host (its delay then runs from now), whether it
 * gave a page with 2xx, and how many body bytes came over the wire.
 */
public record Usage(boolean requestMade, boolean pageFetched, long wireBytes) {
  /** Nothing went over the wire. */
  public static final Usage NONE = new Usage(false, false, 0);

  public Usage {
    if (wireBytes < 0) {
      throw new IllegalArgumentException("wireBytes is " + wireBytes + "; must be 0 or more");
    }
  }
}
