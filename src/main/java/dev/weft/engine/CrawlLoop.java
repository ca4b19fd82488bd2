package dev.weft.engine;

import dev.weft.cookies.Cookie;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Ending;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.Grant;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Preparation;
import dev.weft.frontier.Usage;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.politeness.HostLedger;
import dev.weft.politeness.Next;
import dev.weft.politeness.Politeness;
import dev.weft.robots.RobotsCache;
import dev.weft.robots.RobotsRules;
import dev.weft.scope.Scope;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The crawl: the one place that decides. It is a state machine that a thread, or a simulation,
 * turns.
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
 * record written; {@code snooze}, with none; {@code giveBack}, as if it had never been. {@link
 * #flights} holds the leases with a request in the air; a lease that needs no request (robots deny
 * it, its origin is condemned) is finished in the turn that grants it. The links of a page are
 * admitted before its lease is finished, so the frontier never looks drained while work is on its
 * way.
 *
 * <h2>Threads</h2>
 *
 * <p>Every method runs on the loop's thread. Others reach it through the mailbox: the fetcher's
 * threads with an {@link Arrival} (see {@link PageFlow}), the resolver's with addresses, the sinks'
 * with what is written, the user's with a stop.
 *
 * <h2>Ending</h2>
 *
 * <p>{@code RUNNING → DRAINING} when leasing stops (a stop, the maximum duration, a failed sink):
 * what is in flight finishes within the grace time, then is cancelled and given back. {@code →
 * CLOSING} when the frontier has ended: the sinks make everything durable. {@code → ENDED} when
 * they have.
 */
final class CrawlLoop {
  private enum State {
    RUNNING,
    DRAINING,
    CLOSING,
    ENDED
  }

  /** How often sinks hand what is buffered to the operating system, and make it durable. */
  private static final long FLUSH_NANOS = Duration.ofMillis(200).toNanos();

  private static final long CHECKPOINT_NANOS = Duration.ofSeconds(5).toNanos();

  /** How often {@link #published} is renewed. */
  private static final long PUBLISH_NANOS = Duration.ofMillis(100).toNanos();

  private static final Page.PageError DENIED =
      new Page.PageError("robotsDenied", "robots.txt of the host disallows this URL");

  private final CrawlPlan plan;
  private final Limits limits;
  private final CrawlParts parts;
  private final Clock clock;
  private final Frontier frontier;
  private final Admissions admissions;
  private final Politeness politeness;
  private final HostBook hosts;
  private final Submissions submissions;
  private final Requests requests;
  private final Revisits revisits;
  private final Preparer preparer;
  private final PageFlow flow;
  private final PageAssembler pages;
  private final SinkWriter sinks;
  private final Tally tally;
  private final IdentityHashMap<Lease, Flight> flights = new IdentityHashMap<>();
  private final long startNanos;

  private State state = State.RUNNING;
  private CrawlEnd end = CrawlEnd.FINISHED;
  private @Nullable Throwable failure;
  private long leasingUntilNanos = Long.MAX_VALUE;
  private long drainUntilNanos = Long.MAX_VALUE;
  private long flushAtNanos = Long.MAX_VALUE;
  private long checkpointAtNanos = Long.MAX_VALUE;
  private long publishAtNanos;
  private boolean unpublished;
  private volatile CrawlTotals published;

  CrawlLoop(CrawlPlan plan, Limits limits, CrawlParts parts) {
    this.plan = plan;
    this.limits = limits;
    this.parts = parts;
    this.clock = parts.clock();
    this.startNanos = clock.nanos();
    this.politeness = new Politeness(plan.politeness(), parts.jitter());
    this.frontier =
        new Frontier(
            plan.limits(),
            HostBook.hostPace(politeness.defaultPace()),
            parts.store(),
            parts.seen());
    this.tally = new Tally(plan.seeds().size(), plan.parse().rules());
    this.admissions =
        new Admissions(
            frontier, parts.seen(), plan.scope().traps(), parts.jitter().nextLong(), tally);
    this.hosts = new HostBook(parts.fetcher(), frontier, politeness, plan, clock);
    RobotsCache robots = new RobotsCache(clock::nanos, Runnable::run, limits.robotsEntriesMax());
    this.submissions = new Submissions(parts.fingerprinter());
    this.revisits = new Revisits(plan.requests().cookies());
    this.requests = new Requests(plan, limits, submissions, clock);
    this.preparer = new Preparer(plan, limits, parts, frontier, hosts, robots, requests, tally);
    this.sinks =
        new SinkWriter(parts.sinks(), parts.sinkThread(), parts.mailbox(), this::sinkFailed);
    this.pages = new PageAssembler(sinks.wantsBodies(), submissions);
    this.flow =
        new PageFlow(
            parts.parser(),
            Scope.of(plan.seeds(), plan.scope()),
            submissions,
            parts.fingerprinter(),
            parts.seen(),
            new PageWishes(plan),
            limits,
            plan.limits().bodyBytesMax(),
            sinks.wantsBodies(),
            arrival -> parts.mailbox().execute(() -> arrived(arrival)));
    this.published = tally.totals(frontier.counts(), Duration.ZERO);
  }

