package dev.weft.frontier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The fingerprints of every URL ever admitted: exact, off the heap, 7 to 9 bytes each and half a
 * byte of heap. One thread adds; any thread may ask, without a lock and without making the writer
 * wait.
 */
public final class SeenSet {
  /*
   * Extendible hashing (Fagin et al., TODS 1979) over small tables. The first bits of a mixed
   * fingerprint choose a table through the directory, so the table need not keep them: from a
   * hundred thousand entries on a byte is saved, from 25 million on two. In the table the last 32
   * bits choose a page, which is a bucket. A table grows by a page when it is 95 % full, up to
   * SPLIT_AT entries; then it is split in two by one more bit, and the directory doubles if it has
   * no bit to tell them apart. So the set grows by one table at a time: the longest pause but the
   * doubling of the directory is the moving of SPLIT_AT entries, ten microseconds, and the load
   * stays at 85 to 95 %.
   *
   * Tables lie in pages of a pool. A table never moves: a larger one is filled aside and published
   * in the directory by a release store; only then do the old one's pages go back to the pool, to be
   * filled by whichever grows next. In a table that is published the writer writes an entry behind
   * the others of its page and then, by a release store, the page's count, so that a reader who has
   * the count by an acquire load has the entries.
   *
   * Readers take the table from the directory, probe it, and behind an acquire fence ask the
   * directory again. If it names the same table, nothing of that table had been recycled before the
   * probe ended: recycled pages are written behind a release fence after the new table was
   * published, so a reader that met something of them must see the new table now. It then tries
   * again. Pages are never unmapped, so a late reader reads rubbish at worst, never foreign memory.
   * A reader can miss only what was added after it began, or just before by a writer it has not
   * synchronised with.
   *
   * Mixing spreads fingerprints that are not random, as tests make them; it is a bijection, so the
   * set stays exact.
   */

  /** Tables over this many entries are split. */
  static final int SPLIT_AT = 512;

  /** Tables deeper than this grow without splitting: 2^22 of them hold two billion entries. */
  private static final int DEPTH_MAX = 22;

  /** What an entry takes at most in a large set, to tell how many fit at a start. */
  private static final int ENTRY_BYTES_MAX = 10;

  /** Groups of {@link #addAll}, by the first bits, so that a group touches only a few tables. */
  private static final int GROUPS = 1 << 12;

  private static final int GROUP_SHIFT = 64 - 12;

  private static final VarHandle DIRECTORY;
  private static final VarHandle TABLE =
      MethodHandles.arrayElementVarHandle(SeenTable[].class).withInvokeExactBehavior();
  private static final VarHandle SIZE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      DIRECTORY =
          lookup
              .findVarHandle(SeenSet.class, "directory", SeenTable[].class)
              .withInvokeExactBehavior();
      SIZE = lookup.findVarHandle(SeenSet.class, "size", long.class).withInvokeExactBehavior();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long bytesMax;
  private final SeenPages pool = new SeenPages();
  private SeenTable[] directory;
  private int directoryDepth;
  private long size;

  /** Creates an empty set; it takes 256 KiB. */
  public SeenSet() {
    this(Long.MAX_VALUE);
  }

  /** Creates an empty set that is full when it takes about so many bytes. */
  public SeenSet(long bytesMax) {
    this(bytesMax, 0, 0);
  }

  /** The same, laid out for as many of so many fingerprints as fit: adding them is faster then. */
  public SeenSet(long bytesMax, long expected) {
    this(bytesMax, expected, depthFor(Math.min(expected, bytesMax / ENTRY_BYTES_MAX)));
  }

  SeenSet(long bytesMax, long expected, int depth) {
    this.bytesMax = bytesMax;
    directoryDepth = depth;
    directory = new SeenTable[1 << depth];
    long fitting = Math.min(expected, bytesMax / ENTRY_BYTES_MAX);
    for (int i = 0; i < directory.length; i++) {
      directory[i] = SeenTable.of(pool, depth, fitting >> depth);
    }
  }

  private static int depthFor(long expected) {
    int depth = 0;
    while (depth < DEPTH_MAX && expected >> depth > SPLIT_AT / 4 * 3) {
      depth++;
    }
    return depth;
  }

