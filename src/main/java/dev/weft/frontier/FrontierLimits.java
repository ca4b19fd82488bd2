package dev.weft.frontier;

import java.util.OptionalLong;

/**
 * The limits that are reserved when a URL is leased: pages fetched with 2xx, in all and per host
 * name, and body bytes over the wire; an empty one does not bind. {@code bodyBytesMax} is the cap
 * of one body and so what a lease reserves; {@code leasesMax} bounds what is in flight at once.
 */
public record FrontierLimits(
    OptionalLong pagesMax,
    OptionalLong pagesPerHostMax,
    OptionalLong bytesMax,
    long bodyBytesMax,
    int leasesMax) {

  /** Any number of pages, bodies of up to 10 MB, 256 requests in flight at once. */
  public static final FrontierLimits DEFAULT = of(10 << 20, 256);

  public FrontierLimits {
    requireNatural("pagesMax", pagesMax);
    requireNatural("pagesPerHostMax", pagesPerHostMax);
    requireNatural("bytesMax", bytesMax);
    if (bodyBytesMax < 1 || leasesMax < 1) {
      throw new IllegalArgumentException(
          "bodyBytesMax " + bodyBytesMax + ", leasesMax " + leasesMax + "; must be 1 or more");
    }
  }

  /** Bounded only by the cap of a body and by how much is in flight at once. */
  public static FrontierLimits of(long bodyBytesMax, int leasesMax) {
    OptionalLong none = OptionalLong.empty();
    return new FrontierLimits(none, none, none, bodyBytesMax, leasesMax);
  }

  /** These limits with one on the pages fetched in all. */
  public FrontierLimits withPagesMax(long pages) {
    return new FrontierLimits(
        OptionalLong.of(pages), pagesPerHostMax, bytesMax, bodyBytesMax, leasesMax);
  }

  /** These limits with one on the pages fetched from each host name. */
  public FrontierLimits withPagesPerHostMax(long pages) {
    return new FrontierLimits(pagesMax, OptionalLong.of(pages), bytesMax, bodyBytesMax, leasesMax);
  }

  /** These limits with one on the body bytes that come over the wire. */
  public FrontierLimits withBytesMax(long bytes) {
    return new FrontierLimits(
        pagesMax, pagesPerHostMax, OptionalLong.of(bytes), bodyBytesMax, leasesMax);
  }

  private static void requireNatural(String name, OptionalLong limit) {
    if (limit.isPresent() && limit.getAsLong() < 0) {
      throw new IllegalArgumentException(name + " is " + limit.getAsLong() + "; must be 0 or more");
    }
  }
}
