package dev.weft.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page asks of whoever keeps an index of pages: not to be in it, or not after a time. Told
 * in the record and obeyed by nobody here, since no index is made.
 */
public record IndexWish(boolean noindex, @Nullable Instant unavailableAfter) {
  /** Nothing is asked for. */
  public static final IndexWish NONE = new IndexWish(false, null);
}
