package dev.weft.frontier;

import dev.weft.url.LongTable;

/** A set of longs, 12 to 24 bytes each. One thread. */
public final class LongSet {
  private final LongTable others = LongTable.ofKeys();
  private boolean hasZero;

  /** Creates an empty one. */
  public LongSet() {}

  public int size() {
    return others.size() + (hasZero ? 1 : 0);
  }

  public boolean contains(long value) {
    return value == 0 ? hasZero : others.contains(value);
  }

  /** Adds a value; false if it was there. */
  public boolean add(long value) {
    if (value != 0) {
      return others.add(value);
    }
    boolean added = !hasZero;
    hasZero = true;
    return added;
  }

  /** Takes a value out; false if it was not there. */
  public boolean remove(long value) {
    if (value != 0) {
      return others.remove(value);
    }
    boolean removed = hasZero;
    hasZero = false;
    return removed;
  }
}
