package dev.weft.engine;

/**
 * How many requests to one origin are in flight on each lane of the fetcher. A request goes where
 * the fewest are, so that an origin's connections spread over the I/O loops and one that is allowed
 * a single request keeps to the lane whose connection is warm. An origin that answers in HTTP/2
 * keeps to one lane: the connection there serves them all.
 */
final class Lanes {
  private final int[] inFlight;
  private int taken;
  private int last;
  private boolean shared;

  Lanes(int lanes, int first) {
    this.inFlight = new int[lanes];
    this.last = Math.floorMod(first, lanes);
  }

  /** Takes a place on a lane and names it. */
  int take() {
    int lane = last;
    for (int i = 0; i < inFlight.length && !shared; i++) {
      if (inFlight[i] < inFlight[lane]) {
        lane = i;
      }
    }
    inFlight[lane]++;
    taken++;
    last = lane;
    return lane;
  }

  /** Notes the protocol of an answer that came on a lane, as in ALPN. */
  void answered(int lane, String protocol) {
    shared = protocol.equals("h2");
    last = shared ? lane : last;
  }

  /** Whether no place is taken. */
  boolean areFree() {
    return taken == 0;
  }

  /** Gives a place back. */
  void release(int lane) {
    taken--;
    if (--inFlight[lane] < 0) {
      throw new IllegalStateException("lane " + lane + " released more often than taken");
    }
  }
}
