package dev.weft.gather;

import dev.weft.dns.Resolver;
import dev.weft.fetch.Fetcher;
import dev.weft.request.RequestRules;
import dev.weft.url.CrawlUrl;
import java.util.Iterator;

/**
 * Fetches lists of URLs with one fetcher and one resolver, which it closes; the bounds on what is
 * in flight hold over all its lists. Any thread.
 */
public final class Gatherer implements AutoCloseable {
  final Fetcher fetcher;
  final Resolver resolver;
  final GatherOptions options;
  final Places places;
  final RedirectFollower follower;

  /** What requests carry once a redirect has led away from the origin the user named. */
  final RequestRules requestsAway;

  /** A gatherer that owns its backends. */
  public Gatherer(Fetcher fetcher, Resolver resolver, GatherOptions options) {
    this.fetcher = fetcher;
    this.resolver = resolver;
    this.options = options;
    this.places = new Places(options.concurrency(), options.perHost());
    this.follower = new RedirectFollower(options.redirectsMax());
    this.requestsAway =
        options.requests().withHeaders(RedirectFollower.harmless(options.requests().headers()));
  }

  /**
   * Starts to fetch a list.
   *
   * @param urls read on a thread of the list's own, so it may block, and never end
   */
  public Gather gather(Iterator<CrawlUrl> urls, Order order) {
    Gather list = new Gather(this, urls, order, Limits.DEFAULT);
    places.register(list);
    list.start();
    return list;
  }

  /** Cancels all lists and ends the threads of fetcher and resolver; returns when that is done. */
  @Override
  public void close() {
    places.lists().forEach(Gather::cancel);
    try {
      resolver.close();
    } finally {
      fetcher.close();
    }
  }
}
