package dev.weft.parse;

import java.util.Arrays;

/**
 * The fingerprints of a page's links, each with its ordinal, from 0, in the order they came. An
 * open-addressed table, half full at most; emptied in time proportional to what it held. Confined
 * to one thread; reused.
 */
final class LinkSet {
  /** What {@link #add} gives for a link that is not told apart any more. */
  static final int BEYOND = -1;

  private static final int SLOTS_MIN = 1_024;

  private long[] fingerprints = new long[SLOTS_MIN];

  /** The ordinal plus one of the fingerprint in the slot; 0 if it is empty. */
  private int[] ordinals = new int[SLOTS_MIN];

  /** The slot of each ordinal. */
  private int[] slots = new int[SLOTS_MIN / 2];

  private int size;

  int size() {
    return size;
  }

  /** The fingerprint with this ordinal. */
  long fingerprint(int ordinal) {
    return fingerprints[slots[ordinal]];
  }

  /** The ordinal of a fingerprint, which is added if it is new: then it is the size before. */
  int add(long fingerprint) {
    int slot = slotOf(fingerprint);
    if (ordinals[slot] != 0) {
      return ordinals[slot] - 1;
    }
    if (size == slots.length) {
      if (size == Limits.DISTINCT_LINKS_MAX) {
        return BEYOND;
      }
      grow();
      slot = slotOf(fingerprint);
    }
    put(fingerprint, slot, size);
    return size++;
  }

  void clear() {
    if (slots.length > Limits.LINKS_KEPT_READY) {
      fingerprints = new long[SLOTS_MIN];
      ordinals = new int[SLOTS_MIN];
      slots = new int[SLOTS_MIN / 2];
    } else {
      for (int i = 0; i < size; i++) {
        ordinals[slots[i]] = 0;
      }
    }
    size = 0;
  }

  /** The slot that holds the fingerprint, or would. */
  private int slotOf(long fingerprint) {
    int mask = ordinals.length - 1;
    int slot = (int) fingerprint & mask;
    while (ordinals[slot] != 0 && fingerprints[slot] != fingerprint) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void put(long fingerprint, int slot, int ordinal) {
    fingerprints[slot] = fingerprint;
    ordinals[slot] = ordinal + 1;
    slots[ordinal] = slot;
  }

  private void grow() {
    long[] old = fingerprints;
    int[] oldSlots = slots;
    fingerprints = new long[old.length * 2];
    ordinals = new int[old.length * 2];
    slots = Arrays.copyOf(oldSlots, old.length);
    for (int ordinal = 0; ordinal < size; ordinal++) {
      long fingerprint = old[oldSlots[ordinal]];
      put(fingerprint, slotOf(fingerprint), ordinal);
    }
  }
}