  /** Opens the sinks and admits the seeds. */
  void start() {
    sinks.open();
    plan.maxDuration().ifPresent(most -> leasingUntilNanos = startNanos + most.toNanos());
    for (Seed seed : plan.seeds()) {
      CrawlUrl url = seed.url();
      long fingerprint = submissions.key(url, seed.submissionOrNull());
      frontier.admit(
          new Candidate(url, fingerprint, 0, 0, PageFlow.SEED_PRIORITY, true, null, null),
          startNanos);
    }
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
      more = grant(now);
      sinks.handOver();
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
    long due = Math.min(flushAtNanos, checkpointAtNanos);
    due = unpublished ? Math.min(due, publishAtNanos) : due;
    return state == State.RUNNING
        ? Math.min(due, Math.min(frontier.nextWakeNanos(), leasingUntilNanos))
        : Math.min(due, drainUntilNanos);
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

  /** The counts of a moment ago; from any thread. */
  CrawlTotals totals() {
    return published;
  }

  /** How hosts were treated; the loop's, and anybody's once it has ended. */
  HostLedger ledger() {
    return hosts.ledger();
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
    }
  }

  /**
   * Gives up after a broken invariant: nothing is decided any more, the sinks keep what they have.
   */
  void breakDown() {
    flights.values().forEach(Flight::cancel);
    parts.parser().abandon();
    state = State.CLOSING;
    sinks.close(() -> state = State.ENDED);
  }

  private void sinkFailed(Throwable problem) {
    failure = problem;
    if (state == State.RUNNING || state == State.DRAINING) {
      stop(CrawlEnd.SINK_FAILED, Duration.ZERO);
    }
    end = CrawlEnd.SINK_FAILED;
  }

  private void watchTime(long now) {
    if (state == State.RUNNING && now >= leasingUntilNanos) {
      stop(CrawlEnd.DURATION_MAX, plan.grace());
    }
    if (state == State.DRAINING && now >= drainUntilNanos) {
      drainUntilNanos = Long.MAX_VALUE;
      preparer.abandon();
      List.copyOf(flights.values()).forEach(Flight::cancel);
      parts.parser().abandon();
    }
    if (now >= checkpointAtNanos) {
      checkpointAtNanos = Long.MAX_VALUE;
      sinks.checkpoint();
    }
    if (now >= flushAtNanos) {
      flushAtNanos = Long.MAX_VALUE;
      sinks.flush();
    }
  }

