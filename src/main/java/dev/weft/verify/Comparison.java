package dev.weft.verify;

import dev.weft.sink.RecordVisitor.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The finished URLs against the records of one sink, part by part. It finds keys; their names are
 * looked up in a second reading of both sides, which happens only if there is something to tell.
 */
final class Comparison {
  private final String sink;
  private final boolean isWhole;
  private final Problems problems;
  private final Map<Key, Found> found = new HashMap<>();
  private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);

  /** What can be wrong with a key. */
  private enum Kind {
    UNRECORDED,
    TWICE,
    FOREIGN
  }

  /** A key with what is wrong with it, its name once that is known, and where it stands. */
  private static final class Found {
    final Kind kind;
    final List<Place> places = new ArrayList<>();
    @Nullable String name;

    Found(Kind kind) {
      this.kind = kind;
    }
  }

  /**
   * A comparison with the records of a sink.
   *
   * @param isWhole whether it must hold a record of every finished URL, or may of only some
   */
  Comparison(String sink, boolean isWhole, Problems problems) {
    this.sink = sink;
    this.isWhole = isWhole;
    this.problems = problems;
  }

  void compare(KeySpool finished, KeySpool records) throws IOException {
    for (int part = 0; part < Limits.PARTS; part++) {
      KeyTable table = new KeyTable(finished.count(part));
      finished.each(part, table::add);
      records.each(
          part,
          (high, low) -> {
            int met = table.meet(high, low);
            if (met != 1) {
              find(met == 0 ? Kind.FOREIGN : Kind.TWICE, high, low);
            }
          });
      if (isWhole) {
        table.eachUnmet((high, low) -> find(Kind.UNRECORDED, high, low));
      }
    }
  }

  private void find(Kind kind, long high, long low) {
    problems.count();
    if (kinds.merge(kind, 1, Integer::sum) <= Limits.TOLD_MAX) {
      found.putIfAbsent(new Key(high, low), new Found(kind));
    }
  }

  /** Whether names must be looked up. */
  boolean hasProblems() {
    return !found.isEmpty();
  }

  /** A finished URL comes by in the second reading. */
  void seeFinished(Key key, String name) {
    Found at = found.get(key);
    if (at != null) {
      at.name = name;
    }
  }

  /** A record comes by in the second reading. */
  void seeRecord(Key key, String name, Place place) {
    Found at = found.get(key);
    if (at != null && at.places.size() < Limits.TOLD_MAX) {
      at.name = name;
      at.places.add(place);
    }
  }

  /** Tells what was found, with names and places. */
  void tell() {
    for (Found each : found.values()) {
      problems.tell(
          switch (each.kind) {
            case UNRECORDED -> each.name + " is finished, but " + sink + " has no record of it";
            case TWICE -> each.name + " has " + each.places.size() + " records: " + each.places;
            case FOREIGN -> each.places + ": " + each.name + " is not finished";
          });
    }
  }
}
