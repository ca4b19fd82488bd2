package dev.weft.engine;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.Ends;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.SitemapRole;
import dev.weft.frontier.UrlOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of finished URLs that are due back into the frontier. The store reads the ends of visits
 * in the order in which they happened, which is that of falling due, some at a time and only as
 * long as not too many URLs wait; how far it has come is noted with the epoch that holds what it
 * has queued. The loop's.
 */
final class DueFeed {
  private static final RevisitLimits LIMITS = RevisitLimits.DEFAULT;

  private final FrontierStore store;
  private final Frontier frontier;
  private final FurtherVisits again;
  private final RunScope scope;
  private final Notes notes;
  private final Runnable whenDone;
  private final Clock clock;
  private @Nullable RevisitRun run;
  private boolean asking;
  private int lookingUp;

  /**
   * The feed of a revisit; of none, it gives nothing.
   *
   * @param whenDone told when the last end was looked at and that must be committed
   */
  DueFeed(
      @Nullable RevisitRun run,
      FrontierStore store,
      Frontier frontier,
      FurtherVisits again,
      RunScope scope,
      Notes notes,
      Runnable whenDone,
      Clock clock) {
    this.run = run;
    this.store = store;
    this.frontier = frontier;
    this.again = again;
    this.scope = scope;
    this.notes = notes;
    this.whenDone = whenDone;
    this.clock = clock;
  }

  /** Whether this is a revisit, and not a first crawl. */
  boolean isOfRevisit() {
    return run != null;
  }

  /** Whether all that is due was queued. */
  boolean isDone() {
    return !asking && lookingUp == 0 && (run == null || !run.isOpen());
  }

  /** Asks for more if more may be queued. */
  void feed() {
    RevisitRun now = run;
    if (now != null
        && !asking
        && now.isOpen()
        && frontier.counts().queued() < LIMITS.waitingMax()) {
      asking = true;
      store.ends(now.next(), now.until(), LIMITS.endsAtOnce(), ends -> found(now, ends));
    }
  }

  /**
   * In a revisit, queues those of the URLs that were changed after they were last fetched, whatever
   * their age, unless this run has fetched them.
   *
   * @param modified when they were changed, since 1970, UTC, by fingerprint
   */
  void modified(Map<Long, Long> modified) {
    RevisitRun now = run;
    if (now == null || modified.isEmpty()) {
      return;
    }
    List<Long> all = new ArrayList<>(modified.keySet());
    for (int from = 0; from < all.size(); from += LIMITS.endsAtOnce()) {
      List<Long> some = all.subList(from, Math.min(all.size(), from + LIMITS.endsAtOnce()));
      lookingUp++;
      store.last(some, ends -> lookedUp(now, ends, modified));
    }
  }

  private void lookedUp(RevisitRun now, List<FinishedUrl> ends, Map<Long, Long> modified) {
    lookingUp--;
    for (FinishedUrl end : ends) {
      UrlOutcome outcome = end.outcome();
      long when = modified.getOrDefault(end.url().candidate().fingerprint(), Long.MIN_VALUE);
      if (outcome != null
          && outcome.fetchedAtMillis() < when
          && outcome.fetchedAtMillis() <= now.beganMillis()) {
        queue(end);
      }
    }
  }

  private void found(RevisitRun before, Ends ends) {
    asking = false;
    long next = ends.next();
    long kept = before.kept();
    long tooYoung = before.cutoffMillis() + LIMITS.clockSlack().toMillis();
    for (Ends.Numbered each : ends.last()) {
      UrlOutcome outcome = each.end().outcome();
      boolean due = outcome != null && outcome.fetchedAtMillis() <= before.cutoffMillis();
      if (!due || !queue(each.end())) {
        kept = Math.min(kept, each.number());
      }
      if (outcome != null && outcome.fetchedAtMillis() > tooYoung) {
        next = before.until();
        break;
      }
    }
    RevisitRun after = before.movedOn(next, kept);
    run = after;
    after.note(notes);
    if (!after.isOpen()) {
      whenDone.run();
    }
  }

  /** Queues a URL for its next visit; false if it is to stay as it is. */
  private boolean queue(FinishedUrl end) {
    Candidate candidate = end.url().candidate();
    UrlOutcome outcome = end.outcome();
    boolean wanted =
        outcome != null
            && outcome.request() == null
            && (candidate.sitemap() != SitemapRole.NONE
                || scope.now().decide(candidate.url(), candidate.hops()).admitted());
    if (wanted) {
      again.due(end, clock.nanos());
    }
    return wanted;
  }
}
