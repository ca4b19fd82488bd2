package dev.weft.demo;

import java.util.List;

/**
 * Which demo web: {@code pages} ordinary pages spread over {@code hosts} (images, redirects, errors
 * and the like come on top, about four for ten pages), all chosen by {@code seed}. With {@code
 * troubles}, some URLs fail at first or for good in ways that make a polite crawler wait: 408, 500
 * and 503.
 */
public record DemoOptions(int pages, List<String> hosts, long seed, boolean troubles) {
  /** 4,000 pages on four hosts. */
  public static final DemoOptions DEFAULT =
      new DemoOptions(
          4_000,
          List.of("docs.localhost", "shop.localhost", "news.localhost", "wiki.localhost"),
          1,
          true);

  /** The most pages of a web; more would say nothing new and the truth is held in memory. */
  public static final int PAGES_MAX = 1_000_000;

  public DemoOptions {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a demo web needs a host");
    }
    if (pages < hosts.size() || pages > PAGES_MAX) {
      throw new IllegalArgumentException(
          "pages is " + pages + "; must be " + hosts.size() + " to " + PAGES_MAX);
    }
  }

  /** The same web with another number of pages. */
  public DemoOptions withPages(int number) {
    return new DemoOptions(number, hosts, seed, troubles);
  }

  /** The same kind of web, chosen by another seed. */
  public DemoOptions withSeed(long other) {
    return new DemoOptions(pages, hosts, other, troubles);
  }

  /** The same web without what makes a polite crawler wait. */
  public DemoOptions withoutTroubles() {
    return new DemoOptions(pages, hosts, seed, false);
  }

  /** The number of ordinary pages on the host at this index. */
  int pagesOf(int host) {
    return pages / hosts.size() + (host < pages % hosts.size() ? 1 : 0);
  }
}
