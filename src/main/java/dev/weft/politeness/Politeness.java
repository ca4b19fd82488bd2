package dev.weft.politeness;

import dev.weft.page.FetchFailure;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The crawl's manners: tells for each host how fast it may be asked, and after each try of a URL
 * what comes next. Times are monotonic nanoseconds of the caller's clock. One thread.
 */
public final class Politeness {
  /*
   * What a host is remembered by. Most hosts answer and ask for nothing, so they have no entry: one
   * appears with a Crawl-delay, a failure or a search for the best number in flight, and stays only
   * while it says something that the options do not. When the host rests for long, as far as is
   * known, what its entry says is kept in 64 bits.
   *
   * Back-off. Failures in a row count per host. The first two cost nothing, because single pages
   * fail on healthy hosts; the third makes the host rest for a second, each one after it twice as
   * long, up to a limit. Requests in flight when a host goes down fail together, which says no more
   * than one failure: while a host rests, further failures leave its rest as it is. Any final
   * answer ends the row. A host that says that it is busy rests as long as it asks for; that too is
   * a failure in the row, once a rest. When the row is as long as the user's patience, the host is
   * given up for this crawl.
   *
   * The delay in force is the longest of three: the user's, that of robots rules, and the
   * throttle's.
   *
   * Chance lengthens waits by up to a quarter, never shortens them: URLs that failed together are
   * not tried again together, and what a server asked for is kept.
   */
  private static final int FAILURES_FREE = 2;
  private static final long BACK_OFF_NANOS = Duration.ofSeconds(1).toNanos();
  private static final double JITTER = 0.25;

  private final PolitenessOptions options;
  private final Throttle throttle;
  private final RandomGenerator chance;
  private final Pace defaultPace;
  private final Map<HostName, HostManners> hosts = new HashMap<>();
  private final AbsentManners absent;

  /** Manners by these options; {@code chance} spreads retries, give it a seed to replay a run. */
  public Politeness(PolitenessOptions options, RandomGenerator chance) {
    this.options = options;
    this.chance = chance;
    this.throttle = new Throttle(options.ownSite() ? 0 : options.throttle());
    this.defaultPace =
        options.ownSite()
            ? new Pace(0, options.perHost(), PaceSource.OWN_SITE)
            : new Pace(options.delay().toNanos(), options.perHost(), PaceSource.USER);
    Fingerprinter names = new Fingerprinter(chance.nextLong(), chance.nextLong());
    absent = new AbsentManners(Limits.ABSENT_HOSTS_MAX, names);
  }

  /** How fast a host may be asked of which nothing is known yet. */
  public Pace defaultPace() {
    return defaultPace;
  }

  /** How fast the host may be asked from now on. */
  public Pace pace(HostName host) {
    HostManners manners = shownOrNull(host);
    return manners == null ? defaultPace : manners.pace;
  }

  /**
   * Takes note of a Crawl-delay for our user agent: the host's delay is the longer of it and the
   * user's, up to a minute, with one request at a time. Of several origins of a host the longest
   * counts. Has no effect on sites of one's own.
   */
  public void robotsDelay(HostName host, Duration crawlDelay) {
    Duration kept =
        crawlDelay.compareTo(Limits.CRAWL_DELAY_MAX) > 0 ? Limits.CRAWL_DELAY_MAX : crawlDelay;
    if (options.ownSite() || kept.compareTo(options.delay()) <= 0) {
      return;
    }
    HostManners manners = manners(host);
    if (kept.toNanos() > manners.robotsNanos) {
      manners.robotsNanos = kept.toNanos();
      manners.renewPace(defaultPace);
    }
  }

  /** How many hosts have an entry of their own. */
  int hostsInMind() {
    return hosts.size();
  }

  /** Whether robots.txt is asked for at all. */
  boolean asksRobots() {
    return options.robots();
  }

  /** How the host fails just now; all zero while it does not. */
  public HostTrouble trouble(HostName host) {
    HostManners manners = shownOrNull(host);
    return manners == null
        ? HostTrouble.NONE
        : new HostTrouble(manners.failuresInRow, manners.busyInRow, options.hostFailuresMax());
  }

  /** Whether the host failed so often in a row that it is to be asked no more. */
  public boolean isGivenUp(HostName host) {
    HostManners manners = shownOrNull(host);
    return manners != null && manners.givenUp;
  }

  /**
   * What follows an answer.
   *
   * @param retryAfter the Retry-After header, if any
   * @param latencyNanos from the request to the answer's first byte
   * @param attempts the tries made for the URL, this one included
   * @param wallNow the time of day, to read a Retry-After date against
   */
  public Next afterAnswer(
      HostName host,
      int status,
      @Nullable String retryAfter,
      long latencyNanos,
      int attempts,
      Instant wallNow,
      long nowNanos) {
    Optional<RetryRule> rule = RetryTable.ofStatus(status);
    completed(host, rule.isPresent(), nowNanos);
    if (rule.isEmpty()) {
      eased(host, latencyNanos);
      recovered(host);
      return Next.Finish.AT_ONCE;
    }
    Duration asked = RetryAfter.parse(retryAfter, wallNow).orElse(Duration.ZERO);
    return afterTrouble(host, rule.get(), asked, attempts, nowNanos);
  }

  /** What follows a request that got no answer; {@code attempts} as in {@link #afterAnswer}. */
  public Next afterFailure(HostName host, FetchFailure reason, int attempts, long nowNanos) {
    if (reason.isOwnDoing()) {
      return Next.Finish.AT_ONCE;
    }
    completed(host, true, nowNanos);
    Optional<RetryRule> rule = RetryTable.of(reason);
    return rule.isEmpty()
        ? Next.Finish.AT_ONCE
        : afterTrouble(host, rule.get(), Duration.ZERO, attempts, nowNanos);
  }

