package dev.weft.frontier;

import java.nio.ByteBuffer;

/**
 * One open-addressed table of a {@link SeenSet}, with linear probing; 0 is an empty slot. Its words
 * lie in pages of the set's pool; its shape never changes. {@code depth} is how many first bits all
 * its keys share.
 */
final class SeenTable {
  private static final double LOAD_AFTER_SPLIT = 0.6;

  final int depth;
  private final int[] pages;
  private final ByteBuffer[] chunks;
  private final int slots;
  private final int countMax;
  private int count;

  private SeenTable(SeenPages pool, int depth, long[] words, int count) {
    this.depth = depth;
    this.count = count;
    slots = words.length;
    countMax = slots / 4 * 3;
    pages = pool.store(words);
    chunks = pool.chunks();
  }

  /** The table of an empty set. */
  static SeenTable empty(SeenPages pool) {
    return new SeenTable(pool, 0, new long[SeenPages.PAGE_WORDS], 0);
  }

  /** A table a quarter larger with the same keys. */
  SeenTable grown(SeenPages pool) {
    long[] wider = new long[slots + Math.max(1, pages.length / 4) * SeenPages.PAGE_WORDS];
    for (long key : pool.load(pages)) {
      insert(key, wider);
    }
    return new SeenTable(pool, depth, wider, count);
  }

  /** A table of those keys whose first bit beyond the shared ones is set, or of the others. */
  SeenTable half(SeenPages pool, boolean set) {
    long[] keys = pool.load(pages);
    int kept = 0;
    for (int slot = 0; slot < slots; slot++) {
      boolean goes = (keys[slot] << depth < 0) == set && keys[slot] != 0;
      keys[slot] = goes ? keys[slot] : 0;
      kept += goes ? 1 : 0;
    }
    int pageCount = (int) (kept / LOAD_AFTER_SPLIT) / SeenPages.PAGE_WORDS + 1;
    long[] words = new long[pageCount * SeenPages.PAGE_WORDS];
    for (long key : keys) {
      insert(key, words);
    }
    return new SeenTable(pool, depth + 1, words, kept);
  }

  int[] pages() {
    return pages;
  }

  int count() {
    return count;
  }

  /** Whether the next key must go to a larger table. */
  boolean isFull() {
    return count >= countMax;
  }

  /**
   * The slot of a key, or the empty one where it belongs. -1 if there is neither, as a reader may
   * find when another table has taken over the pages.
   */
  int slotOf(long key) {
    int home = home(key, slots);
    int page = home >>> SeenPages.PAGE_WORDS_BITS;
    int word = home & (SeenPages.PAGE_WORDS - 1);
    for (int tries = 0; tries <= pages.length; tries++) {
      word = SeenPages.find(chunks, pages[page], word, key);
      if (word < SeenPages.PAGE_WORDS) {
        return (page << SeenPages.PAGE_WORDS_BITS) + word;
      }
      page = page + 1 == pages.length ? 0 : page + 1;
      word = 0;
    }
    return -1;
  }

  boolean contains(long key) {
    int slot = slotOf(key);
    return slot >= 0 && get(slot) == key;
  }

  long get(int slot) {
    int page = pages[slot >>> SeenPages.PAGE_WORDS_BITS];
    return SeenPages.get(chunks, page, slot & (SeenPages.PAGE_WORDS - 1));
  }

  /** Fills an empty slot. */
  void put(int slot, long key) {
    int page = pages[slot >>> SeenPages.PAGE_WORDS_BITS];
    SeenPages.set(chunks, page, slot & (SeenPages.PAGE_WORDS - 1), key);
    count++;
  }

  private static void insert(long key, long[] words) {
    if (key == 0) {
      return;
    }
    int slot = home(key, words.length);
    while (words[slot] != 0) {
      slot = slot + 1 == words.length ? 0 : slot + 1;
    }
    words[slot] = key;
  }

  private static int home(long key, int slots) {
    return (int) (((key & 0xffff_ffffL) * slots) >>> 32);
  }
}
