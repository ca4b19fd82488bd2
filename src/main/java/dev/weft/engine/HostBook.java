package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.HostPaces;
import dev.weft.frontier.HostWait;
import dev.weft.frontier.Recovered;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.politeness.HostLedger;
import dev.weft.politeness.Next;
import dev.weft.politeness.Pace;
import dev.weft.politeness.Politeness;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the loop knows of hosts: the go-between of politeness, which decides a host's pace, and the
 * frontier, which keeps it; and the ledger of how hosts were treated.
 */
final class HostBook {
  /** Hosts given up whose last request is remembered, some 300 bytes each. */
  private static final int LAST_WORDS_MAX = 10_000;

  /** The error code of a URL whose host failed too often. */
  static final String GIVEN_UP = "hostGivenUp";

  /** What the notes of the ledger's lines begin with. */
  private static final String LEDGER = "host/";

  private final Frontier frontier;
  private final Politeness politeness;
  private final RestNotes rests;
  private final Clock clock;
  private final HostLedger ledger;
  private final @Nullable HostPace perAddress;
  private final Map<HostName, OriginState.Condemnation> givenUp = new HashMap<>();

  /**
   * The book of a run.
   *
   * @param hostsMax hosts that the ledger has
   */
  HostBook(
      CrawlPlan plan,
      Frontier frontier,
      Politeness politeness,
      Notes notes,
      Clock clock,
      int hostsMax) {
    this.frontier = frontier;
    this.politeness = politeness;
    this.clock = clock;
    this.ledger = new HostLedger(politeness, hostsMax);
    this.perAddress = perAddress(plan);
    this.rests = new RestNotes(notes, clock);
    rests.restore(frontier);
    notes.recovered(LEDGER).forEach((host, line) -> restore(ledger, host, line));
    notes.beforeTaking(
        () -> ledger.takeChanges().forEach((host, line) -> notes.put(LEDGER + host, line)));
  }

  /** The ledger as the notes of a state remember it. */
  static HostLedger ledger(Recovered recovered) {
    HostLedger ledger =
        new HostLedger(new Politeness(PolitenessOptions.DEFAULT, new SplittableRandom()));
    new Notes(recovered.notes())
        .recovered(LEDGER)
        .forEach((host, line) -> restore(ledger, host, line));
    return ledger;
  }

  private static void restore(HostLedger ledger, String host, String line) {
    HostName.parse(host).ifPresent(name -> ledger.restore(name, line));
  }

  /** What hosts at one address share; null where that would bind nothing. */
  private static @Nullable HostPace perAddress(CrawlPlan plan) {
    PolitenessOptions.PerAddress given = plan.politeness().addresses();
    boolean binds = !given.delay().isZero() || given.inFlightMax() < plan.limits().leasesMax();
    return binds && !plan.politeness().ownSite()
        ? new HostPace(given.delay().toNanos(), given.inFlightMax())
        : null;
  }

  /**
   * Whether a request may start while an answer is looked into which it must keep a delay from, as
   * several may be in flight to a host, or hosts at one address share a delay.
   */
  boolean asksMeanwhile() {
    Pace usual = politeness.defaultPace();
    return (usual.inFlightMax() > 1 && usual.delayNanos() > 0)
        || (perAddress != null && perAddress.delayNanos() > 0);
  }

  /** After this time without a request, no host or address needs rest by the options alone. */
  long longestRestNanos() {
    long perHost = politeness.defaultPace().delayNanos();
    return perAddress == null ? perHost : Math.max(perHost, perAddress.delayNanos());
  }

  /** How hosts were treated so far. */
  HostLedger ledger() {
    return ledger;
  }

  /** Why nothing is fetched from an origin any more; null while something may be. */
  OriginState.@Nullable Condemnation condemnation(OriginState origin) {
    OriginState.Condemnation own = origin.condemnation();
    HostName host = origin.origin.host();
    return own != null || !politeness.isGivenUp(host)
        ? own
        : givenUp.getOrDefault(host, givenUp(host, ""));
  }

  /**
   * Takes note of where requests to a host go; whether that is news, after which the address may
   * have to be waited for.
   */
  boolean located(HostName host, List<InetAddress> addresses) {
    return perAddress != null
        && frontier.address(host, addresses.get(0).getHostAddress(), perAddress);
  }

  /** A request for a page of a host starts now. */
  void pageStarted(HostName host) {
    ledger.pageStarted(host, clock.nanos());
  }

  /** A request to a host starts now. */
  void started(HostName host) {
    ledger.started(host, clock.nanos());
  }

