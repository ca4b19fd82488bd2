package dev.weft.politeness;

import java.time.Duration;

/**
 * What the user asks of politeness: {@code delay} from the end of one answer of a host to the start
 * of its next request, {@code perHost} requests of a host in flight at once, {@code retries} after
 * the first try at most. {@code ownSite} says that the sites are the user's: there is no delay,
 * robots.txt's Crawl-delay does not count, nor do addresses, and {@code perHost} is where a search
 * for the best number starts. {@code robots} says whether robots.txt is asked and obeyed at all.
 * {@code addresses} is what hosts at one address share. A host is rested at least {@code throttle}
 * times as long as its answers take to begin, 0 for no throttle; after {@code hostFailuresMax}
 * failures in a row it is given up. {@code pages} says which wishes of single pages are obeyed.
 */
public record PolitenessOptions(
    Duration delay,
    int perHost,
    int retries,
    boolean ownSite,
    boolean robots,
    PerAddress addresses,
    int throttle,
    int hostFailuresMax,
    PageRules pages) {
  /** Times the answer's own time that a host is left alone by default. */
  public static final int THROTTLE = 1;

  /** Failures in a row before a host is given up by default: some 15 minutes of rests. */
  public static final int HOST_FAILURES = 12;

  /** 1 s between requests, one at a time, two retries, robots.txt obeyed. */
  public static final PolitenessOptions DEFAULT =
      new PolitenessOptions(Duration.ofSeconds(1), 1, 2, false, true);

  /** Where the search starts on sites of one's own when the user names no number. */
  public static final int OWN_SITE_PER_HOST = 32;

  /** What all hosts at one address share: requests in flight at once, and a delay. */
  public record PerAddress(int inFlightMax, Duration delay) {
    /**
     * Requests in flight to an address by default. A machine may serve a thousand small sites; all
     * of them asked at once would be more than it bears, and none of them alone would notice.
     */
    public static final int IN_FLIGHT = 32;

    /** The usual bounds, which a host may have for itself. */
    public static PerAddress usual(int perHost) {
      return new PerAddress(Math.max(IN_FLIGHT, perHost), Duration.ZERO);
    }

    public PerAddress {
      requireDelay("addressDelay", delay);
      if (inFlightMax < 1 || inFlightMax > Limits.PER_HOST_MAX) {
        throw new IllegalArgumentException(
            "perAddress is " + inFlightMax + "; must be 1 to " + Limits.PER_HOST_MAX);
      }
    }
  }

  /**
   * Which wishes of pages are obeyed: {@code robots} by X-Robots-Tag and robots metas, {@code
   * relNofollow} by {@code rel=nofollow} on a link.
   */
  public record PageRules(boolean robots, boolean relNofollow) {
    /** All of them. */
    public static final PageRules OBEYED = new PageRules(true, true);
  }

  public PolitenessOptions {
    requireDelay("delay", delay);
    if (perHost < 1 || perHost > Limits.PER_HOST_MAX) {
      throw new IllegalArgumentException(
          "perHost is " + perHost + "; must be 1 to " + Limits.PER_HOST_MAX);
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries is " + retries + "; must be 0 or more");
    }
    if (throttle < 0 || throttle > Limits.THROTTLE_SHARE_MAX) {
      throw new IllegalArgumentException(
          "throttle is " + throttle + "; must be 0 to " + Limits.THROTTLE_SHARE_MAX);
    }
    if (hostFailuresMax < 1 || hostFailuresMax > Limits.HOST_FAILURES_MAX) {
      throw new IllegalArgumentException(
          "hostFailuresMax is " + hostFailuresMax + "; must be 1 to " + Limits.HOST_FAILURES_MAX);
    }
  }

  /** These with the usual bounds of an address, throttle and patience. */
  public PolitenessOptions(
      Duration delay, int perHost, int retries, boolean ownSite, boolean robots) {
    this(
        delay,
        perHost,
        retries,
        ownSite,
        robots,
        PerAddress.usual(Math.max(1, Math.min(perHost, Limits.PER_HOST_MAX))),
        THROTTLE,
        HOST_FAILURES,
        PageRules.OBEYED);
  }

  /** These options with another delay. */
  public PolitenessOptions withDelay(Duration other) {
    return new PolitenessOptions(
        other, perHost, retries, ownSite, robots, addresses, throttle, hostFailuresMax, pages);
  }

  /** These options with other requests in flight to a host at once. */
  public PolitenessOptions withPerHost(int most) {
    return new PolitenessOptions(
        delay, most, retries, ownSite, robots, addresses, throttle, hostFailuresMax, pages);
  }

  /** These options with other bounds of an address. */
  public PolitenessOptions withAddresses(PerAddress others) {
    return new PolitenessOptions(
        delay, perHost, retries, ownSite, robots, others, throttle, hostFailuresMax, pages);
  }

  /** These options with another throttle and other patience. */
  public PolitenessOptions withThrottle(int share, int failuresMax) {
    return new PolitenessOptions(
        delay, perHost, retries, ownSite, robots, addresses, share, failuresMax, pages);
  }

  /** These options with other obedience to pages. */
  public PolitenessOptions withPages(PageRules others) {
    return new PolitenessOptions(
        delay, perHost, retries, ownSite, robots, addresses, throttle, hostFailuresMax, others);
  }

  private static void requireDelay(String name, Duration delay) {
    if (delay.isNegative() || delay.compareTo(Limits.DELAY_MAX) > 0) {
      throw new IllegalArgumentException(
          name + " is " + delay + "; must be 0s to " + Limits.DELAY_MAX);
    }
  }
}