  /** Adds a fingerprint; false if it was there. Only one thread ever adds. */
  public boolean add(long fingerprint) {
    long key = mix(fingerprint);
    SeenTable table = directory[indexIn(directory, key)];
    if (table.contains(key)) {
      return false;
    }
    if (table.isFull()) {
      makeRoom(table, key);
      table = directory[indexIn(directory, key)];
    }
    table.add(key);
    SIZE.setRelease(this, size + 1);
    return true;
  }

  /**
   * Adds many fingerprints, or as many of them as there is memory for. They are sorted roughly by
   * their tables first, which makes the processor's caches work: for a million at a time this takes
   * a quarter to a third of the time of adding them one by one.
   */
  public void addAll(long[] fingerprints, int count) {
    int[] ends = new int[GROUPS + 1];
    for (int i = 0; i < count; i++) {
      ends[groupOf(fingerprints[i]) + 1]++;
    }
    for (int group = 0; group < GROUPS; group++) {
      ends[group + 1] += ends[group];
    }
    long[] grouped = new long[count];
    for (int i = 0; i < count; i++) {
      grouped[ends[groupOf(fingerprints[i])]++] = fingerprints[i];
    }
    for (int i = 0; i < count && !isFull(); i++) {
      add(grouped[i]);
    }
  }

  private static int groupOf(long fingerprint) {
    return (int) (mix(fingerprint) >>> GROUP_SHIFT);
  }

  /**
   * Whether a fingerprint was added; from any thread. One added just now by another thread may be
   * missed, one that was never added is never found.
   */
  public boolean contains(long fingerprint) {
    long key = mix(fingerprint);
    SeenTable table = current(key);
    while (true) {
      boolean found = table.contains(key);
      VarHandle.acquireFence(); // what was read is older than what the directory says now
      SeenTable now = current(key);
      if (now == table) {
        return found;
      }
      table = now;
    }
  }

  /**
   * Whether the memory it may take is used up: then it is to be given nothing more. Asked by the
   * thread that adds.
   */
  public boolean isFull() {
    return pool.bytes() >= bytesMax;
  }

  /** The number of fingerprints. */
  public long size() {
    return (long) SIZE.getAcquire(this);
  }

  /** The memory off the heap, in bytes. */
  public long bytes() {
    return pool.bytes();
  }

  private SeenTable current(long key) {
    SeenTable[] tables = (SeenTable[]) DIRECTORY.getAcquire(this);
    return (SeenTable) TABLE.getAcquire(tables, indexIn(tables, key));
  }

  private void makeRoom(SeenTable table, long key) {
    if (table.count() >= SPLIT_AT && table.depth < DEPTH_MAX) {
      split(table, key);
    } else {
      publish(table.grown(pool), key);
    }
    pool.give(table.pages());
  }

  private void split(SeenTable table, long key) {
    if (table.depth == directoryDepth) {
      doubleDirectory();
    }
    long bit = Long.MIN_VALUE >>> table.depth;
    publish(table.half(pool, false), key & ~bit);
    publish(table.half(pool, true), key | bit);
  }

  /** Names a table in every place of the directory that shares its first bits with the key. */
  private void publish(SeenTable table, long key) {
    int places = 1 << (directoryDepth - table.depth);
    int first = indexIn(directory, key) & -places;
    for (int i = first; i < first + places; i++) {
      TABLE.setRelease(directory, i, table);
    }
  }

  private void doubleDirectory() {
    SeenTable[] wider = new SeenTable[2 * directory.length];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = directory[i / 2];
    }
    directoryDepth++;
    DIRECTORY.setRelease(this, wider);
  }

  /** The directory's place for a key: its first bits, as many as the directory has. */
  private static int indexIn(SeenTable[] tables, long key) {
    return (int) (key >>> 1 >>> (63 - Integer.numberOfTrailingZeros(tables.length)));
  }

  /** The finaliser of MurmurHash3: a bijection that maps 0 to itself. */
  private static long mix(long fingerprint) {
    long h = fingerprint;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
