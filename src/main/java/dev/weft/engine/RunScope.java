package dev.weft.engine;

import dev.weft.scope.Scope;
import dev.weft.url.CrawlUrl;

/**
 * The scope of a run as it is by now: seeds that redirect widen it as they are found. Any thread.
 */
final class RunScope {
  private volatile Scope now;

  RunScope(Scope first) {
    now = first;
  }

  /** What holds at this moment. */
  Scope now() {
    return now;
  }

  /** Lets a redirected seed widen the scope; synchronized, since two seeds may arrive at once. */
  synchronized void widen(CrawlUrl seed, CrawlUrl target) {
    now = now.withRedirectedSeed(seed, target);
  }
}
