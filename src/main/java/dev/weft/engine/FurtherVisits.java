package dev.weft.engine;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.Frontier;

/**
 * The one way in which a finished URL is queued again: once at a time, whoever asks for it. The
 * loop's.
 */
final class FurtherVisits {
  private final Frontier frontier;
  private final Claims claims;
  private final CookieRevisits cookies;

  FurtherVisits(Frontier frontier, Claims claims, CookieRevisits cookies) {
    this.frontier = frontier;
    this.claims = claims;
    this.cookies = cookies;
  }

  /** Notes a URL that is finished. */
  void finished(long fingerprint) {
    cookies.finished(fingerprint);
  }

  /** Queues a URL because a redirect to it has set a cookie; false if that is not to be. */
  boolean withCookie(Candidate url, long nowNanos) {
    if (!cookies.claim(url.fingerprint()) || !claims.take(url.fingerprint())) {
      return false;
    }
    frontier.revisit(url, CookieRevisits.VISIT, nowNanos);
    return true;
  }

  /** Queues a URL that is due in a revisit, unless it is queued already. */
  void due(FinishedUrl end, long nowNanos) {
    Candidate url = end.url().candidate();
    if (claims.take(url.fingerprint())) {
      cookies.again(url.fingerprint());
      frontier.revisit(url, end.url().visit() + 1, end.outcome(), nowNanos);
    }
  }
}