  /** A request to a host ended then. */
  void ended(HostName host, long endNanos) {
    ledger.ended(host, endNanos);
  }

  /** What the retry table says of a page's answer: one cut short by the connection failed. */
  Next judge(Arrival arrival) {
    HostName host = arrival.lease().origin().host();
    int attempts = arrival.lease().attempts() + 1;
    if (arrival.outcome() instanceof FetchOutcome.Failed failed) {
      return failed(host, failed.reason(), attempts);
    }
    Answer answer = ((FetchOutcome.Answered) arrival.outcome()).answer();
    if (answer.truncation() == Truncation.DISCONNECT) {
      return failed(host, FetchFailure.DISCONNECTED, attempts);
    }
    return answered(host, answer, attempts);
  }

  /** Asks what to do after an answer to the {@code attempts}th try; pace and rest follow. */
  Next answered(HostName host, Answer answer, int attempts) {
    String retryAfter = answer.headers().firstOrNull("retry-after");
    ledger.answered(host, answer.status(), retryAfter, clock.wall());
    return applied(
        host,
        politeness.afterAnswer(
            host,
            answer.status(),
            retryAfter,
            answer.timings().firstByteNanos(),
            attempts,
            clock.wall(),
            clock.nanos()),
        () -> "answered with status " + answer.status());
  }

  /**
   * Asks what to do after no answer; the host's pace and rest follow, unless it had no part in it.
   */
  Next failed(HostName host, FetchFailure reason, int attempts) {
    if (reason.isOwnDoing()) {
      return Next.Finish.AT_ONCE;
    }
    return applied(
        host,
        politeness.afterFailure(host, reason, attempts, clock.nanos()),
        () -> "ended with " + reason.code());
  }

  /** What keeps a host from being asked, as a person reads it. */
  String reason(HostWait wait) {
    return Waits.sentence(
        wait, politeness.pace(wait.host()), politeness.trouble(wait.host()), perAddress);
  }

  /** Takes the delay that robots rules ask for. */
  void robotsDelay(HostName host, Duration delay) {
    politeness.robotsDelay(host, delay);
    keepPace(host);
  }

  /**
   * Whether a host may be asked now on behalf of another, as when that one's robots.txt redirects
   * to it: its queue does not hold such a request back.
   */
  OptionalLong mayBeVisitedNanos(HostName host) {
    OptionalLong asked = ledger.openNanos(host);
    OptionalLong queued = frontier.openNanos(host);
    return asked.isEmpty() || queued.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(asked.getAsLong(), queued.getAsLong()));
  }

  /** Notes a request to a host made on behalf of another. */
  void visited(HostName host) {
    frontier.restHost(host, clock.nanos() + politeness.pace(host).delayNanos());
  }

  private Next applied(HostName host, Next next, Supplier<String> lastTry) {
    keepPace(host);
    if (politeness.isGivenUp(host)) {
      giveUp(host, lastTry);
      return Next.Finish.AT_ONCE;
    }
    if (next.hostRestUntilNanos().isPresent()) {
      long until = next.hostRestUntilNanos().getAsLong();
      frontier.restHost(host, until);
      rests.rests(host, until);
    } else {
      rests.works(host);
    }
    return next;
  }

  /** Politeness remembers that a host is given up; what ended it is told of the first ones. */
  private void giveUp(HostName host, Supplier<String> lastTry) {
    if (givenUp.size() < LAST_WORDS_MAX) {
      givenUp.putIfAbsent(host, givenUp(host, "; the last request " + lastTry.get()));
    }
  }

  private static OriginState.Condemnation givenUp(HostName host, String lastWords) {
    String message = host + " failed too often in a row, though it was given ever longer rests";
    return new OriginState.Condemnation(
        Disposition.FETCH_FAILED, new Page.PageError(GIVEN_UP, message + lastWords));
  }

  private void keepPace(HostName host) {
    frontier.pace(host, hostPace(politeness.pace(host)));
  }

  /** The paces of hosts as the frontier asks for them; what it forgets politeness need not know. */
  static HostPaces paces(Politeness politeness) {
    return new HostPaces() {
      @Override
      public HostPace pace(HostName host) {
        return hostPace(politeness.pace(host));
      }

      @Override
      public void forgotten(HostName host) {
        politeness.rests(host);
      }
    };
  }

  /** What politeness asks for, in the frontier's words. */
  private static HostPace hostPace(Pace pace) {
    return new HostPace(pace.delayNanos(), pace.inFlightMax());
  }
}
