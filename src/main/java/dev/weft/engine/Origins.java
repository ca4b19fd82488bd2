package dev.weft.engine;

import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/** What the loop knows of origins, of those last used: one that is forgotten is prepared anew. */
final class Origins {
  /** Origins looked at to find one that can be forgotten; more would make a full table slow. */
  private static final int LOOKS_MAX = 8;

  private final int lanes;
  private final int originsMax;
  private final LinkedHashMap<Origin, OriginState> states = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param lanes those of the fetcher, over which an origin's requests are spread
   */
  Origins(int lanes, int originsMax) {
    this.lanes = lanes;
    this.originsMax = originsMax;
  }

  OriginState of(Origin origin) {
    OriginState known = states.get(origin);
    if (known != null) {
      return known;
    }
    OriginState state = new OriginState(origin, new Lanes(lanes, origin.hashCode()));
    forgetOne();
    states.put(origin, state);
    return state;
  }

  int size() {
    return states.size();
  }

  /** Those that cannot be forgotten go behind all others, or they would soon be all that is met. */
  private void forgetOne() {
    List<OriginState> busy = new ArrayList<>(0);
    Iterator<OriginState> eldest = states.values().iterator();
    for (int i = 0; i < LOOKS_MAX && isFull(busy.size()) && eldest.hasNext(); i++) {
      OriginState state = eldest.next();
      eldest.remove();
      if (!state.isIdle()) {
        busy.add(state);
      }
    }
    busy.forEach(state -> states.put(state.origin, state));
  }

  private boolean isFull(int more) {
    return states.size() + more >= originsMax;
  }
}
