package dev.weft.engine;

import dev.weft.frontier.Ends;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.UrlOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run over a state: the first crawl is run 1, each revisit is another one, however often it was
 * interrupted. It lies in the state as a note, which moves on with the epochs.
 *
 * @param number from 1
 * @param beganMillis when it began, since 1970, UTC
 * @param cutoffMillis URLs fetched then or earlier are due by their age
 * @param next the number of the end to look at next
 * @param until the number of the first end that this run has made
 * @param kept the lowest number of an end that was not due; those below are the last of no URL
 */
public record RevisitRun(
    int number, long beganMillis, long cutoffMillis, long next, long until, long kept) {
  private static final String NOTE = "run";

  /** The run that a state is in, whether it has come to its end or not. */
  public static RevisitRun of(Recovered recovered) {
    String text = recovered.notes().get(NOTE);
    if (text == null) {
      return new RevisitRun(1, 0, 0, 0, 0, 0);
    }
    String[] parts = text.split(" ", -1);
    return new RevisitRun(
        Integer.parseInt(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]));
  }

  /** The revisit that a state is in; null in a first crawl. */
  static @Nullable RevisitRun openIn(Recovered recovered) {
    RevisitRun run = of(recovered);
    return run.number > 1 ? run : null;
  }

  /**
   * Begins a revisit of what was last fetched so long ago or longer; blocks. What the state held
   * must then be recovered anew.
   */
  public static RevisitRun begin(
      FrontierState state, Recovered recovered, Duration age, Instant now) {
    RevisitRun last = of(recovered);
    long from = Math.min(last.kept, last.next);
    RevisitRun run =
        new RevisitRun(
            last.number + 1,
            now.toEpochMilli(),
            now.minus(age).toEpochMilli(),
            from,
            recovered.finished(),
            recovered.finished());
    Map<String, String> notes = new HashMap<>();
    notes.put(NOTE, run.text());
    notes.put(RunBooks.TOTALS, "");
    state.beginRun(notes);
    return run;
  }

  /**
   * When the URL is due that was not fetched for longest; empty if there is none. Reads the state;
   * blocks.
   */
  public static Optional<Instant> nextDue(FrontierState state, Recovered recovered, Duration age) {
    RevisitRun last = of(recovered);
    long next = Math.min(last.kept, last.next);
    int most = RevisitLimits.DEFAULT.endsAtOnce();
    while (next < recovered.finished()) {
      Ends ends = state.ends(next, recovered.finished(), most);
      for (Ends.Numbered each : ends.last()) {
        UrlOutcome outcome = each.end().outcome();
        if (outcome != null && outcome.request() == null) {
          return Optional.of(dueAt(outcome, age));
        }
      }
      next = ends.next();
    }
    return Optional.empty();
  }

  /** When a URL is due again by its age; empty if it is not revisited. */
  public static Optional<Instant> dueAt(FinishedUrl end, Duration age) {
    UrlOutcome outcome = end.outcome();
    return outcome == null || outcome.request() != null
        ? Optional.empty()
        : Optional.of(dueAt(outcome, age));
  }

  private static Instant dueAt(UrlOutcome outcome, Duration age) {
    return Instant.ofEpochMilli(outcome.fetchedAtMillis()).plus(age);
  }

  /**
   * Whether a state holds nothing that another run would go on with: no URL waits, and no revisit
   * has ends left to look at. Seeds that are new to it are not asked about.
   */
  public static boolean isAtEnd(Recovered recovered) {
    return recovered.queuedUrls() == 0 && !of(recovered).isOpen();
  }

  /** How old URLs must be that this run takes for their age; empty in a first crawl. */
  public Optional<Duration> age() {
    return number > 1
        ? Optional.of(Duration.ofMillis(beganMillis - cutoffMillis))
        : Optional.empty();
  }

  /** Whether this run was interrupted before it came to a URL that is due in it. */
  public boolean isStillToQueue(FinishedUrl end) {
    UrlOutcome outcome = end.outcome();
    return isOpen()
        && outcome != null
        && outcome.request() == null
        && outcome.fetchedAtMillis() <= cutoffMillis;
  }

  /** Whether ends are left to look at. */
  public boolean isOpen() {
    return next < until;
  }

  /** The same after ends were looked at. */
  RevisitRun movedOn(long newNext, long newKept) {
    return new RevisitRun(number, beganMillis, cutoffMillis, newNext, until, newKept);
  }

  void note(Notes notes) {
    notes.put(NOTE, text());
  }

  private String text() {
    return number + " " + beganMillis + " " + cutoffMillis + " " + next + " " + until + " " + kept;
  }
}
