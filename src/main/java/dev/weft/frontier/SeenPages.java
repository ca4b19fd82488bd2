package dev.weft.frontier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * The memory of a {@link SeenSet}: pages of 256 bytes, cut from direct buffers of 256 KiB that are
 * never unmapped. A page ends with the number of its entries; the rest is its table's to arrange.
 * Pages handed back are used again. Only the writer takes and gives; any thread reads.
 */
final class SeenPages {
  /** The bytes of a page for entries. */
  static final int ENTRY_BYTES = 252;

  private static final int PAGE_BITS = 8;

  /** 1,024 pages: zeroing a chunk takes under 0.2 ms, a pause the crawl loop does not feel. */
  private static final int CHUNK_PAGES_BITS = 10;

  private static final int CHUNK_PAGES = 1 << CHUNK_PAGES_BITS;
  private static final int CHUNK_BYTES = CHUNK_PAGES << PAGE_BITS;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder())
          .withInvokeExactBehavior();

  /** Replaced by a longer one when full; tables keep the one that held all their pages. */
  private ByteBuffer[] chunks = new ByteBuffer[4];

  private int chunkCount;
  private volatile long bytes;
  private int fresh;
  private int[] free = new int[64];
  private int freeCount;

  /** The buffers of all pages taken so far. */
  ByteBuffer[] chunks() {
    return chunks;
  }

  long bytes() {
    return bytes;
  }

  /** Takes pages without entries, which no published table names. */
  int[] take(int count) {
    int[] pages = new int[count];
    for (int i = 0; i < count; i++) {
      pages[i] = freeCount > 0 ? free[--freeCount] : unused();
    }
    VarHandle.releaseFence(); // what replaced the pages' last table is seen before they change
    for (int page : pages) {
      setCount(chunks, page, 0);
    }
    return pages;
  }

  /** Takes pages back; readers may still look at them. */
  void give(int[] pages) {
    if (freeCount + pages.length > free.length) {
      free = Arrays.copyOf(free, 2 * (freeCount + pages.length));
    }
    System.arraycopy(pages, 0, free, freeCount, pages.length);
    freeCount += pages.length;
  }

  /** The buffer in which a page is. */
  static ByteBuffer chunk(ByteBuffer[] chunks, int page) {
    return chunks[page >>> CHUNK_PAGES_BITS];
  }

  /** Where a page begins in its buffer. */
  static int start(int page) {
    return (page & (CHUNK_PAGES - 1)) << PAGE_BITS;
  }

  /** The entries of a page; they were written before. */
  static int count(ByteBuffer[] chunks, int page) {
    return (int) INT.getAcquire(chunk(chunks, page), start(page) + ENTRY_BYTES);
  }

  /** Publishes entries of a page that are written. */
  static void setCount(ByteBuffer[] chunks, int page, int count) {
    INT.setRelease(chunk(chunks, page), start(page) + ENTRY_BYTES, count);
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
    }
    chunks[chunkCount] = allocate();
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
