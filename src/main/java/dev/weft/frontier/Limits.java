package dev.weft.frontier;

import java.util.Locale;

/**
 * The bounds of this room's memory. A host queue keeps at most {@code headMax} URLs at hand, and
 * fewer, down to {@code headMin}, when many hosts share {@code headsMax}; what comes on top goes to
 * the store; when {@code headsMax} are at hand the rest waits there for its turn. A queue with
 * {@code retriesMax} URLs waiting for a retry leases no new ones. At most {@code hostsMax} hosts
 * are in memory, with twice as many origins, besides those at rest whose delay holds; one that is
 * there while others wait stays for {@code stayMax} URLs. The store is asked for {@code
 * originsAtOnce} names at once.
 */
record Limits(
    int headMax,
    int headMin,
    int headsMax,
    int retriesMax,
    int hostsMax,
    int stayMax,
    int originsAtOnce) {
  /**
   * 1,024 URLs at hand feed one fast host (40,000 pages/s) for 25 ms, several times what a refill
   * takes; 4 feed a polite one. 65,536 heads in all are about 25 MB. 1,024 retries are more than a
   * host that works has, so only one that does not is held up by them. 50,000 hosts are about 35
   * MB, as many as the crawl keeps robots rules of, and at a delay of one second more requests a
   * second than a machine makes. 100 URLs pay for a robots.txt that may have to be asked for again
   * when the host comes back. 1,024 names are 100 kB.
   */
  static final Limits DEFAULT = new Limits(1_024, 4, 65_536, 1_024, 50_000, 100, 1_024);

  Limits {
    boolean headsFit = headMin >= 1 && headMax >= headMin && headsMax >= headMax;
    if (!headsFit || retriesMax < 1 || hostsMax < 1 || stayMax < 1 || originsAtOnce < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "headMin %d, headMax %d, headsMax %d, retriesMax %d, hostsMax %d, stayMax %d,"
                  + " originsAtOnce %d",
              headMin,
              headMax,
              headsMax,
              retriesMax,
              hostsMax,
              stayMax,
              originsAtOnce));
    }
  }

  /** These limits for at most so many hosts, with the URLs at hand in proportion. */
  Limits forHosts(int hosts) {
    int fewer = Math.min(hostsMax, hosts);
    int heads = Math.max(headMax, (int) ((long) headsMax * fewer / hostsMax));
    return new Limits(headMax, headMin, heads, retriesMax, fewer, stayMax, originsAtOnce);
  }

  /** The most URLs at hand for one of {@code queues} host queues. */
  int headMax(int queues) {
    return Math.max(headMin, Math.min(headMax, headsMax / Math.max(1, queues)));
  }

  /**
   * The hosts in play up to which one that is new comes in at once. The last eighth is for those
   * that wait in the store, so that what is found last does not go first.
   */
  int newHostsMax() {
    return hostsMax - hostsMax / 8;
  }

  /**
   * The most origins of all hosts in play. A host has two, one of each scheme; one that has many,
   * which every port makes, must not take the memory of the others.
   */
  int originsMax() {
    return (int) Math.min(2L * hostsMax, Integer.MAX_VALUE);
  }

  /** The origins in play up to which one that is new comes in at once. */
  int newOriginsMax() {
    return originsMax() - originsMax() / 8;
  }
}
