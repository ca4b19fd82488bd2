package dev.weft.engine;

import dev.weft.frontier.Changes;
import dev.weft.frontier.Committed;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.OutputFile;
import dev.weft.page.Page;
import dev.weft.report.Checkpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is committed together, and its way to the disk. The open epoch gathers what becomes of URLs,
 * in the frontier, and the records of finished ones, in the sinks' queue. Closed, it passes {@code
 * weft-sink}, which makes those records durable, and then {@code weft-store}, which writes the URLs
 * and how long the files are in one synced write. The loop waits for neither.
 *
 * <p>A failure ends it: an epoch whose records could not be made durable never gets to the store,
 * nor does any after it. The loop's.
 */
final class Epochs {
  private static final long NEVER = Long.MAX_VALUE;

  /** How often sinks hand what is buffered to the operating system. */
  private static final long FLUSH_NANOS = Duration.ofMillis(200).toNanos();

  /**
   * How long finished pages are gathered for the sinks, and how many at most: a thread that is
   * woken for every page spends more on that than on writing.
   */
  private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();

  private static final int GATHERED_MAX = 64;

  private final Frontier frontier;
  private final FrontierStore store;
  private final SinkWriter sinks;
  private final RunBooks books;
  private final Clock clock;
  private final EpochLimits limits;

  private long number;
  private int pages;
  private long bytes;
  private long dueNanos;
  private long handOverAtNanos = NEVER;
  private long flushAtNanos = NEVER;
  private int inSinks;
  private int inStore;
  private boolean failed;
  private final Claims claims;
  private boolean noted;
  private @Nullable Runnable whenFinished;
  private volatile Checkpoint committed;

  Epochs(
      Checkpoint last,
      Frontier frontier,
      FrontierStore store,
      SinkWriter sinks,
      RunBooks books,
      Clock clock,
      EpochLimits limits,
      Claims claims) {
    this.committed = last;
    this.dueNanos = last.epoch() == 0 ? Long.MIN_VALUE : NEVER;
    this.number = last.epoch();
    this.frontier = frontier;
    this.store = store;
    this.sinks = sinks;
    this.books = books;
    this.clock = clock;
    this.limits = limits;
    this.claims = claims;
  }

  /** The last epoch committed; from any thread. */
  Checkpoint committed() {
    return committed;
  }

  /** Takes the record of a URL that is about to be finished in the frontier. */
  void record(Page page) {
    sinks.write(page);
    pages++;
    bytes += page.reply() == null ? 0 : page.reply().wireBytes();
    long now = clock.nanos();
    handOverAtNanos = Math.min(handOverAtNanos, now + GATHER_NANOS);
    flushAtNanos = Math.min(flushAtNanos, now + FLUSH_NANOS);
  }

  /** Something was noted that must be committed, though no URL changed. */
  void noted() {
    noted = store.isDurable();
  }

  /** Closes the open epoch as soon as there is something in it. */
  void hasten() {
    dueNanos = Long.MIN_VALUE;
  }

  /** Hands on what was gathered, and closes the open epoch if it is time. */
  void turn(long nowNanos) {
    if (nowNanos >= handOverAtNanos || sinks.gathered() >= GATHERED_MAX) {
      handOverAtNanos = NEVER;
      sinks.handOver();
    }
    if (nowNanos >= flushAtNanos) {
      flushAtNanos = NEVER;
      sinks.flush();
    }
    if (!failed && isBegun()) {
      dueNanos = dueNanos == NEVER ? nowNanos + limits.nanos() : dueNanos;
      if (isDue(nowNanos) && inSinks + inStore < limits.underWayMax()) {
        close();
      }
    }
  }

  /** When it is time for {@link #turn} if no message comes first. */
  long nextTurnNanos() {
    boolean mayClose = !failed && inSinks + inStore < limits.underWayMax();
    long due = Math.min(handOverAtNanos, flushAtNanos);
    return mayClose && isBegun() ? Math.min(due, dueNanos) : due;
  }

  /**
   * Whether nothing may be leased for now: the disk is behind, or the crawl is not on it yet. So a
   * run that finds nothing committed can be sure that nothing was asked of any host.
   */
  boolean holdsLeasing() {
    return isBehind() || (store.isDurable() && committed.epoch() == 0);
  }

  /** Whether the disk is so far behind that nothing more may be admitted. */
  boolean isBehind() {
    return inSinks + inStore >= limits.underWayMax() && isDue(clock.nanos());
  }

  /** Commits all there is, then runs {@code done}; sooner if there is nobody left to wait for. */
  void finish(Runnable done) {
    whenFinished = done;
    hasten();
    goOn();
  }

  /** No record can be written any more: what is not on its way to the store will not be. */
  void sinksFailed() {
    failed = true;
    inSinks = 0;
    goOn();
  }

  /** Nothing can be committed any more. */
  void storeFailed() {
    failed = true;
    inSinks = 0;
    inStore = 0;
    goOn();
  }

  private boolean isBegun() {
    return noted || pages + frontier.changeCount() > 0;
  }

  private boolean isDue(long nowNanos) {
    boolean full =
        store.isDurable()
            && (pages + frontier.changeCount() >= limits.urlsMax() || bytes >= limits.bytesMax());
    return full || nowNanos >= dueNanos || (frontier.awaitsCommit() && isIdle());
  }

  /** Then only the commit can bring new work. */
  private boolean isIdle() {
    return frontier.counts().leased() + frontier.counts().preparing() == 0;
  }

  private void close() {
    Changes changes = frontier.takeChanges();
    Checkpoint checkpoint = new Checkpoint(++number, books.totals(clock.nanos()));
    Map<String, String> notes = store.isDurable() ? books.takeNotes(checkpoint.totals()) : Map.of();
    claims.closed();
    noted = false;
    pages = 0;
    bytes = 0;
    dueNanos = NEVER;
    inSinks++;
    sinks.endEpoch(files -> written(checkpoint, new Written(changes, notes, files)));
  }

  /** An epoch whose records are durable. */
  private record Written(Changes changes, Map<String, String> notes, List<OutputFile> files) {}

  private void written(Checkpoint checkpoint, Written epoch) {
    if (failed) {
      return;
    }
    inSinks--;
    inStore++;
    store.commit(
        new Epoch(checkpoint.epoch(), epoch.changes(), epoch.notes(), epoch.files()),
        answer -> committed(checkpoint, answer));
  }

  private void committed(Checkpoint checkpoint, Committed answer) {
    inStore = Math.max(0, inStore - 1);
    committed = checkpoint;
    claims.committed();
    frontier.committed(answer, clock.nanos());
    goOn();
  }

  private void goOn() {
    Runnable done = whenFinished;
    if (done == null) {
      return;
    }
    turn(clock.nanos());
    boolean hasMore = !failed && (isBegun() || inSinks > 0);
    if (!hasMore && inStore == 0) {
      whenFinished = null;
      done.run();
    }
  }
}
