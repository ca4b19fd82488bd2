package dev.weft.engine;

import dev.weft.frontier.Ending;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Grant;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Preparation;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.StateException;
import dev.weft.page.Page;
import dev.weft.politeness.HostLedger;
import dev.weft.politeness.Politeness;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlStanding;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.report.UrlStanding;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The crawl: the one place that decides. It is a state machine that a thread, or a simulation,
 * turns.
 *
 * <h2>Life of a URL</h2>
 *
 * <pre>
 *   seed, outlink, sitemap, due ── {@link Intake}: in scope, not seen ──► queued
 *
 *   queued ── frontier grants ──► leased ── {@link Visits} ──► finished
 *     ▲                             │
 *     ├──── given back (draining) ──┤
 *     └──── snoozed (retry table) ──┘
 * </pre>
 *
 * <p>What an origin needs before its first lease is {@link Preparer}'s; how what was done gets to
 * the disk, {@link Epochs}'; when nothing may be leased, {@link BackPressure}'s; how the run comes
 * to its end, {@link Course}'s.
 *
 * <h2>Threads</h2>
 *
 * <p>Every method runs on the loop's thread. Others reach it through the mailbox: the fetcher's
 * threads with an {@link Arrival} (see {@link PageFlow}), the resolver's with addresses, the sinks'
 * with what is written, the store's with what is committed, the user's with a stop.
 */
final class CrawlLoop {
  /** How often {@link #published} is renewed. */
  private static final long PUBLISH_NANOS = Duration.ofMillis(100).toNanos();

  private final CrawlPlan plan;
  private final Limits limits;
  private final CrawlParts parts;
  private final Clock clock;
  private final Frontier frontier;
  private final HostBook hosts;
  private final Intake intake;
  private final Preparer preparer;
  private final PageFlow flow;
  private final Visits visits;
  private final SinkWriter sinks;
  private final Epochs epochs;
  private final RunBooks books;
  private final BackPressure pressure;
  private final Course course;
  private final Checkpoint resumedFrom;

  private long publishAtNanos;
  private boolean unpublished;
  private volatile CrawlTotals published;
  private volatile Optional<NextDue> upcoming = Optional.empty();

  CrawlLoop(CrawlPlan plan, Limits limits, CrawlParts parts) {
    this.plan = plan;
    this.limits = limits;
    this.parts = parts;
    this.clock = parts.clock();
    Storage storage = parts.storage();
    Recovered recovered = storage.recovered();
    Politeness politeness = new Politeness(plan.politeness(), parts.jitter());
    MemoryLimits kept = limits.memory();
    FrontierStore store = storage.store(parts.mailbox(), this::stateFailed);
    Notes notes = store.isDurable() ? new Notes(recovered.notes()) : Notes.off();
    frontier =
        new Frontier(plan.limits(), HostBook.paces(politeness), store, recovered, kept.hostsMax());
    resumedFrom = RunBooks.checkpoint(recovered);
    books = new RunBooks(plan, resumedFrom.totals(), notes, frontier, clock.nanos());
    published = books.totals(clock.nanos());

    hosts = new HostBook(plan, frontier, politeness, notes, clock, 2 * kept.hostsMax());
    Origins origins = new Origins(parts.fetcher().lanes(), kept.hostsMax());
    Submissions submissions = new Submissions(recovered.fingerprinter(), notes);
    Requests requests = new Requests(plan, limits, submissions, clock);
    ScopeMemory scopes = new ScopeMemory(plan, notes, recovered.nextOrder(), store.isDurable());

    Claims claims = new Claims(store.isDurable());
    FurtherVisits again =
        new FurtherVisits(frontier, store, claims, plan.requests().cookies(), clock);
    EpochLimits often = limits.epochs().every(storage.commitEvery());
    int recordsWaitingMax = Math.max(kept.recordsWaitingMax(), 2 * plan.limits().leasesMax());
    sinks = new SinkWriter(parts, recordsWaitingMax, new SinkEvents());
    epochs = new Epochs(resumedFrom, frontier, store, sinks, books, clock, often, claims);
    intake = new Intake(plan, parts, frontier, store, again, scopes, submissions, books, epochs);
    preparer =
        new Preparer(
            plan,
            limits,
            parts,
            frontier,
            origins,
            hosts,
            requests,
            books.tally,
            intake::robotsRead);

    boolean keepsBodies = sinks.wantsBodies();
    flow = new PageFlow(plan, limits, parts, scopes.scope(), submissions, keepsBodies, this::tell);
    PageAssembler pages = new PageAssembler(keepsBodies, submissions);
    Finisher finisher =
        new Finisher(parts, limits, frontier, intake, submissions, pages, epochs, books);
    long start = clock.nanos();
    course =
        new Course(plan.maxDuration().map(most -> start + most.toNanos()).orElse(Long.MAX_VALUE));
    visits =
        new Visits(
            parts, limits, course, frontier, scopes, origins, hosts, preparer, requests, flow,
            finisher, books);
    long leasingFrom = recovered.isBegun() ? start + hosts.longestRestNanos() : start;
    pressure =
        new BackPressure(
            epochs,
            sinks,
            visits,
            parts.fetcher(),
            plan.limits().leasesMax(),
            recordsWaitingMax,
            leasingFrom);
  }

