package dev.weft.frontier;

/**
 * A set of longs in one array: open addressing with linear probing, at most two thirds full, 12 to
 * 24 bytes each. One thread.
 */
public final class LongSet {
  private static final int SLOTS_MIN = 16;

  private long[] slots = new long[SLOTS_MIN];
  private int size;
  private boolean hasZero;

  /** Creates an empty one. */
  public LongSet() {}

  public int size() {
    return size + (hasZero ? 1 : 0);
  }

  public boolean contains(long value) {
    return value == 0 ? hasZero : slots[slotOf(value)] == value;
  }

  /** Adds a value; false if it was there. */
  public boolean add(long value) {
    if (value == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    int slot = slotOf(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    if (size > slots.length / 3 * 2) {
      resize(2 * slots.length);
    }
    return true;
  }

  /** Takes a value out; false if it was not there. */
  public boolean remove(long value) {
    if (value == 0) {
      boolean removed = hasZero;
      hasZero = false;
      return removed;
    }
    int slot = slotOf(value);
    if (slots[slot] != value) {
      return false;
    }
    size--;
    closeGap(slot);
    if (size < slots.length / 8 && slots.length > SLOTS_MIN) {
      resize(slots.length / 2);
    }
    return true;
  }

  /** Moves back what stands behind a slot that became free, so that no probe ends there. */
  private void closeGap(int freed) {
    int mask = slots.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int home = home(slots[slot], mask);
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        gap = slot;
      }
    }
    slots[gap] = 0;
  }

  private void resize(int length) {
    long[] old = slots;
    slots = new long[length];
    for (long value : old) {
      if (value != 0) {
        slots[slotOf(value)] = value;
      }
    }
  }

  private int slotOf(long value) {
    int mask = slots.length - 1;
    int slot = home(value, mask);
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(long value, int mask) {
    long mixed = value * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & mask;
  }
}
