package dev.weft.frontier;

import dev.weft.url.Origin;
import java.util.Map;

/**
 * The store's word that an epoch will survive whatever happens, and what it found out of the
 * deferred URLs: how many were new, by origin, where they wait now, and how many were known.
 */
public record Committed(long epoch, Map<Origin, Long> arrived, long duplicates) {
  public Committed {
    arrived = Map.copyOf(arrived);
  }
}
