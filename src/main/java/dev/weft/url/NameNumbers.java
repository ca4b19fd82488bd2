package dev.weft.url;

/**
 * Numbers by name, for very many names: of a name only 64 bits are kept, so each takes 24 to 48
 * bytes, whatever its length. That two names are taken for one is as unlikely as {@link
 * Fingerprinter} tells of URLs. A name without a number has 0. One thread.
 */
public final class NameNumbers {
  private static final int SLOTS_MIN = 16;

  private final Fingerprinter fingerprinter;
  private long[] keys = new long[SLOTS_MIN];
  private long[] numbers = new long[SLOTS_MIN];
  private int size;
  private long sum;

  /** Creates an empty one, which tells names apart by this fingerprinter. */
  public NameNumbers(Fingerprinter fingerprinter) {
    this.fingerprinter = fingerprinter;
  }

  /** How many names have a number. */
  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** All numbers added up. */
  public long sum() {
    return sum;
  }

  /** The number of a name of ASCII characters; 0 if it has none. */
  public long of(String name) {
    return numbers[slotOf(key(name))];
  }

  /** Gives a name of ASCII characters a number; 0 takes its number away. */
  public void put(String name, long number) {
    put(key(name), number);
  }

  /** Adds to the number of a name. */
  public void add(String name, long more) {
    long key = key(name);
    put(key, numbers[slotOf(key)] + more);
  }

  /** Takes the number of a name away, and gives it. */
  public long take(String name) {
    long key = key(name);
    long number = numbers[slotOf(key)];
    put(key, 0);
    return number;
  }

  /** Never 0, which marks a free slot. */
  private long key(String name) {
    long fingerprint = fingerprinter.fingerprint(name);
    return fingerprint == 0 ? 1 : fingerprint;
  }

  private void put(long key, long number) {
    int slot = slotOf(key);
    sum += number - numbers[slot];
    numbers[slot] = number;
    boolean isThere = keys[slot] != 0;
    if (number == 0 && isThere) {
      closeGap(slot);
      size--;
      if (size < keys.length / 8 && keys.length > SLOTS_MIN) {
        resize(keys.length / 2);
      }
    } else if (number != 0 && !isThere) {
      keys[slot] = key;
      size++;
      if (size > keys.length / 3 * 2) {
        resize(2 * keys.length);
      }
    }
  }

  /** Moves back what stands behind a slot that became free, so that no probe ends there. */
  private void closeGap(int freed) {
    int mask = keys.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; keys[slot] != 0; slot = (slot + 1) & mask) {
      int home = (int) keys[slot] & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        keys[gap] = keys[slot];
        numbers[gap] = numbers[slot];
        gap = slot;
      }
    }
    keys[gap] = 0;
    numbers[gap] = 0;
  }

  private void resize(int length) {
    long[] oldKeys = keys;
    long[] oldNumbers = numbers;
    keys = new long[length];
    numbers = new long[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  /** The slot of a key, or the free one where it belongs. */
  private int slotOf(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
