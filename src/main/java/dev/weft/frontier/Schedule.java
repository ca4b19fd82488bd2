package dev.weft.frontier;

import static java.lang.Math.min;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: entries that may go now wait in a ring, in the order they became ready; those
 * with a time to come in a heap by that time; those that only an event can wake are stalled.
 *
 * <p>An entry's due time is the time since when, or from when, it may go, so the first of ring and
 * heap is the one that has been able to go for longest: nobody is passed over twice by another.
 * Ring and stalled entries move in O(1), those of the heap in O(log n); there is no other cost.
 */
final class Schedule<T extends Schedule.Entry> {
  /** The due time of what no time alone will wake. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int BRANCHES = 4;
  private static final long[] NO_DUES = {};
  private static final @Nullable Entry[] NO_ENTRIES = {};

  private enum Place {
    OUT,
    RING,
    HEAP,
    STALLED
  }

  /** What can be scheduled, in one schedule at a time. */
  abstract static class Entry {
    private Place place = Place.OUT;
    private long dueNanos;
    private int heapIndex;
    private @Nullable Entry before;
    private @Nullable Entry behind;

    /** Since when, or from when, it may go; {@link #NEVER} while stalled. */
    final long dueNanos() {
      return dueNanos;
    }
  }

  private final Chain<T> ring = new Chain<>();
  private final Chain<T> stalled = new Chain<>();
  private long[] heapDues = NO_DUES;
  private @Nullable Entry[] heap = NO_ENTRIES;
  private int heapSize;

  /** Puts an entry where its due time says; one that is ready already keeps its turn. */
  void place(T entry, long dueNanos, long nowNanos) {
    Entry node = entry;
    if (dueNanos == NEVER) {
      stall(entry);
    } else if (dueNanos > nowNanos) {
      wait(entry, dueNanos);
    } else if (node.place != Place.RING
        && !(node.place == Place.HEAP && node.dueNanos <= nowNanos)) {
      remove(entry);
      node.dueNanos = nowNanos;
      node.place = Place.RING;
      ring.add(entry);
    }
  }

  /** Takes an entry out, wherever it is. */
  void remove(T entry) {
    Entry node = entry;
    switch (node.place) {
      case RING -> ring.remove(entry);
      case STALLED -> stalled.remove(entry);
      case HEAP -> removeFromHeap(node);
      case OUT -> {}
    }
    node.place = Place.OUT;
  }

  /** The entry that has been able to go for longest at this time; null if none is. */
  @Nullable T first(long nowNanos) {
    T ready = ring.first();
    if (heapSize > 0 && heapDues[0] <= nowNanos) {
      if (ready == null || heapDues[0] <= ((Entry) ready).dueNanos) {
        return heapEntry(0);
      }
    }
    return ready;
  }

  /** The earliest due time, past or to come; {@link #NEVER} if time alone wakes none. */
  long nextDueNanos() {
    T ready = ring.first();
    long readySince = ready == null ? NEVER : ((Entry) ready).dueNanos;
    return heapSize == 0 ? readySince : min(readySince, heapDues[0]);
  }

  /** Up to {@code max} entries: those that may go, then by due time, then the stalled. */
  List<T> list(int max) {
    List<T> entries = new ArrayList<>();
    ring.list(max, entries);
    PriorityQueue<Integer> edge = new PriorityQueue<>(comparingLong(index -> heapDues[index]));
    if (heapSize > 0) {
      edge.add(0);
    }
    while (!edge.isEmpty() && entries.size() < max) {
      int index = edge.remove();
      entries.add(heapEntry(index));
      int firstChild = index * BRANCHES + 1;
      for (int child = firstChild; child < min(firstChild + BRANCHES, heapSize); child++) {
        edge.add(child);
      }
    }
    stalled.list(max, entries);
    return entries;
  }

  /** The entry stalled for longest; null if none is. */
  @Nullable T firstStalled() {
    return stalled.first();
  }

  private void stall(T entry) {
    Entry node = entry;
    if (node.place != Place.STALLED) {
      remove(entry);
      node.dueNanos = NEVER;
      node.place = Place.STALLED;
      stalled.add(entry);
    }
  }

  private void wait(T entry, long dueNanos) {
    Entry node = entry;
    if (node.place == Place.HEAP && node.dueNanos == dueNanos) {
      return;
    }
    remove(entry);
    node.dueNanos = dueNanos;
    node.place = Place.HEAP;
    if (heapSize == heap.length) {
      int wider = Math.max(BRANCHES, 2 * heapSize);
      heap = Arrays.copyOf(heap, wider);
      heapDues = Arrays.copyOf(heapDues, wider);
    }
    siftUp(heapSize++, node);
  }

  private void removeFromHeap(Entry node) {
    int hole = node.heapIndex;
    Entry last = Objects.requireNonNull(heap[--heapSize]);
    heap[heapSize] = null;
    if (hole == heapSize) {
      return;
    }
    if (hole > 0 && last.dueNanos < heapDues[(hole - 1) / BRANCHES]) {
      siftUp(hole, last);
    } else {
      siftDown(hole, last);
    }
  }

  private void siftUp(int hole, Entry node) {
    int index = hole;
    while (index > 0) {
      int parent = (index - 1) / BRANCHES;
      if (heapDues[parent] <= node.dueNanos) {
        break;
      }
      set(index, Objects.requireNonNull(heap[parent]));
      index = parent;
    }
    set(index, node);
  }

  private void siftDown(int hole, Entry node) {
    int index = hole;
    while (true) {
      int child = earliestChild(index);
      if (child == heapSize || heapDues[child] >= node.dueNanos) {
        break;
      }
      set(index, Objects.requireNonNull(heap[child]));
      index = child;
    }
    set(index, node);
  }

  /** The child due first, or {@code heapSize} if there is none. */
  private int earliestChild(int parent) {
    int child = parent * BRANCHES + 1;
    if (child >= heapSize) {
      return heapSize;
    }
    int end = min(child + BRANCHES, heapSize);
    int earliest = child;
    for (int i = child + 1; i < end; i++) {
      if (heapDues[i] < heapDues[earliest]) {
        earliest = i;
      }
    }
    return earliest;
  }

  private void set(int index, Entry node) {
    heap[index] = node;
    heapDues[index] = node.dueNanos;
    node.heapIndex = index;
  }

  @SuppressWarnings("unchecked") // only a T is ever put in
  private T heapEntry(int index) {
    return (T) Objects.requireNonNull(heap[index]);
  }

  /** A first-in, first-out list linked through its entries. */
  private static final class Chain<T extends Entry> {
    private @Nullable T first;
    private @Nullable T last;

    @Nullable T first() {
      return first;
    }

    @SuppressWarnings("unchecked") // only a T is ever linked in
    void list(int max, List<T> entries) {
      for (Entry node = first; node != null && entries.size() < max; node = node.behind) {
        entries.add((T) node);
      }
    }

    void add(T entry) {
      Entry node = entry;
      node.before = last;
      node.behind = null;
      if (last == null) {
        first = entry;
      } else {
        ((Entry) last).behind = entry;
      }
      last = entry;
    }

    @SuppressWarnings("unchecked") // only a T is ever linked in
    void remove(T entry) {
      Entry node = entry;
      if (node.before == null) {
        first = (T) node.behind;
      } else {
        node.before.behind = node.behind;
      }
      if (node.behind == null) {
        last = (T) node.before;
      } else {
        node.behind.before = node.before;
      }
      node.before = null;
      node.behind = null;
    }
  }
}
