package dev.weft.verify;

/**
 * A set of keys, each with how often it was met since (up to two: once is right, more is not). Open
 * addressing over two arrays, at most half full. One thread.
 */
final class KeyTable {
  private static final int SLOTS_MIN = 16;

  private final long[] keys;
  private final byte[] met;
  private final int mask;

  /** A table for so many keys. */
  KeyTable(long keysMax) {
    if (keysMax > Limits.PART_KEYS_MAX) {
      throw new IllegalArgumentException(keysMax + " keys; at most " + Limits.PART_KEYS_MAX);
    }
    int slots = Math.max(SLOTS_MIN, Integer.highestOneBit((int) keysMax) << 2);
    keys = new long[2 * slots];
    met = new byte[slots];
    mask = slots - 1;
  }

  /** Adds a key; false if it is there already. */
  boolean add(long high, long low) {
    int slot = slotOf(high, low);
    if (keys[2 * slot + 1] != 0) {
      return false;
    }
    keys[2 * slot] = high;
    keys[2 * slot + 1] = low;
    return true;
  }

  /** Meets a key: how often, with this time, at most 2; 0 if it is not in the table. */
  int meet(long high, long low) {
    int slot = slotOf(high, low);
    if (keys[2 * slot + 1] == 0) {
      return 0;
    }
    met[slot] = (byte) Math.min(2, met[slot] + 1);
    return met[slot];
  }

  /** Gives the keys that were never met. */
  void eachUnmet(KeySpool.KeyVisitor visitor) {
    for (int slot = 0; slot <= mask; slot++) {
      if (keys[2 * slot + 1] != 0 && met[slot] == 0) {
        visitor.key(keys[2 * slot], keys[2 * slot + 1]);
      }
    }
  }

  /** The slot that has the key, or the empty one where it belongs; no key's low half is 0. */
  private int slotOf(long high, long low) {
    int slot = (int) (low ^ low >>> 32) & mask;
    while (keys[2 * slot + 1] != 0 && !(keys[2 * slot] == high && keys[2 * slot + 1] == low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
