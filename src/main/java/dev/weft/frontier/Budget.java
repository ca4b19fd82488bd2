package dev.weft.frontier;

/**
 * What is left of the limits on pages and bytes. A lease reserves one page and one body before it
 * starts and settles for what it used, so the sum of used and reserved never passes a limit.
 *
 * <p>When less than a whole body is left, leases wait until nothing is reserved; then one at a time
 * may take what remains.
 */
final class Budget {
  private final long pagesMax;
  private final long bytesMax;
  private final long bodyBytesMax;
  private long pagesFetched;
  private long bytesSpent;
  private long bytesReserved;
  private long reservations;

  Budget(FrontierLimits limits) {
    pagesMax = limits.pagesMax().orElse(Long.MAX_VALUE);
    bytesMax = limits.bytesMax().orElse(Long.MAX_VALUE);
    bodyBytesMax = limits.bodyBytesMax();
  }

  /** Counts what was used before this process began. */
  void restore(long pages, long bytes) {
    pagesFetched = pages;
    bytesSpent = bytes;
  }

  long pagesFetched() {
    return pagesFetched;
  }

  long bytesSpent() {
    return bytesSpent;
  }

  /** Which limit is used up; {@link Ending#NONE} if neither. */
  Ending spent() {
    if (pagesFetched >= pagesMax) {
      return Ending.PAGES_MAX;
    }
    return bytesSpent >= bytesMax ? Ending.BYTES_MAX : Ending.NONE;
  }

  /** Whether one more lease can be given what it must reserve. */
  boolean hasRoom() {
    return reservations < pagesMax - pagesFetched && nextBodyBytes() > 0;
  }

  /** Reserves a page and a body; gives the body's cap. */
  long reserve() {
    long bytes = nextBodyBytes();
    bytesReserved += bytes;
    reservations++;
    return bytes;
  }

  /** Replaces a reservation by what was used of it. */
  void settle(long bytes, long bytesUsed, boolean pageUsed) {
    bytesReserved -= bytes;
    reservations--;
    bytesSpent += bytesUsed;
    pagesFetched += pageUsed ? 1 : 0;
  }

  private long nextBodyBytes() {
    long left = bytesMax - bytesSpent - bytesReserved;
    if (left >= bodyBytesMax) {
      return bodyBytesMax;
    }
    return reservations == 0 ? left : 0;
  }
}