  private boolean grant(long now) {
    for (int granted = 0; granted < limits.grantsPerTurn(); granted++) {
      if (flights.size() + sinks.waiting() >= limits.recordsWaitingMax()
          || parts.fetcher().isShortOfMemory()) {
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
      finish(lease, Disposition.ROBOTS_DENIED, DENIED, now);
    } else {
      fetch(lease, origin);
    }
  }

  private void fetch(Lease lease, OriginState origin) {
    Flight flight = new Flight(origin, origin.lanes.take(), origin.takeLookUpNanos());
    flights.put(lease, flight);
    tally.request();
    FetchRequest request = requests.page(lease, origin.addresses(), flight.lane);
    hosts.started(lease.origin().host());
    flight.fetch =
        parts
            .fetcher()
            .fetch(
                request,
                outcome -> {
                  flight.endNanos = clock.nanos();
                  flow.arrived(lease, outcome, () -> flight.read(requests, lease, outcome));
                });
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
    flight.origin.lanes.release(flight.lane);
    hosts.ended(lease.origin().host(), flight.endNanos);
    if (arrival.outcome() instanceof FetchOutcome.Answered answered) {
      flight.origin.lanes.answered(flight.lane, answered.answer().protocol());
    }
    long now = clock.nanos();
    if (flight.cancelled) {
      arrival.discard();
      frontier.giveBack(lease, now);
      return;
    }
    boolean hasNewCookies = requests.keep(flight.cookies);
    Next next = judge(arrival);
    if (!submissions.mayRepeat(lease, arrival.outcome())) {
      next = Next.Finish.AT_ONCE;
    }
    if (next instanceof Next.RetryAt retry) {
      tally.retry(wireBytes(arrival));
      frontier.snooze(lease, retry.untilNanos(), usage(arrival, false), now);
      arrival.discard();
    } else {
      finish(arrival, flight, hasNewCookies, now);
    }
  }

  /** What the retry table says: an answer cut short by the connection counts as a failure. */
  private Next judge(Arrival arrival) {
    HostName host = arrival.lease().origin().host();
    int attempts = arrival.lease().attempts() + 1;
    if (arrival.outcome() instanceof FetchOutcome.Failed failed) {
      return hosts.failed(host, failed.reason(), attempts);
    }
    Answer answer = ((FetchOutcome.Answered) arrival.outcome()).answer();
    if (answer.truncation() == Truncation.DISCONNECT) {
      return hosts.failed(host, FetchFailure.DISCONNECTED, attempts);
    }
    return hosts.answered(host, answer, attempts);
  }

  private void finish(Arrival arrival, Flight flight, boolean hasNewCookies, long now) {
    Lease lease = arrival.lease();
    Disposition disposition = disposition(arrival);
    tally.outOfScope(arrival.outOfScope());
    tally.extraction(lease.url(), arrival.extraction());
    boolean reached = disposition == Disposition.FETCHED || disposition == Disposition.UNCHANGED;
    revisits.finished(lease.candidate().fingerprint());
    for (Candidate link : arrival.links()) {
      boolean isKnown = admissions.isKnown(link, now);
      if (isKnown
          && hasNewCookies
          && arrival.redirectTo() != null
          && revisits.claim(link.fingerprint())) {
        frontier.revisit(link, Revisits.VISIT, now);
      } else {
        reached |= link.seed() && isKnown;
      }
    }
    if (reached && lease.candidate().seed()) {
      tally.seedFetched();
    }
    record(pages.of(arrival, disposition, clock.wall(), flight.lookUpNanos));
    frontier.finish(lease, usage(arrival, true), now);
  }

  private Disposition disposition(Arrival arrival) {
    if (!(arrival.outcome() instanceof FetchOutcome.Answered answered)) {
      return Disposition.FETCH_FAILED;
    }
    Answer answer = answered.answer();
    if (answer.isRedirect() && arrival.redirectTo() != null) {
      boolean followed = arrival.lease().candidate().redirects() < limits.redirectsMax();
      return followed ? Disposition.REDIRECTED : Disposition.REDIRECT_LIMIT;
    }
    if (answer.status() == 304) {
      return Disposition.UNCHANGED;
    }
    if (!answer.isSuccess()) {
      return Disposition.HTTP_ERROR;
    }
    return arrival.unparsed() ? Disposition.PARSE_FAILED : Disposition.FETCHED;
  }

  private void finish(Lease lease, Disposition disposition, Page.PageError error, long now) {
    record(pages.withoutRequest(lease, disposition, error, clock.wall()));
    frontier.finish(lease, Usage.NONE, now);
  }

  private void record(Page page) {
    tally.record(page);
    sinks.write(page);
    long now = clock.nanos();
    flushAtNanos = Math.min(flushAtNanos, now + FLUSH_NANOS);
    checkpointAtNanos = Math.min(checkpointAtNanos, now + CHECKPOINT_NANOS);
  }

  private static Usage usage(Arrival arrival, boolean isFinal) {
    boolean fetched =
        isFinal
            && arrival.outcome() instanceof FetchOutcome.Answered answered
            && answered.answer().isSuccess();
    return new Usage(true, fetched, wireBytes(arrival));
  }

  private static long wireBytes(Arrival arrival) {
    return arrival.outcome() instanceof FetchOutcome.Answered answered
        ? answered.answer().wireBytes()
        : 0;
  }

  private void closeWhenDone() {
    Ending ending = frontier.ending();
    if (ending == Ending.NONE) {
      return;
    }
    if (state == State.RUNNING) {
      end = end(ending);
    }
    state = State.CLOSING;
    sinks.close(() -> state = State.ENDED);
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
      published = tally.totals(frontier.counts(), Duration.ofNanos(now - startNanos));
    }
  }

  /** A lease with a request in the air. */
  private static final class Flight {
    final OriginState origin;
    final int lane;
    final long lookUpNanos;
    Fetcher.@Nullable Fetch fetch;
    boolean cancelled;

    /** These are written before the arrival is handed to the loop, which reads them after. */
    long endNanos;

    List<Cookie> cookies = List.of();

    Flight(OriginState origin, int lane, long lookUpNanos) {
      this.origin = origin;
      this.lane = lane;
      this.lookUpNanos = lookUpNanos;
    }

    void read(Requests requests, Lease lease, FetchOutcome outcome) {
      cookies = requests.cookiesOf(lease.url(), outcome);
    }

    void cancel() {
      cancelled = true;
      if (fetch != null) {
        fetch.cancel();
      }
    }
  }
}
