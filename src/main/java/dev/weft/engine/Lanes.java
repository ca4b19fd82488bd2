package dev.weft.engine;

/**
 * How many requests to one origin are in flight on each lane of the fetcher. A request goes where
 * the fewest are, so that an origin's connections spread over the I/O loops and one that is allowed
 * a single request keeps to the lane whose connection is warm.
 */
final class Lanes {
  private final int[] inFlight;
  private int last;

  Lanes(int lanes, int first) {
    this.inFlight = new int[lanes];
    this.last = Math.floorMod(first, lanes);
  }

  /** Takes a place on a lane and names it. */
  int take() {
    int lane = last;
    for (int i = 0; i < inFlight.length; i++) {
      if (inFlight[i] < inFlight[lane]) {
        lane = i;
      }
    }
    inFlight[lane]++;
    last = lane;
    return lane;
  }

  /** Gives a place back. */
  void release(int lane) {
    if (--inFlight[lane] < 0) {
      throw new IllegalStateException("lane " + lane + " released more often than taken");
    }
  }
}