  private Next afterTrouble(
      HostName host, RetryRule rule, Duration asked, int attempts, long nowNanos) {
    Duration wait = rule.waitAfter(attempts, Limits.RETRY_WAIT_MAX);
    long askedNanos = rule.penalty() == HostPenalty.REST ? asked.toNanos() : 0;
    long untilNanos = nowNanos + spread(Math.max(askedNanos, wait.toNanos()));
    OptionalLong rest =
        switch (rule.penalty()) {
          case NONE -> OptionalLong.empty();
          case REST -> rest(host, untilNanos, nowNanos);
          case BACK_OFF -> backOff(host, nowNanos);
        };
    if (rule.penalty() != HostPenalty.NONE) {
      troubled(host);
    }
    int triesMax = (int) Math.min(rule.triesMax(), options.retries() + 1L);
    return attempts >= triesMax ? new Next.Finish(rest) : new Next.RetryAt(untilNanos, rest);
  }

  private OptionalLong rest(HostName host, long untilNanos, long nowNanos) {
    HostManners manners = manners(host);
    if (!manners.restsAt(nowNanos)) {
      manners.busyInRow++;
    }
    manners.restUntilNanos =
        manners.resting ? Math.max(manners.restUntilNanos, untilNanos) : untilNanos;
    manners.resting = true;
    return OptionalLong.of(manners.restUntilNanos);
  }

  /** Slows the host down, and gives it up at the end of the user's patience. */
  private void troubled(HostName host) {
    HostManners manners = manners(host);
    manners.givenUp |= manners.failuresInRow + manners.busyInRow >= options.hostFailuresMax();
    if (throttle.isOn()) {
      manners.throttleNanos =
          throttle.afterTrouble(manners.throttleNanos, manners.floorNanos(defaultPace));
      manners.renewPace(defaultPace);
    }
  }

  /** Lets the throttle follow an answer; most hosts have none and need none. */
  private void eased(HostName host, long latencyNanos) {
    if (!throttle.isOn()) {
      return;
    }
    HostManners manners = shownOrNull(host);
    long floor = manners == null ? defaultPace.delayNanos() : manners.floorNanos(defaultPace);
    long before = manners == null ? 0 : manners.throttleNanos;
    long after = throttle.afterAnswer(before, floor, latencyNanos);
    if (after != before) {
      HostManners changed = manners(host);
      changed.throttleNanos = after;
      if (Math.max(before, after) > floor) {
        changed.renewPace(defaultPace);
      }
    }
  }

  private OptionalLong backOff(HostName host, long nowNanos) {
    HostManners manners = manners(host);
    if (manners.restsAt(nowNanos)) {
      return OptionalLong.of(manners.restUntilNanos);
    }
    manners.failuresInRow++;
    int doublings = manners.failuresInRow - FAILURES_FREE - 1;
    manners.resting = doublings >= 0;
    if (!manners.resting) {
      return OptionalLong.empty();
    }
    long nanos = BACK_OFF_NANOS << Math.min(doublings, Limits.BACK_OFF_DOUBLINGS_MAX);
    manners.restUntilNanos = nowNanos + spread(Math.min(nanos, Limits.BACK_OFF_MAX.toNanos()));
    return OptionalLong.of(manners.restUntilNanos);
  }

  private void recovered(HostName host) {
    HostManners manners = mannersOrNull(host);
    if (manners != null) {
      manners.failuresInRow = 0;
      manners.busyInRow = 0;
      manners.resting = false;
      if (manners.saysNothing()) {
        hosts.remove(host);
      }
    }
  }

  private void completed(HostName host, boolean failed, long nowNanos) {
    if (options.ownSite()) {
      HostManners manners = manners(host);
      if (manners.climb == null) {
        manners.climb = new ThroughputClimb(options.perHost(), nowNanos);
      }
      if (manners.climb.completed(failed, nowNanos)) {
        manners.pace = new Pace(0, manners.climb.inFlightMax(), PaceSource.OWN_SITE);
      }
    }
  }

  private HostManners manners(HostName host) {
    HostManners known = mannersOrNull(host);
    if (known != null) {
      return known;
    }
    HostManners fresh = new HostManners(defaultPace);
    hosts.put(host, fresh);
    return fresh;
  }

  /** The host's manners to be changed: if it was absent it is so no more. */
  private @Nullable HostManners mannersOrNull(HostName host) {
    HostManners known = hosts.get(host);
    if (known != null || absent.isEmpty()) {
      return known;
    }
    long bits = absent.take(host);
    if (bits == 0) {
      return null;
    }
    HostManners back = HostManners.of(bits, defaultPace);
    hosts.put(host, back);
    return back;
  }

  /** The host's manners to be looked at alone; of an absent one a copy, so that it stays absent. */
  private @Nullable HostManners shownOrNull(HostName host) {
    HostManners known = hosts.get(host);
    if (known != null || absent.isEmpty()) {
      return known;
    }
    long bits = absent.of(host);
    return bits == 0 ? null : HostManners.of(bits, defaultPace);
  }

  /**
   * Takes note that nothing is asked of a host for now, and no rest or delay of it holds: of what
   * is known of it only what fits in 64 bits is kept.
   */
  public void rests(HostName host) {
    HostManners manners = hosts.get(host);
    if (manners != null && manners.climb == null) {
      hosts.remove(host);
      absent.put(host, manners.bits());
    }
  }

  private long spread(long nanos) {
    return nanos + (long) (nanos * JITTER * chance.nextDouble());
  }
}
