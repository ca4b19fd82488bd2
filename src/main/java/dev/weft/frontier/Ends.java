package dev.weft.frontier;

import java.util.List;

/**
 * What reading a stretch of a state's ends gave: those that are the last of their URL, with a
 * record and no further visit queued, in the order in which they happened.
 *
 * @param next the number of the end to read on from
 */
public record Ends(List<Numbered> last, long next) {
  public Ends {
    last = List.copyOf(last);
  }

  /** An end with its number: ends are numbered from 0 in the order in which they happened. */
  public record Numbered(long number, FinishedUrl end) {}
}