  /** Hands an arrival over to the loop; from any thread. */
  private void tell(Arrival arrival) {
    parts.mailbox().execute(() -> arrived(arrival));
  }

  /** Opens the sinks; what the state says they hold is kept. */
  void start() {
    sinks.open(parts.storage().recovered().files());
  }

  /** Does what can be done now; false when only time or a message can bring more. */
  boolean turn() {
    long now = clock.nanos();
    if (course.hasEnded()) {
      // What was told together with the end counts too.
      publish(now);
      return false;
    }
    boolean more = false;
    if (course.isOpen()) {
      watchTime(now);
      more = feed(now);
      more |= grant(now);
      epochs.turn(now);
      closeWhenDone();
    }
    publish(now);
    return more;
  }

  private void watchTime(long now) {
    if (course.isOverLong(now)) {
      stop(CrawlEnd.DURATION_MAX, plan.grace());
    }
    if (course.takeOverdue(now)) {
      preparer.abandon();
      visits.cancelAll();
      abandon();
    }
  }

  /** Lets URLs in; true if there are more to be admitted at once. */
  private boolean feed(long now) {
    boolean mayAdmit = course.isRunning() && !intake.isDone() && !epochs.isBehind();
    return mayAdmit && intake.feed(limits.seedsPerTurn(), now);
  }

  /** Leases what hosts and the room behind allow; true if there may be more. */
  private boolean grant(long now) {
    if (pressure.holdsTurn(now)) {
      return false;
    }
    for (int granted = 0; granted < limits.grantsPerTurn(); granted++) {
      Grant grant = pressure.holdsLease() ? null : frontier.lease(now);
      if (grant == null) {
        return false;
      } else if (grant instanceof Preparation preparation) {
        preparer.prepare(preparation);
      } else {
        visits.begin((Lease) grant, now);
      }
    }
    return true;
  }

  private void arrived(Arrival arrival) {
    if (course.isOpen()) {
      visits.arrived(arrival);
    } else {
      arrival.discard();
    }
  }

  private void closeWhenDone() {
    Ending ending = frontier.ending();
    boolean hasMore = course.isRunning() && !intake.isDone();
    if (ending == Ending.NONE || (ending == Ending.DRAINED && hasMore)) {
      return;
    }
    course.close(course.isRunning() ? end(ending) : course.end());
    epochs.finish(() -> sinks.close(course::ended));
  }

  private static CrawlEnd end(Ending ending) {
    return switch (ending) {
      case PAGES_MAX -> CrawlEnd.PAGES_MAX;
      case BYTES_MAX -> CrawlEnd.BYTES_MAX;
      case DRAINED -> CrawlEnd.FINISHED;
      case STOPPED, NONE -> throw new IllegalStateException("ending " + ending + " while leasing");
    };
  }

  private void publish(long now) {
    unpublished = course.isOpen() && now < publishAtNanos;
    if (!unpublished) {
      publishAtNanos = now + PUBLISH_NANOS;
      published = books.totals(now);
      upcoming =
          course.isRunning()
              ? Upcoming.of(frontier, clock, pressure.leasingFromNanos())
              : Optional.empty();
    }
  }

