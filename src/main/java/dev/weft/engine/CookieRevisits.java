package dev.weft.engine;

import dev.weft.frontier.FrontierState;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.SeenSet;
import org.jspecify.annotations.Nullable;

/**
 * Which finished URLs may be fetched once more because a redirect to them set a cookie: a page that
 * sends its readers to a login, which sends them back with a cookie. Once for each URL, so that
 * sites that always redirect come to an end. The loop's; keeps nothing where cookies are off.
 */
final class CookieRevisits {
  /** The visit that a URL's second fetch is. */
  static final int VISIT = 2;

  private final @Nullable SeenSet finished;
  private final @Nullable SeenSet again;

  private CookieRevisits(boolean on) {
    finished = on ? new SeenSet() : null;
    again = on ? new SeenSet() : null;
  }

  /**
   * What earlier runs did, to go on from. Where cookies are on that reads all of the state, some
   * seconds for a million URLs; blocks.
   */
  static CookieRevisits of(boolean on, Storage storage) {
    CookieRevisits revisits = new CookieRevisits(on);
    FrontierState state = storage.stateOrNull();
    if (on && state != null && storage.recovered().isBegun()) {
      state.eachFinished(end -> revisits.restore(end.url()));
      state.eachQueued(revisits::restoreQueued);
    }
    return revisits;
  }

  private void restoreQueued(QueuedUrl url) {
    if (url.visit() >= VISIT) {
      restore(url);
    }
  }

  private void restore(QueuedUrl url) {
    long fingerprint = url.candidate().fingerprint();
    finished(fingerprint);
    if (again != null && url.visit() >= VISIT) {
      again.add(fingerprint);
    }
  }

  /** Notes a URL by its fingerprint. */
  void finished(long fingerprint) {
    if (finished != null) {
      finished.add(fingerprint);
    }
  }

  /** Notes that a URL is fetched again for another reason. */
  void again(long fingerprint) {
    if (again != null) {
      again.add(fingerprint);
    }
  }

  /** Whether the URL was finished and is now claimed for the first time. */
  boolean claim(long fingerprint) {
    return finished != null
        && again != null
        && finished.contains(fingerprint)
        && again.add(fingerprint);
  }
}
