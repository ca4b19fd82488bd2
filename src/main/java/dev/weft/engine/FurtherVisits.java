package dev.weft.engine;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Lease;
import dev.weft.frontier.UrlOutcome;
import dev.weft.page.Disposition;
import java.util.List;

/**
 * The one way in which a finished URL is queued again: once at a time, whoever asks for it. The
 * loop's.
 *
 * <p>One reason is a cookie: a page sends its readers to a login, which sends them back with one.
 * Once for each URL, so that sites that always redirect come to an end. Whether a URL was finished
 * is known here of epochs that are not in the store yet; else the store is asked.
 */
final class FurtherVisits {
  /** The visit that a URL's second fetch is. */
  private static final int COOKIE_VISIT = 2;

  private final Frontier frontier;
  private final FrontierStore store;
  private final Claims claims;
  private final boolean cookies;
  private final Clock clock;
  private int asking;

  /**
   * The further visits of a run.
   *
   * @param cookies whether cookies are kept
   */
  FurtherVisits(
      Frontier frontier, FrontierStore store, Claims claims, boolean cookies, Clock clock) {
    this.frontier = frontier;
    this.store = store;
    this.claims = claims;
    this.cookies = cookies;
    this.clock = clock;
  }

  /** Whether nothing is asked of the store that may queue a URL. */
  boolean isDone() {
    return asking == 0;
  }

  /** Notes a URL that was asked for and is about to be finished. */
  void answered(Lease lease) {
    if (cookies && lease.visit() == 1) {
      claims.visited(lease.candidate().fingerprint());
    }
  }

  /**
   * Queues a URL because a redirect to it has set a cookie.
   *
   * @param ifNot runs if that is not to be, now or once the store has answered
   */
  void withCookie(Candidate url, long nowNanos, Runnable ifNot) {
    long fingerprint = url.fingerprint();
    if (claims.isVisitedOnce(fingerprint)) {
      queue(url, nowNanos, ifNot);
    } else if (cookies && store.isDurable()) {
      asking++;
      store.last(List.of(fingerprint), ends -> told(url, ends, ifNot));
    } else {
      ifNot.run();
    }
  }

  private void told(Candidate url, List<FinishedUrl> ends, Runnable ifNot) {
    asking--;
    if (ends.stream().anyMatch(FurtherVisits::isFirstAnswer)) {
      queue(url, clock.nanos(), ifNot);
    } else {
      ifNot.run();
    }
  }

  private static boolean isFirstAnswer(FinishedUrl end) {
    UrlOutcome outcome = end.outcome();
    return end.url().visit() == 1
        && outcome != null
        && outcome.disposition() != Disposition.ROBOTS_DENIED;
  }

  private void queue(Candidate url, long nowNanos, Runnable ifNot) {
    if (claims.take(url.fingerprint())) {
      frontier.revisit(url, COOKIE_VISIT, nowNanos);
    } else {
      ifNot.run();
    }
  }

  /** Queues a URL that is due in a revisit, unless it is queued already. */
  void due(FinishedUrl end, long nowNanos) {
    Candidate url = end.url().candidate();
    if (claims.take(url.fingerprint())) {
      frontier.revisit(url, end.url().visit() + 1, end.outcome(), nowNanos);
    }
  }
}