  /** When to turn again if no message comes first; monotonic nanoseconds. */
  long nextTurnNanos() {
    if (!course.isOpen()) {
      return Long.MAX_VALUE;
    }
    long due = Math.min(epochs.nextTurnNanos(), course.nextStepNanos());
    due = unpublished ? Math.min(due, publishAtNanos) : due;
    return course.isRunning()
        ? Math.min(due, pressure.nextLeaseNanos(frontier.nextWakeNanos(), clock.nanos()))
        : due;
  }

  /** Leases nothing until it is resumed; what is in flight finishes, and limits in time hold. */
  void pause(boolean on) {
    pressure.pause(on);
  }

  /** Stops leasing and lets what is in flight finish within {@code grace}; then ends. */
  void stop(CrawlEnd why, Duration grace) {
    if (course.isOpen()) {
      if (course.drain(why, clock.nanos() + grace.toNanos())) {
        frontier.stopLeasing();
      }
    } else if (grace.isZero() && parts.hooks() != null) {
      parts.hooks().abandon();
    }
  }

  private void fail(CrawlEnd why, Throwable problem) {
    if (course.fail(why, problem, clock.nanos())) {
      frontier.stopLeasing();
    }
  }

  private void stateFailed(StateException problem) {
    fail(CrawlEnd.STATE_FAILED, problem);
    epochs.storeFailed();
  }

  /** What the sinks' thread tells. */
  private final class SinkEvents implements SinkWriter.Listener {
    @Override
    public void sinkFailed(Throwable problem) {
      fail(CrawlEnd.SINK_FAILED, problem);
      epochs.sinksFailed();
    }

    @Override
    public void hookFailed(Page page, Page.PageError problem) {
      books.tally.error(page, problem.code(), problem.message());
    }

    @Override
    public void diskLow(String problem) {
      if (course.drainOver(CrawlEnd.DISK_LOW, new IOException(problem), clock.nanos())) {
        frontier.stopLeasing();
      }
    }
  }

  /**
   * Gives up after a broken invariant: nothing is decided any more, the sinks keep what they have.
   */
  void breakDown() {
    visits.cancelAll();
    abandon();
    course.close(CrawlEnd.BROKEN);
    sinks.close(course::ended);
  }

  /** Has what is under way in other hands come back at once. */
  private void abandon() {
    flow.abandon();
    if (parts.hooks() != null) {
      parts.hooks().abandon();
    }
  }

  boolean ended() {
    return course.hasEnded();
  }

  CrawlEnd end() {
    return course.end();
  }

  @Nullable Throwable failure() {
    return course.failure();
  }

  /** Counts a page that the program which takes pages threw over. */
  void failedToTake(Page page, Throwable problem) {
    books.tally.error(page, "listenerFailed", problem.toString());
  }

  /** What earlier runs had committed; epoch 0 if there were none. */
  Checkpoint resumedFrom() {
    return resumedFrom;
  }

  /** What is committed by now; from any thread. */
  Checkpoint checkpoint() {
    return epochs.committed();
  }

  /** The counts of a moment ago; from any thread. */
  CrawlTotals totals() {
    return published;
  }

  /** What was due next a moment ago; from any thread. */
  Optional<NextDue> nextDue() {
    return upcoming;
  }

  /** How hosts were treated; the loop's, and anybody's once it has ended. */
  HostLedger ledger() {
    return hosts.ledger();
  }

  /** What a URL waits for, or how far it is. */
  UrlStanding standing(CrawlUrl url) {
    return standings().of(url);
  }

  /** What the crawl waits for, with up to {@code hostsMax} hosts. */
  CrawlStanding standing(int hostsMax) {
    List<String> causes = new ArrayList<>(pressure.causes(course, clock.nanos()));
    if (parts.hooks() != null) {
      parts.hooks().awaited().forEach(hook -> causes.add("a hook stalls and is awaited: " + hook));
    }
    return standings().all(hostsMax, plan.limits().leasesMax(), causes);
  }

  private Standings standings() {
    return new Standings(
        frontier,
        hosts,
        preparer,
        books.history,
        parts.storage().recovered(),
        visits.leases(),
        clock);
  }
}
