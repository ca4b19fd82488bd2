package dev.weft.frontier;

import java.nio.ByteBuffer;

/**
 * One table of a {@link SeenSet}, of keys that share their first {@code depth} bits. Its pages are
 * buckets: a key is in its home page, or where that is full in the first behind it that is not. Of
 * a key only what is not shared is kept, in whole bytes: the low four of all entries of a page
 * stand together in front, so that one comparison an entry nearly always tells.
 *
 * <p>The writer adds entries behind those that are there; nothing else of it changes.
 */
final class SeenTable {
  /** Beyond this a table is made larger: then a third of its pages are full. */
  private static final double LOAD_MAX = 0.95;

  /** How full a table is made that is not to grow by the next few keys. */
  private static final double LOAD_NEW = 0.9;

  /** How much longer a table gets that is full: one page in so many, and at least one. */
  private static final int GROWTH = 16;

  final int depth;
  private final int highBytes;
  private final int entriesMax;
  private final int[] pages;
  private final ByteBuffer[] chunks;
  private final int countMax;
  private int count;

  private SeenTable(SeenPages pool, int depth, int pageCount) {
    this.depth = depth;
    highBytes = highBytes(depth);
    entriesMax = entriesMax(depth);
    countMax = (int) (pageCount * entriesMax * LOAD_MAX);
    pages = pool.take(pageCount);
    chunks = pool.chunks();
  }

  /** An empty table with room for so many keys. */
  static SeenTable of(SeenPages pool, int depth, long keys) {
    return new SeenTable(pool, depth, (int) (keys / LOAD_NEW) / entriesMax(depth) + 1);
  }

  /** A longer table with the same keys. */
  SeenTable grown(SeenPages pool) {
    int more = Math.max(1, pages.length / GROWTH);
    SeenTable longer = new SeenTable(pool, depth, pages.length + more);
    for (int page : pages) {
      int start = SeenPages.start(page);
      for (int i = 0; i < SeenPages.count(chunks, page); i++) {
        longer.append(low(page, start, i), high(page, start, i));
      }
    }
    return longer;
  }

  /** A table of those keys whose first bit beyond the shared ones is set, or of the others. */
  SeenTable half(SeenPages pool, boolean set) {
    SeenTable half = of(pool, depth + 1, (long) countWith(set));
    for (int page : pages) {
      int start = SeenPages.start(page);
      for (int i = 0; i < SeenPages.count(chunks, page); i++) {
        int high = high(page, start, i);
        if (goes(high, set)) {
          half.append(low(page, start, i), high);
        }
      }
    }
    return half;
  }

  private int countWith(boolean set) {
    int with = 0;
    for (int page : pages) {
      int start = SeenPages.start(page);
      for (int i = 0; i < SeenPages.count(chunks, page); i++) {
        with += goes(high(page, start, i), set) ? 1 : 0;
      }
    }
    return with;
  }

  /** Whether the first bit that the keys do not share is as given; it is among the high ones. */
  private boolean goes(int high, boolean set) {
    return (high >>> (31 - depth) & 1) == (set ? 1 : 0);
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

  /** Whether a key is here; from any thread, and rubbish if the pages have another table. */
  boolean contains(long key) {
    int low = (int) key;
    int place = home(low);
    for (int tries = 0; tries < pages.length; tries++) {
      int page = pages[place];
      int entries = Math.min(entriesMax, SeenPages.count(chunks, page));
      if (isIn(page, entries, low, (int) (key >>> 32))) {
        return true;
      }
      if (entries < entriesMax) {
        return false;
      }
      place = next(place);
    }
    return false;
  }

  /** Adds a key that is not here to a table that is not full. */
  void add(long key) {
    append((int) key, (int) (key >>> 32));
  }

  private void append(int low, int high) {
    int place = home(low);
    while (SeenPages.count(chunks, pages[place]) == entriesMax) {
      place = next(place);
    }
    int page = pages[place];
    int start = SeenPages.start(page);
    int entry = SeenPages.count(chunks, page);
    ByteBuffer chunk = SeenPages.chunk(chunks, page);
    int at = start + Integer.BYTES * entriesMax + highBytes * entry;
    chunk.putInt(start + Integer.BYTES * entry, low);
    if (highBytes == 4) {
      chunk.putInt(at, high);
    } else {
      chunk.putShort(at, (short) high);
      if (highBytes == 3) {
        chunk.put(at + 2, (byte) (high >>> 16));
      }
    }
    SeenPages.setCount(chunks, page, entry + 1);
    count++;
  }

  /** Compares two entries at a time; the last may be compared with what is not one. */
  private boolean isIn(int page, int entries, int low, int high) {
    ByteBuffer chunk = SeenPages.chunk(chunks, page);
    int start = SeenPages.start(page);
    long twice = (low & 0xffff_ffffL) * 0x1_0000_0001L;
    for (int i = 0; i < entries; i += 2) {
      long unlike = chunk.getLong(start + Integer.BYTES * i) ^ twice;
      if ((int) unlike == 0 || unlike >>> Integer.SIZE == 0) {
        if (isAt(page, i, low, high) || (i + 1 < entries && isAt(page, i + 1, low, high))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isAt(int page, int entry, int low, int high) {
    int start = SeenPages.start(page);
    int difference = high(page, start, entry) ^ high;
    return low(page, start, entry) == low && difference << (Integer.SIZE - 8 * highBytes) == 0;
  }

  private int low(int page, int start, int entry) {
    return SeenPages.chunk(chunks, page).getInt(start + Integer.BYTES * entry);
  }

  /** As much as is kept of the high bits; above them are zeros. */
  private int high(int page, int start, int entry) {
    ByteBuffer chunk = SeenPages.chunk(chunks, page);
    int at = start + Integer.BYTES * entriesMax + highBytes * entry;
    if (highBytes == 4) {
      return chunk.getInt(at);
    }
    int two = chunk.getShort(at) & 0xffff;
    return highBytes == 2 ? two : two | (chunk.get(at + 2) & 0xff) << 16;
  }

  private int home(int low) {
    return (int) (((low & 0xffff_ffffL) * pages.length) >>> 32);
  }

  private int next(int place) {
    return place + 1 == pages.length ? 0 : place + 1;
  }

  /** The bytes kept of the upper half of a key: at least two, so that a split finds its bit. */
  private static int highBytes(int depth) {
    return Math.max(2, 4 - depth / 8);
  }

  private static int entriesMax(int depth) {
    return SeenPages.ENTRY_BYTES / (Integer.BYTES + highBytes(depth));
  }
}
