package dev.weft.gather;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The results of a list, one by one; the taker's thread. */
final class TakingIterator implements Iterator<Fetched> {
  private final Gather list;
  private @Nullable Fetched next;

  TakingIterator(Gather list) {
    this.list = list;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = list.take();
      } catch (InterruptedException e) {
        list.cancel();
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for a result");
      }
    }
    return next != null;
  }

  @Override
  public Fetched next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("every result has been taken");
    }
    Fetched taken = next;
    next = null;
    return taken;
  }
}
