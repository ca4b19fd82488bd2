package dev.weft.politeness;

import java.time.Duration;

/**
 * What the user asks of politeness: {@code delay} from the end of one answer of a host to the start
 * of its next request, {@code perHost} requests of a host in flight at once, {@code retries} after
 * the first try at most. {@code ownSite} says that the sites are the user's: there is no delay,
 * robots.txt's Crawl-delay does not count, and {@code perHost} is where a search for the best
 * number starts. {@code robots} says whether robots.txt is asked and obeyed at all.
 */
public record PolitenessOptions(
    Duration delay, int perHost, int retries, boolean ownSite, boolean robots) {
  /** 1 s between requests, one at a time, two retries, robots.txt obeyed. */
  public static final PolitenessOptions DEFAULT =
      new PolitenessOptions(Duration.ofSeconds(1), 1, 2, false, true);

  /** Where the search starts on sites of one's own when the user names no number. */
  public static final int OWN_SITE_PER_HOST = 32;

  public PolitenessOptions {
    if (delay.isNegative() || delay.compareTo(Limits.DELAY_MAX) > 0) {
      throw new IllegalArgumentException(
          "delay is " + delay + "; must be 0s to " + Limits.DELAY_MAX);
    }
    if (perHost < 1 || perHost > Limits.PER_HOST_MAX) {
      throw new IllegalArgumentException(
          "perHost is " + perHost + "; must be 1 to " + Limits.PER_HOST_MAX);
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries is " + retries + "; must be 0 or more");
    }
  }
}
