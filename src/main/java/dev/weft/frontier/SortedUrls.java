package dev.weft.frontier;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Queued URLs in their order, in a circular array. Taking from either end and adding behind the
 * last, which is where nearly every new URL belongs, cost O(1); adding elsewhere moves the shorter
 * side by one. One thread.
 */
public final class SortedUrls {
  private @Nullable QueuedUrl[] ring = new @Nullable QueuedUrl[4];
  private int start;
  private int size;

  /** Creates an empty one. */
  public SortedUrls() {}

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The URL that goes first; throws if there is none. */
  public QueuedUrl first() {
    return at(0);
  }

  /** The URL that goes last; throws if there is none. */
  public QueuedUrl last() {
    return at(size - 1);
  }

  /** Adds a URL where it sorts. */
  public void add(QueuedUrl url) {
    if (size == ring.length) {
      grow();
    }
    int place = size == 0 || url.compareTo(last()) > 0 ? size : placeOf(url);
    if (place < size / 2) {
      start = (start - 1) & (ring.length - 1);
      for (int i = 0; i < place; i++) {
        ring[index(i)] = ring[index(i + 1)];
      }
    } else {
      for (int i = size; i > place; i--) {
        ring[index(i)] = ring[index(i - 1)];
      }
    }
    ring[index(place)] = url;
    size++;
  }

  /** Takes the URL that goes first; throws if there is none. */
  public QueuedUrl pollFirst() {
    QueuedUrl first = at(0);
    ring[start] = null;
    start = index(1);
    size--;
    return first;
  }

  /** Takes the URL that goes last; throws if there is none. */
  public QueuedUrl pollLast() {
    QueuedUrl last = at(size - 1);
    size--;
    ring[index(size)] = null;
    return last;
  }

  private int placeOf(QueuedUrl url) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (at(middle).compareTo(url) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private void grow() {
    @Nullable QueuedUrl[] wider = Arrays.copyOfRange(ring, start, start + 2 * ring.length);
    System.arraycopy(ring, 0, wider, ring.length - start, start);
    ring = wider;
    start = 0;
  }

  private QueuedUrl at(int position) {
    Objects.checkIndex(position, size);
    return Objects.requireNonNull(ring[index(position)]);
  }

  private int index(int position) {
    return (start + position) & (ring.length - 1);
  }
}
