package dev.weft.engine;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.Lease;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.politeness.Next;
import dev.weft.robots.RobotsRules;
import dev.weft.robots.RobotsVerdict;
import dev.weft.scope.ScopeDecision;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What a URL goes through from the turn that leases it to the one that hands it back; its methods
 * stand in the order in which they happen.
 *
 * <pre>
 *   begin ──► fetch ──► send ──► (fetcher, PageFlow: other threads) ──► arrived
 *     │          │                                                         ▲ │
 *     │          └─── a hook refuses the request ──────────────────────────┘ │
 *     ├─ scope has changed ──► finished without a record                     ├─► given back
 *     ├─ origin is condemned, robots deny it ──► finished                    ├─► snoozed
 *     └─ origin is not prepared any more ──► given back                      └─► finished
 * </pre>
 *
 * <p>Every lease ends in exactly one of three calls to the frontier: {@code finish} (see {@link
 * Finisher}), {@code snooze}, for another try, or {@code giveBack}, as if it had never been. {@link
 * #flights} holds the leases with a request in the air or about to be made. The loop's.
 */
final class Visits {
  private final Course course;
  private final Frontier frontier;
  private final ScopeMemory scopes;
  private final Origins origins;
  private final HostBook hosts;
  private final Preparer preparer;
  private final Requests requests;
  private final Fetcher fetcher;
  private final RequestHooks asking;
  private final AnswerHooks answers;
  private final Finisher finisher;
  private final RunBooks books;
  private final Clock clock;
  private final Executor mailbox;
  private final boolean asksMeanwhile;
  private final int hookTriesMax;
  private final IdentityHashMap<Lease, Flight> flights = new IdentityHashMap<>();

  Visits(
      CrawlParts parts,
      Limits limits,
      Course course,
      Frontier frontier,
      ScopeMemory scopes,
      Origins origins,
      HostBook hosts,
      Preparer preparer,
      Requests requests,
      PageFlow flow,
      Finisher finisher,
      RunBooks books) {
    this.course = course;
    this.frontier = frontier;
    this.scopes = scopes;
    this.origins = origins;
    this.hosts = hosts;
    this.preparer = preparer;
    this.requests = requests;
    this.fetcher = parts.fetcher();
    this.asking = new RequestHooks(parts.hooks(), flow, parts.mailbox());
    this.answers = new AnswerHooks(flow, parts.hooks());
    this.finisher = finisher;
    this.books = books;
    this.clock = parts.clock();
    this.mailbox = parts.mailbox();
    this.asksMeanwhile = hosts.asksMeanwhile();
    this.hookTriesMax = limits.hookTriesMax();
  }

  /** Begins with a lease: rules it out, or asks for it. */
  void begin(Lease lease, long now) {
    if (scopes.isFromAnotherScope(lease)) {
      ScopeDecision today = scopes.scope().now().decide(lease.url(), lease.candidate().hops());
      if (!today.admitted()) {
        finisher.leftOut(lease, today.rule(), now);
        return;
      }
    }
    OriginState origin = origins.of(lease.origin());
    OriginState.Condemnation condemnation = hosts.condemnation(origin);
    if (condemnation != null) {
      finisher.unasked(lease, condemnation.disposition(), condemnation.error(), now);
      return;
    }
    RobotsRules rules = preparer.rules(origin);
    if (rules == null || !origin.addressesGoodAt(now)) {
      frontier.giveBack(lease, now);
      frontier.unprepare(lease.origin());
    } else if (!rules.allows(lease.url())) {
      RobotsVerdict verdict = rules.verdict(lease.url());
      books.history.denied(lease.url(), verdict);
      finisher.unasked(lease, Disposition.ROBOTS_DENIED, denial(verdict), now);
    } else {
      fetch(lease, origin);
    }
  }

  private static Page.PageError denial(RobotsVerdict verdict) {
    return new Page.PageError(
        Disposition.ROBOTS_DENIED.code(),
        "robots.txt of the host disallows this URL, " + verdict.place());
  }

  private void fetch(Lease lease, OriginState origin) {
    Flight flight = new Flight(origin);
    flights.put(lease, flight);
    FetchRequest request = requests.page(lease, origin.addresses(), flight.lane);
    asking.look(lease, flight, request, looked -> send(lease, flight, looked));
  }

  /** Makes the request that hooks have let pass. */
  private void send(Lease lease, Flight flight, FetchRequest request) {
    if (!course.isOpen()) {
      return;
    }
    books.tally.request();
    hosts.pageStarted(lease.origin().host());
    flight.begin(
        fetcher,
        request,
        clock,
        outcome -> {
          if (asksMeanwhile) {
            mailbox.execute(() -> answered(lease));
          }
          answers.arrived(lease, flight, outcome, () -> flight.read(requests, lease, outcome));
        });
  }

  /** Has the delay begin that follows an answer: looking into it may take seconds. */
  private void answered(Lease lease) {
    if (course.isOpen()) {
      frontier.answered(lease, clock.nanos());
    }
  }

  /** Goes on with what came of a request: another try, or the end. */
  void arrived(Arrival arrival) {
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
    Next next = flight.next(hosts.judge(arrival), lease.attempts() + 1, hookTriesMax, now);
    if (next instanceof Next.RetryAt retry && requests.mayRepeat(lease, arrival.outcome())) {
      tryAgain(arrival, retry.untilNanos(), now);
    } else {
      finisher.answered(arrival, flight.lookUpNanos, hasNewCookies, now);
    }
  }

  private void tryAgain(Arrival arrival, long untilNanos, long now) {
    Lease lease = arrival.lease();
    books.tally.retry(arrival.wireBytes());
    books.history.failed(
        lease.candidate().fingerprint(), History.attempt(clock, arrival.word(), untilNanos));
    frontier.snooze(lease, untilNanos, arrival.usage(false), now);
    arrival.discard();
  }

  /** Ends all requests that are in the air; each still arrives. */
  void cancelAll() {
    List.copyOf(flights.values()).forEach(Flight::cancel);
  }

  /** The leases with a request in the air. */
  Set<Lease> leases() {
    return flights.keySet();
  }

  /** How many those are. */
  int inFlight() {
    return flights.size();
  }
}
