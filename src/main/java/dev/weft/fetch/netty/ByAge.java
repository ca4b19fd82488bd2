package dev.weft.fetch.netty;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Items in the order in which they were put, the time of each remembered. Putting, taking out and
 * finding the oldest or the newest take constant time and no memory, since an item brings its own
 * {@link Entry}. What expires a constant time after it was put needs no other timer than a look at
 * the oldest.
 */
final class ByAge<T> {
  private @Nullable Entry<T> oldest;
  private @Nullable Entry<T> newest;

  /** Puts an item last, taking it out of the list it was in. */
  void put(Entry<T> entry, long nowNanos) {
    entry.remove();
    entry.list = this;
    entry.sinceNanos = nowNanos;
    entry.older = newest;
    if (newest == null) {
      oldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  boolean isEmpty() {
    return oldest == null;
  }

  @Nullable T oldest() {
    return oldest == null ? null : oldest.item;
  }

  @Nullable T newest() {
    return newest == null ? null : newest.item;
  }

  /** Puts an item before all others, as old as the oldest of them. */
  void putFirst(Entry<T> entry) {
    entry.remove();
    entry.list = this;
    Entry<T> next = oldest;
    if (next == null) {
      newest = entry;
    } else {
      entry.sinceNanos = next.sinceNanos;
      entry.newer = next;
      next.older = entry;
    }
    oldest = entry;
  }

  /** Shows every item to {@code action}, oldest first, which must not change this list. */
  void forEach(Consumer<T> action) {
    for (Entry<T> each = oldest; each != null; each = each.newer) {
      action.accept(each.item);
    }
  }

  /** The oldest item if it was put at least {@code ageNanos} ago. */
  @Nullable T expired(long ageNanos, long nowNanos) {
    return oldest != null && nowNanos - oldest.sinceNanos >= ageNanos ? oldest.item : null;
  }

  /** An item's place in at most one list at a time. */
  static final class Entry<T> {
    private final T item;
    private @Nullable ByAge<T> list;
    private @Nullable Entry<T> older;
    private @Nullable Entry<T> newer;
    private long sinceNanos;

    Entry(T item) {
      this.item = item;
    }

    /** The next newer item of the list. */
    @Nullable T newer() {
      return newer == null ? null : newer.item;
    }

    /** The next older item of the list. */
    @Nullable T older() {
      return older == null ? null : older.item;
    }

    /** Takes the item out of the list it is in, if any. */
    void remove() {
      ByAge<T> from = list;
      if (from == null) {
        return;
      }
      if (older == null) {
        from.oldest = newer;
      } else {
        older.newer = newer;
      }
      if (newer == null) {
        from.newest = older;
      } else {
        newer.older = older;
      }
      list = null;
      older = null;
      newer = null;
    }
  }
}
