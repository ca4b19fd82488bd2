package dev.weft.frontier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The memory of a {@link SeenSet}: pages of 1 KiB, cut from direct buffers of 256 KiB that are
 * never unmapped. Pages handed back are used again. Only the writer takes and gives; any thread
 * reads words.
 */
final class SeenPages {
  static final int PAGE_WORDS_BITS = 7;
  static final int PAGE_WORDS = 1 << PAGE_WORDS_BITS;

  /** 256 pages: zeroing a chunk takes under 0.2 ms, a pause the crawl loop does not feel. */
  private static final int CHUNK_PAGES_BITS = 8;

  private static final int CHUNK_PAGES = 1 << CHUNK_PAGES_BITS;
  private static final int CHUNK_BYTES = CHUNK_PAGES * PAGE_WORDS * Long.BYTES;

  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder())
          .withInvokeExactBehavior();

  /** Replaced by a longer one when full; tables keep the one that held all their pages. */
  private ByteBuffer[] chunks = new ByteBuffer[4];

  /** The same memory, for the writer's bulk copies. */
  private LongBuffer[] bulk = new LongBuffer[4];

  private int chunkCount;
  private volatile long bytes;
  private int fresh;
  private int[] free = new int[64];
  private int freeCount;

  ByteBuffer[] chunks() {
    return chunks;
  }

  long bytes() {
    return bytes;
  }

  /** Copies words into as many pages, which no published table names. */
  int[] store(long[] words) {
    int[] pages = new int[words.length / PAGE_WORDS];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = freeCount > 0 ? free[--freeCount] : unused();
    }
    VarHandle.releaseFence(); // what replaced the pages' last table is seen before they change
    for (int i = 0; i < pages.length; i++) {
      bulk[chunkOf(pages[i])].put(wordOf(pages[i]), words, i * PAGE_WORDS, PAGE_WORDS);
    }
    return pages;
  }

  /** Copies the words of pages. */
  long[] load(int[] pages) {
    long[] words = new long[pages.length * PAGE_WORDS];
    for (int i = 0; i < pages.length; i++) {
      bulk[chunkOf(pages[i])].get(wordOf(pages[i]), words, i * PAGE_WORDS, PAGE_WORDS);
    }
    return words;
  }

  /** Takes pages back; readers may still look at them. */
  void give(int[] pages) {
    if (freeCount + pages.length > free.length) {
      free = Arrays.copyOf(free, 2 * (freeCount + pages.length));
    }
    System.arraycopy(pages, 0, free, freeCount, pages.length);
    freeCount += pages.length;
  }

  static long get(ByteBuffer[] chunks, int page, int word) {
    return (long) WORD.getAcquire(chunks[chunkOf(page)], (wordOf(page) + word) << 3);
  }

  /** The first word from one on that is a value or 0; {@link #PAGE_WORDS} if the page has none. */
  static int find(ByteBuffer[] chunks, int page, int from, long value) {
    ByteBuffer chunk = chunks[chunkOf(page)];
    int start = wordOf(page);
    for (int word = from; word < PAGE_WORDS; word++) {
      long there = (long) WORD.getAcquire(chunk, (start + word) << 3);
      if (there == value || there == 0) {
        return word;
      }
    }
    return PAGE_WORDS;
  }

  static void set(ByteBuffer[] chunks, int page, int word, long value) {
    WORD.setRelease(chunks[chunkOf(page)], (wordOf(page) + word) << 3, value);
  }

  private static int chunkOf(int page) {
    return page >>> CHUNK_PAGES_BITS;
  }

  /** Where a page begins in its chunk. */
  private static int wordOf(int page) {
    return (page & (CHUNK_PAGES - 1)) << PAGE_WORDS_BITS;
  }

  private int unused() {
    if (fresh == chunkCount * CHUNK_PAGES) {
      addChunk();
    }
    return fresh++;
  }

  private void addChunk() {
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunks.length);
      bulk = Arrays.copyOf(bulk, 2 * bulk.length);
    }
    ByteBuffer chunk = allocate();
    chunks[chunkCount] = chunk;
    bulk[chunkCount] = chunk.asLongBuffer();
    chunkCount++;
    bytes = (long) chunkCount * CHUNK_BYTES;
  }

  private ByteBuffer allocate() {
    try {
      return ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "no memory for more URLs: the seen set has %d MiB and needs more;"
                  + " give more memory",
              bytes() >> 20),
          e);
    }
  }
}
