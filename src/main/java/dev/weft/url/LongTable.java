package dev.weft.url;

/**
 * Longs other than 0, each with a number or all without: open addressing with linear probing, at
 * most two thirds full, so 12 to 24 bytes each, and as much again for a number. One thread.
 *
 * <p>A large table is in parts that grow each by itself, so that no call moves more than a small
 * share of it: 16 million keys are moved a quarter of a million at a time, some milliseconds.
 */
public final class LongTable {
  private static final int SLOTS_MIN = 16;
  private static final int PART_BITS = 6;

  /** Keys from which on the table is in parts; moving so many takes a millisecond. */
  static final int SPLIT_AT = 1 << 16;

  private final boolean hasNumbers;
  private Part[] parts;
  private int size;

  private LongTable(boolean hasNumbers) {
    this.hasNumbers = hasNumbers;
    parts = new Part[] {new Part(hasNumbers)};
  }

  /** An empty table of keys alone. */
  public static LongTable ofKeys() {
    return new LongTable(false);
  }

  /** An empty table of keys with numbers. */
  public static LongTable ofNumbers() {
    return new LongTable(true);
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  public boolean contains(long key) {
    return part(key).contains(key);
  }

  /** Adds a key, without a number or with 0; false if it was there. */
  public boolean add(long key) {
    if (!part(key).add(key)) {
      return false;
    }
    size++;
    if (size == SPLIT_AT && parts.length == 1) {
      split();
    }
    return true;
  }

  /** Takes a key out, with its number; false if it was not there. */
  public boolean remove(long key) {
    boolean removed = part(key).remove(key);
    size -= removed ? 1 : 0;
    return removed;
  }

  /** The number of a key; 0 if it is not there. */
  public long number(long key) {
    return part(key).number(key);
  }

  /** Gives a key a number; one that is not there is added. */
  public void put(long key, long number) {
    add(key);
    part(key).put(key, number);
  }

  /** The most keys that any call has to move. */
  int keysMovedMax() {
    int most = 0;
    for (Part part : parts) {
      most = Math.max(most, part.keys.length / 3 * 2);
    }
    return most;
  }

  private void split() {
    Part whole = parts[0];
    parts = new Part[1 << PART_BITS];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part(hasNumbers);
    }
    for (int slot = 0; slot < whole.keys.length; slot++) {
      long key = whole.keys[slot];
      if (key != 0) {
        Part part = part(key);
        part.add(key);
        if (hasNumbers) {
          part.put(key, whole.numbers[slot]);
        }
      }
    }
  }

  private Part part(long key) {
    return parts.length == 1 ? parts[0] : parts[(int) (mix(key) >>> (Long.SIZE - PART_BITS))];
  }

  /** The finaliser of MurmurHash3: a bijection, so keys that are alike are spread. */
  private static long mix(long key) {
    long h = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /** One array of slots; 0 marks a free one. */
  private static final class Part {
    private static final long[] NONE = {};

    private long[] keys = new long[SLOTS_MIN];
    private long[] numbers;
    private int size;

    Part(boolean hasNumbers) {
      numbers = hasNumbers ? new long[SLOTS_MIN] : NONE;
    }

    boolean contains(long key) {
      return keys[slotOf(key)] == key;
    }

    boolean add(long key) {
      int slot = slotOf(key);
      if (keys[slot] == key) {
        return false;
      }
      keys[slot] = key;
      size++;
      if (size > keys.length / 3 * 2) {
        resize(2 * keys.length);
      }
      return true;
    }

    boolean remove(long key) {
      int slot = slotOf(key);
      if (keys[slot] != key) {
        return false;
      }
      closeGap(slot);
      size--;
      if (size < keys.length / 8 && keys.length > SLOTS_MIN) {
        resize(keys.length / 2);
      }
      return true;
    }

    long number(long key) {
      return numbers[slotOf(key)];
    }

    void put(long key, long number) {
      numbers[slotOf(key)] = number;
    }

    /** Moves back what stands behind a slot that becomes free, so that no probe ends there. */
    private void closeGap(int freed) {
      int mask = keys.length - 1;
      int gap = freed;
      for (int slot = (gap + 1) & mask; keys[slot] != 0; slot = (slot + 1) & mask) {
        int home = (int) mix(keys[slot]) & mask;
        if (((slot - home) & mask) >= ((slot - gap) & mask)) {
          move(slot, gap);
          gap = slot;
        }
      }
      keys[gap] = 0;
      if (numbers.length > 0) {
        numbers[gap] = 0;
      }
    }

    private void move(int from, int to) {
      keys[to] = keys[from];
      if (numbers.length > 0) {
        numbers[to] = numbers[from];
      }
    }

    private void resize(int length) {
      long[] oldKeys = keys;
      long[] oldNumbers = numbers;
      keys = new long[length];
      numbers = oldNumbers.length > 0 ? new long[length] : NONE;
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != 0) {
          int slot = slotOf(oldKeys[i]);
          keys[slot] = oldKeys[i];
          if (oldNumbers.length > 0) {
            numbers[slot] = oldNumbers[i];
          }
        }
      }
    }

    /** The slot of a key, or the free one where it belongs. */
    private int slotOf(long key) {
      int mask = keys.length - 1;
      int slot = (int) mix(key) & mask;
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
