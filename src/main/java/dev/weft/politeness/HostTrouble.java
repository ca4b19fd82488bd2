package dev.weft.politeness;

/**
 * How a host fails just now: failures in a row, and how often in a row it said that it is busy;
 * {@code failuresMax} of both together give it up.
 */
public record HostTrouble(int failuresInRow, int busyInRow, int failuresMax) {
  /** The host does not fail. */
  public static final HostTrouble NONE = new HostTrouble(0, 0, 0);
}
