package dev.weft.engine;

import dev.weft.fetch.FetchRequest;
import dev.weft.frontier.Ending;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Grant;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Preparation;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.StateException;
import dev.weft.frontier.Usage;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.politeness.HostLedger;
import dev.weft.politeness.Next;
import dev.weft.politeness.Politeness;
import dev.weft.report.Checkpoint;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlStanding;
import dev.weft.report.CrawlTotals;
import dev.weft.report.NextDue;
import dev.weft.report.UrlStanding;
import dev.weft.robots.RobotsCache;
import dev.weft.robots.RobotsRules;
import dev.weft.robots.RobotsVerdict;
import dev.weft.scope.Scope;
import dev.weft.scope.ScopeDecision;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The crawl: the one place that decides. It is a state machine that a thread, or a simulation,
 * turns. One file because all decisions of a crawl depend on each other, and are taken here.
 *
 * <h2>Life of a URL</h2>
 *
 * <pre>
 *   outlink or seed ── scope, not seen ──► queued ── frontier grants ──► leased ──► fetched ──► finished
 *                                            ▲                            │            │
 *                                            ├──── given back (draining) ─┤            │
 *                                            └──── snoozed (retry table) ──────────────┘
 * </pre>
 *
 * <p>Every lease ends in exactly one of three calls to the frontier: {@code finish}, with one
 * record written, or none if the scope of an earlier run let it in and today's does not; {@code
 * snooze}, with none; {@code giveBack}, as if it had never been. {@link #flights} holds the leases
 * with a request in the air; a lease that needs no request (robots deny it, its origin is
 * condemned) is finished in the turn that grants it. The links of a page are admitted before its
 * lease is finished, so the frontier never looks drained while work is on its way.
 *
 * <h2>Threads</h2>
 *
 * <p>Every method runs on the loop's thread. Others reach it through the mailbox: the fetcher's
 * threads with an {@link Arrival} (see {@link PageFlow}), the resolver's with addresses, the sinks'
 * with what is written, the store's with what is committed (see {@link Epochs}), the user's with a
 * stop.
 *
 * <h2>Ending</h2>
 *
 * <p>{@code RUNNING → DRAINING} when leasing stops (a stop, the maximum duration, a failed sink or
 * store): what is in flight finishes within the grace time, then is cancelled and given back.
 * {@code → CLOSING} when the frontier has ended: the last epoch is committed and the sinks are
 * closed. {@code → ENDED} when they are.
 */
final class CrawlLoop {
  private enum State {
    RUNNING,
    DRAINING,
    CLOSING,
    ENDED
  }

  /** How often {@link #published} is renewed. */
  private static final long PUBLISH_NANOS = Duration.ofMillis(100).toNanos();

  /** How soon to look again whether there is memory for bodies. */
  private static final long MEMORY_POLL_NANOS = Duration.ofMillis(2).toNanos();

  private final CrawlPlan plan;
  private final Limits limits;
  private final CrawlParts parts;
  private final Clock clock;
  private final Frontier frontier;
  private final Admissions admissions;
  private final HostBook hosts;
  private final Submissions submissions;
  private final Requests requests;
  private final Preparer preparer;
  private final ScopeMemory scopes;
  private final SeedFeed seeds;
  private final DueFeed due;
  private final SitemapDesk sitemaps;
  private final SeenContents contents;
  private final PageFlow flow;
  private final RequestHooks asking;
  private final AnswerHooks answers;
  private final PageAssembler pages;
  private final SinkWriter sinks;
  private final Epochs epochs;
  private final Tally tally;
  private final Ledger ledger;
  private final History history;
  private final IdentityHashMap<Lease, Flight> flights = new IdentityHashMap<>();
  private final Checkpoint resumedFrom;

  private State state = State.RUNNING;
  private CrawlEnd end = CrawlEnd.FINISHED;
  private @Nullable Throwable failure;
  private boolean failed;
  private boolean paused;
  private final long leasingFromNanos;
  private final long leasingUntilNanos;
  private long drainUntilNanos = Long.MAX_VALUE;
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
    Notes notes = new Notes(recovered.notes());
    this.history = new History(notes);
    Politeness politeness = new Politeness(plan.politeness(), parts.jitter());
    Revisits revisits = Revisits.of(plan.requests().cookies(), storage);
    FrontierStore store = storage.store(parts.mailbox(), this::stateFailed);
    this.frontier = new Frontier(plan.limits(), HostBook.paces(politeness), store, recovered);
    this.resumedFrom = Ledger.checkpoint(recovered);
    this.tally = new Tally(plan.seeds().size(), plan.parse().rules(), resumedFrom.totals());
    this.ledger = new Ledger(tally, notes, frontier, clock.nanos());
    this.published = ledger.totals(clock.nanos());
    this.hosts =
        new HostBook(
            plan, parts.fetcher(), frontier, politeness, notes, clock, limits.originsMax());
    RobotsCache robots = new RobotsCache(clock::nanos, Runnable::run, limits.robotsEntriesMax());
    this.submissions = new Submissions(recovered.fingerprinter(), notes);
    this.requests = new Requests(plan, limits, submissions, clock);
    this.preparer =
        new Preparer(
            plan, limits, parts, frontier, hosts, robots, requests, tally, this::robotsRead);
    this.scopes = new ScopeMemory(plan, notes, recovered.nextOrder(), store.isDurable());
    Claims claims = new Claims();
    this.admissions =
        new Admissions(
            frontier,
            recovered.seen(),
            plan.scope().traps(),
            parts.jitter().nextLong(),
            tally,
            submissions,
            revisits,
            claims,
            scopes);
    this.seeds = new SeedFeed(plan.seeds(), frontier, submissions, this::knowsSeed);
    this.sinks = new SinkWriter(parts, new StorageListener());
    this.epochs =
        new Epochs(
            resumedFrom,
            frontier,
            store,
            sinks,
            ledger,
            clock,
            limits.epochs().every(storage.commitEvery()),
            claims);
    this.pages = new PageAssembler(sinks.wantsBodies(), submissions);
    this.flow =
        flow(plan, limits, parts, scopes.scope(), submissions, sinks.wantsBodies(), this::tell);
    this.due = dueFeed(recovered, store, claims, revisits, notes);
    this.sitemaps =
        new SitemapDesk(
            plan.discovery(), recovered.fingerprinter(), frontier, flow::scope, this.due);
    this.contents = SeenContents.of(storage);
    this.asking = new RequestHooks(parts.hooks(), flow, parts.mailbox());
    this.answers = new AnswerHooks(flow, parts.hooks());
    long start = clock.nanos();
    this.leasingFromNanos = recovered.isBegun() ? start + hosts.longestRestNanos() : start;
    this.leasingUntilNanos =
        plan.maxDuration().map(most -> start + most.toNanos()).orElse(Long.MAX_VALUE);
  }

  private DueFeed dueFeed(
      Recovered recovered, FrontierStore store, Claims claims, Revisits cookies, Notes notes) {
    return new DueFeed(
        RevisitRun.openIn(recovered),
        store,
        frontier,
        new DueFeed.Guards(claims, cookies, flow::scope),
        notes,
        epochs::noted,
        clock);
  }

  private static PageFlow flow(
      CrawlPlan plan,
      Limits limits,
      CrawlParts parts,
      Scope scope,
      Submissions submissions,
      boolean keepsBodies,
      Consumer<Arrival> loop) {
    Recovered recovered = parts.storage().recovered();
    return new PageFlow(
        parts.parser(),
        scope,
        submissions,
        recovered.fingerprinter(),
        recovered.seen(),
        new PageWishes(plan),
        limits,
        plan.limits().bodyBytesMax(),
        keepsBodies,
        parts.hooks(),
        loop);
  }

  /** Hands an arrival over to the loop. */
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
    if (state == State.ENDED) {
      return false;
    }
    boolean more = false;
    if (state != State.CLOSING) {
      watchTime(now);
      more = feed(now);
      more |= grant(now);
      epochs.turn(now);
      closeWhenDone();
    }
    publish(now);
    return more;
  }

  /** When to turn again if no message comes first; monotonic nanoseconds. */
  long nextTurnNanos() {
    if (state == State.CLOSING || state == State.ENDED) {
      return Long.MAX_VALUE;
    }
    long due = epochs.nextTurnNanos();
    due = unpublished ? Math.min(due, publishAtNanos) : due;
    if (state == State.DRAINING) {
      return Math.min(due, drainUntilNanos);
    }
    return Math.min(due, Math.min(nextLeaseNanos(), leasingUntilNanos));
  }

  private long nextLeaseNanos() {
    if (paused || epochs.holdsLeasing() || isFull()) {
      return Long.MAX_VALUE;
    }
    long lease = Math.max(leasingFromNanos, frontier.nextWakeNanos());
    // Nobody tells when a body is closed.
    return parts.fetcher().isShortOfMemory()
        ? Math.max(lease, clock.nanos() + MEMORY_POLL_NANOS)
        : lease;
  }

  /** Whether so much waits to be written or taken that nothing more may be leased. */
  private boolean isFull() {
    return flights.size() + sinks.waiting() >= limits.recordsWaitingMax()
        || sinks.awaitsTaker(flights.size());
  }

  /** Leases nothing until it is resumed; what is in flight finishes, and limits in time hold. */
  void pause(boolean on) {
    paused = on;
  }

  /** Counts a page that the program which takes pages threw over. */
  void failedToTake(Page page, Throwable problem) {
    tally.error(page, "listenerFailed", problem.toString());
  }

  boolean ended() {
    return state == State.ENDED;
  }

  CrawlEnd end() {
    return end;
  }

  @Nullable Throwable failure() {
    return failure;
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
    long now = clock.nanos();
    List<String> causes = new ArrayList<>();
    if (state != State.RUNNING) {
      causes.add("nothing new is started: the run ends (" + end.code() + ")");
    } else if (now < leasingFromNanos) {
      causes.add("a crawl that goes on asks nobody before the delay has passed");
    }
    if (epochs.holdsLeasing()) {
      causes.add("the disk is behind: what was done waits to be committed");
    }
    if (flights.size() + sinks.waiting() >= limits.recordsWaitingMax()) {
      causes.add("the sinks are behind: " + sinks.waiting() + " records wait to be written");
    }
    if (parts.fetcher().isShortOfMemory()) {
      causes.add("memory for bodies is used up: pages wait to be parsed or written");
    }
    if (flights.size() >= plan.limits().leasesMax()) {
      causes.add("as many requests are in flight as --concurrency allows");
    }
    return standings().all(hostsMax, plan.limits().leasesMax(), causes);
  }

  private Standings standings() {
    return new Standings(
        frontier, hosts, preparer, history, parts.storage().recovered(), flights.keySet(), clock);
  }

  /** Stops leasing and lets what is in flight finish within {@code grace}; then ends. */
  void stop(CrawlEnd why, Duration grace) {
    long until = clock.nanos() + grace.toNanos();
    if (state == State.RUNNING) {
      state = State.DRAINING;
      end = why;
      drainUntilNanos = until;
      frontier.stopLeasing();
    } else if (state == State.DRAINING) {
      drainUntilNanos = Math.min(drainUntilNanos, until);
    } else if (grace.isZero() && parts.hooks() != null) {
      parts.hooks().abandon();
    }
  }

  /**
   * Gives up after a broken invariant: nothing is decided any more, the sinks keep what they have.
   */
  void breakDown() {
    flights.values().forEach(Flight::cancel);
    abandon();
    state = State.CLOSING;
    sinks.close(() -> state = State.ENDED);
  }

  private void stateFailed(StateException problem) {
    fail(CrawlEnd.STATE_FAILED, problem);
    epochs.storeFailed();
  }

  /** What the sinks' thread tells. */
  private final class StorageListener implements SinkWriter.Listener {
    @Override
    public void sinkFailed(Throwable problem) {
      fail(CrawlEnd.SINK_FAILED, problem);
      epochs.sinksFailed();
    }

    @Override
    public void hookFailed(Page page, Page.PageError problem) {
      tally.error(page, problem.code(), problem.message());
    }

    @Override
    public void diskLow(String problem) {
      if (state == State.RUNNING) {
        failure = new IOException(problem);
        stop(CrawlEnd.DISK_LOW, Duration.ZERO);
      }
    }
  }

  /** Ends the crawl with what is committed; the first failure is the one that is told. */
  private void fail(CrawlEnd why, Throwable problem) {
    if (state == State.RUNNING || state == State.DRAINING) {
      stop(why, Duration.ZERO);
    }
    if (!failed) {
      failed = true;
      failure = problem;
      end = why;
    }
  }

  private void watchTime(long now) {
    if (state == State.RUNNING && now >= leasingUntilNanos) {
      stop(CrawlEnd.DURATION_MAX, plan.grace());
    }
    if (state == State.DRAINING && now >= drainUntilNanos) {
      drainUntilNanos = Long.MAX_VALUE;
      preparer.abandon();
      List.copyOf(flights.values()).forEach(Flight::cancel);
      abandon();
    }
  }

  /** Has what is under way in other hands come back at once. */
  private void abandon() {
    parts.parser().abandon();
    if (parts.hooks() != null) {
      parts.hooks().abandon();
    }
  }

  /** Admits seeds; true if there are more to be admitted at once. */
  private boolean feed(long now) {
    if (state != State.RUNNING || (seeds.isDone() && due.isDone()) || epochs.isBehind()) {
      return false;
    }
    sitemaps.takeGiven(now);
    due.feed();
    seeds.admit(limits.seedsPerTurn(), now);
    return !seeds.isDone();
  }

  private void robotsRead(Origin origin, RobotsRules rules) {
    sitemaps.takeNamed(origin, rules, clock.nanos());
  }

  /** A revisit takes seeds as reached that it need not ask for. */
  private void knowsSeed() {
    if (due.isOfRevisit()) {
      tally.seedFetched();
    }
  }

  private boolean grant(long now) {
    if (paused || now < leasingFromNanos || epochs.holdsLeasing()) {
      return false;
    }
    for (int granted = 0; granted < limits.grantsPerTurn(); granted++) {
      if (isFull() || parts.fetcher().isShortOfMemory()) {
        return false;
      }
      Grant grant = frontier.lease(now);
      if (grant == null) {
        return false;
      } else if (grant instanceof Preparation preparation) {
        preparer.prepare(preparation);
      } else {
        begin((Lease) grant, now);
      }
    }
    return true;
  }

  private void begin(Lease lease, long now) {
    if (scopes.isFromAnotherScope(lease) && leftScope(lease, now)) {
      return;
    }
    OriginState origin = hosts.of(lease.origin());
    OriginState.Condemnation condemnation = hosts.condemnation(origin);
    if (condemnation != null) {
      finish(lease, condemnation.disposition(), condemnation.error(), now);
      return;
    }
    RobotsRules rules = preparer.rules(origin);
    if (rules == null || !origin.addressesGoodAt(now)) {
      frontier.giveBack(lease, now);
      frontier.unprepare(lease.origin());
    } else if (!rules.allows(lease.url())) {
      RobotsVerdict verdict = rules.verdict(lease.url());
      history.denied(lease.url(), verdict);
      finish(lease, Disposition.ROBOTS_DENIED, denial(verdict), now);
    } else {
      fetch(lease, origin);
    }
  }

  private static Page.PageError denial(RobotsVerdict verdict) {
    return new Page.PageError(
        Disposition.ROBOTS_DENIED.code(),
        "robots.txt of the host disallows this URL, " + verdict.place());
  }

  /** Finishes a URL that the scope of an earlier run let in and today's does not. */
  private boolean leftScope(Lease lease, long now) {
    ScopeDecision decision = flow.scope().decide(lease.url(), lease.candidate().hops());
    if (decision.admitted()) {
      return false;
    }
    tally.outOfScope(Map.of(decision.rule(), 1));
    submissions.finished(lease);
    frontier.finish(lease, Usage.NONE, now);
    return true;
  }

  private void fetch(Lease lease, OriginState origin) {
    Flight flight = new Flight(origin);
    flights.put(lease, flight);
    FetchRequest request = requests.page(lease, origin.addresses(), flight.lane);
    asking.look(lease, flight, request, looked -> send(lease, flight, looked));
  }

  private void send(Lease lease, Flight flight, FetchRequest request) {
    if (state == State.CLOSING) {
      return;
    }
    tally.request();
    hosts.pageStarted(lease.origin().host());
    flight.begin(
        parts.fetcher(),
        request,
        clock,
        outcome ->
            answers.arrived(lease, flight, outcome, () -> flight.read(requests, lease, outcome)));
  }

  private void arrived(Arrival arrival) {
    if (state == State.CLOSING) {
      arrival.discard();
      return;
    }
    Lease lease = arrival.lease();
    Flight flight = flights.remove(lease);
    if (flight == null) {
      throw new IllegalStateException("a second answer came for " + lease.url());
    }
    flight.landed(arrival.outcome());
    if (flight.isBegun()) {
      hosts.ended(lease.origin().host(), flight.endNanos());
    }
    long now = clock.nanos();
    if (flight.isCancelled()) {
      arrival.discard();
      frontier.giveBack(lease, now);
      return;
    }
    boolean hasNewCookies = requests.keep(flight.cookies());
    Next next = flight.next(hosts.judge(arrival), lease.attempts() + 1, limits.hookTriesMax(), now);
    if (!submissions.mayRepeat(lease, arrival.outcome())) {
      next = Next.Finish.AT_ONCE;
    }
    if (next instanceof Next.RetryAt retry) {
      tally.retry(arrival.wireBytes());
      long key = lease.candidate().fingerprint();
      history.failed(key, History.attempt(clock, arrival.word(), retry.untilNanos()));
      frontier.snooze(lease, retry.untilNanos(), arrival.usage(false), now);
      arrival.discard();
    } else {
      finish(arrival, flight, hasNewCookies, now);
    }
  }

  private void finish(Arrival arrival, Flight flight, boolean hasNewCookies, long now) {
    Lease lease = arrival.lease();
    Disposition disposition = arrival.disposition(limits.redirectsMax());
    tally.outOfScope(arrival.outOfScope());
    tally.extraction(lease.url(), arrival.extraction());
    boolean reached = disposition == Disposition.FETCHED || disposition == Disposition.UNCHANGED;
    reached |= admissions.take(arrival, hasNewCookies, now);
    if (reached && lease.candidate().seed()) {
      tally.seedFetched();
    }
    history.ended(lease.candidate().fingerprint(), History.attempt(clock, arrival.word(), null));
    Page page = pages.of(arrival, disposition, clock.wall(), flight.lookUpNanos);
    due.modified(arrival.modified());
    CrawlUrl copied = contents.original(page);
    CrawlUrl original = arrival.canonical() == null ? copied : arrival.canonical();
    finish(lease, page, original, arrival.usage(true), now);
  }

  private void finish(Lease lease, Disposition disposition, Page.PageError error, long now) {
    finish(
        lease,
        pages.withoutRequest(lease, disposition, error, clock.wall()),
        null,
        Usage.NONE,
        now);
  }

  private void finish(Lease lease, Page page, @Nullable CrawlUrl original, Usage usage, long now) {
    Page compared = page.with(Comparing.of(page, lease, original));
    tally.record(compared);
    epochs.record(compared);
    submissions.finished(lease);
    frontier.finish(lease, usage, Comparing.outcome(page, lease), now);
  }

  private void closeWhenDone() {
    Ending ending = frontier.ending();
    boolean hasMore = state == State.RUNNING && !(seeds.isDone() && due.isDone());
    if (ending == Ending.NONE || (ending == Ending.DRAINED && hasMore)) {
      return;
    }
    if (state == State.RUNNING) {
      end = end(ending);
    }
    state = State.CLOSING;
    epochs.finish(() -> sinks.close(() -> state = State.ENDED));
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
    unpublished = state != State.CLOSING && now < publishAtNanos;
    if (!unpublished) {
      publishAtNanos = now + PUBLISH_NANOS;
      published = ledger.totals(now);
      upcoming =
          state == State.RUNNING
              ? Upcoming.of(frontier, clock, leasingFromNanos)
              : Optional.empty();
    }
  }
}
