package dev.weft.engine;

import dev.weft.frontier.SeenSet;
import org.jspecify.annotations.Nullable;

/**
 * Which finished URLs may be fetched once more because a redirect to them set a cookie: a page that
 * sends its readers to a login, which sends them back with a cookie. Once for each URL, so that
 * sites that always redirect come to an end. The loop's; keeps nothing where cookies are off.
 */
final class Revisits {
  /** The visit that a URL's second fetch is. */
  static final int VISIT = 2;

  private final @Nullable SeenSet finished;
  private final @Nullable SeenSet again;

  Revisits(boolean on) {
    finished = on ? new SeenSet() : null;
    again = on ? new SeenSet() : null;
  }

  /** Notes a URL by its fingerprint. */
  void finished(long fingerprint) {
    if (finished != null) {
      finished.add(fingerprint);
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
