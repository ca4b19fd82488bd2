package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.Preparation;
import dev.weft.frontier.Usage;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.page.ContentDigest;
import dev.weft.page.Disposition;
import dev.weft.page.FetchFailure;
import dev.weft.politeness.HostReport.RobotsVersion;
import dev.weft.politeness.Next;
import dev.weft.robots.RobotsAnswer;
import dev.weft.robots.RobotsCache;
import dev.weft.robots.RobotsReader;
import dev.weft.robots.RobotsRules;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an origin needs before its first page: addresses that may be connected to, and robots rules.
 * One {@link Preparation} is one step of it, holding the host's place and obeying its delay like
 * any lease: when a look-up has ended, and after a redirect or a failed try of robots.txt, it hands
 * the place back and goes on when the frontier grants it again, so that every request to a host
 * starts at a moment its delay allows.
 *
 * <p>An origin that cannot be prepared is condemned: its URLs are leased without a request and
 * recorded with the reason. The loop's; answers come back to it through the mailbox.
 */
final class Preparer {
  /** The error code of a URL that may not be fetched because its origin's rules cannot be known. */
  static final String ROBOTS_UNAVAILABLE = "robotsUnavailable";

  /** When to try again where another host's request must end first. */
  private static final long VISIT_NANOS = Duration.ofMillis(100).toNanos();

  private static final Usage ASKED = new Usage(true, false, 0);

  private final CrawlPlan plan;
  private final Limits limits;
  private final CrawlParts parts;
  private final Frontier frontier;
  private final Origins origins;
  private final HostBook hosts;
  private final AddressDesk addresses;
  private final RobotsCache robots;
  private final RobotsReader reader;
  private final Requests requests;
  private final Tally tally;
  private final BiConsumer<Origin, RobotsRules> whenRead;
  private final Set<Step> open = new LinkedHashSet<>();

  /**
   * @param whenRead told of the rules of an origin whenever they were read
   */
  Preparer(
      CrawlPlan plan,
      Limits limits,
      CrawlParts parts,
      Frontier frontier,
      Origins origins,
      HostBook hosts,
      Requests requests,
      Tally tally,
      BiConsumer<Origin, RobotsRules> whenRead) {
    this.plan = plan;
    this.limits = limits;
    this.parts = parts;
    this.frontier = frontier;
    this.origins = origins;
    this.hosts = hosts;
    this.addresses = new AddressDesk(parts, requests);
    this.robots =
        new RobotsCache(parts.clock()::nanos, Runnable::run, limits.memory().robotsBytesMax());
    this.reader = new RobotsReader(plan.productToken());
    this.requests = requests;
    this.tally = tally;
    this.whenRead = whenRead;
  }

  /** One granted preparation under way. */
  private static final class Step {
    final Preparation preparation;
    final OriginState origin;
    Fetcher.@Nullable Fetch fetch;

    Step(Preparation preparation, OriginState origin) {
      this.preparation = preparation;
      this.origin = origin;
      origin.preparing(true);
    }
  }

  /** Takes the next step for an origin. */
  void prepare(Preparation preparation) {
    Step step = new Step(preparation, origins.of(preparation.origin()));
    open.add(step);
    OriginState.Condemnation condemnation = hosts.condemnation(step.origin);
    if (condemnation != null) {
      condemn(
          step,
          condemnation.disposition(),
          condemnation.error().code(),
          condemnation.error().message(),
          Usage.NONE);
      return;
    }
    long start = parts.clock().nanos();
    if (step.origin.addressesGoodAt(start)) {
      if (located(preparation.origin(), step.origin.addresses())) {
        postpone(step, start, Usage.NONE);
      } else {
        askRobots(step);
      }
      return;
    }
    lookUp(
        step,
        preparation.origin(),
        found -> {
          long now = parts.clock().nanos();
          long until = now + found.all().ttl().toNanos();
          step.origin.resolved(found.permitted(), until, found.all().tookNanos());
          located(preparation.origin(), found.permitted());
          postpone(step, now, Usage.NONE);
        });
  }

  /** Notes where requests to an origin go, unless a proxy makes them; whether that is news. */
  private boolean located(Origin origin, List<InetAddress> addresses) {
    return requests.proxyFor(origin).isEmpty() && hosts.located(origin.host(), addresses);
  }

  /** The rules of an origin, or null when they must be asked for (again). */
  @Nullable RobotsRules rules(OriginState origin) {
    return plan.politeness().robots() ? robots.get(origin.origin) : RobotsRules.ALLOW_ALL;
  }

  /** The rules that are known of an origin now; null where they are not. */
  @Nullable RobotsRules known(Origin origin) {
    return plan.politeness().robots() ? robots.get(origin) : null;
  }

  /** Gives up every step under way; the places go back to the frontier. */
  void abandon() {
    for (Step step : new ArrayList<>(open)) {
      end(step);
      if (step.fetch != null) {
        step.fetch.cancel();
      }
      frontier.postpone(step.preparation, parts.clock().nanos(), Usage.NONE, parts.clock().nanos());
    }
  }

  /** Looks up where an origin is reached, and goes on if it may be; else the step ends. */
  private void lookUp(Step step, Origin origin, Consumer<AddressDesk.Addresses> then) {
    addresses.lookUp(
        origin,
        found -> {
          if (!open.contains(step)) {
            return;
          }
          if (found instanceof AddressDesk.Addresses permitted) {
            then.accept(permitted);
          } else if (found instanceof AddressDesk.Nowhere nowhere) {
            failed(step, nowhere.reason(), nowhere.message(), Usage.NONE);
          } else {
            condemn(
                step,
                Disposition.FETCH_FAILED,
                FetchFailure.ADDRESS_FORBIDDEN.code(),
                ((AddressDesk.Forbidden) found).message(),
                Usage.NONE);
          }
        });
  }

  private void askRobots(Step step) {
    RobotsRules known = rules(step.origin);
    if (known != null) {
      obeyDelay(step, known);
      ready(step, Usage.NONE);
      return;
    }
    CrawlUrl url = step.origin.robotsUrl();
    if (requests.areReachedAlike(url.origin(), step.origin.origin)) {
      fetch(step, url, step.origin.addresses());
    } else {
      lookUp(step, url.origin(), found -> fetch(step, url, found.permitted()));
    }
  }

  private void fetch(Step step, CrawlUrl url, List<InetAddress> addresses) {
    if (!url.host().equals(step.origin.origin.host())) {
      long now = parts.clock().nanos();
      long open = hosts.mayBeVisitedNanos(url.host()).orElse(now + VISIT_NANOS);
      if (open > now) {
        postpone(step, open, Usage.NONE);
        return;
      }
    }
    int lane = step.origin.lanes.take();
    tally.robotsRequest();
    FetchRequest request = requests.robots(url, addresses, lane);
    hosts.started(url.host());
    step.fetch =
        parts
            .fetcher()
            .fetch(
                request,
                outcome -> {
                  long endNanos = parts.clock().nanos();
                  parts.mailbox().execute(() -> ended(step, url, lane, outcome, endNanos));
                });
  }

  private void ended(Step step, CrawlUrl url, int lane, FetchOutcome outcome, long endNanos) {
    hosts.ended(url.host(), endNanos);
    answered(step, url, lane, outcome);
    if (outcome instanceof FetchOutcome.Answered answered) {
      answered.answer().body().close();
    }
  }

  private void answered(Step step, CrawlUrl url, int lane, FetchOutcome outcome) {
    step.origin.lanes.release(lane);
    if (!open.contains(step)) {
      return;
    }
    step.fetch = null;
    if (!url.host().equals(step.origin.origin.host())) {
      hosts.visited(url.host());
    }
    if (outcome instanceof FetchOutcome.Failed failure) {
      failed(step, failure.reason(), failure.message(), ASKED);
      return;
    }
    Answer answer = ((FetchOutcome.Answered) outcome).answer();
    step.origin.lanes.answered(lane, answer.protocol());
    Body content =
        ContentDecoder.decode(answer.body(), answer.headers(), limits.robotsBytesMax()).content();
    RobotsAnswer meaning =
        reader.answered(
            url,
            step.origin.robotsRedirects(),
            answer.status(),
            answer.headers().firstOrNull("location"),
            answer.headers().firstOrNull("cache-control"),
            content.array(),
            content.arrayLength());
    if (meaning instanceof RobotsAnswer.Rules rules) {
      hosts.answered(step.origin.origin.host(), answer, 1);
      version(step, answer.status(), content);
      settle(step, rules);
    } else if (meaning instanceof RobotsAnswer.Follow follow) {
      hosts.answered(step.origin.origin.host(), answer, 1);
      step.origin.robotsRedirectedTo(follow.target());
      postpone(step, parts.clock().nanos(), ASKED);
    } else {
      unreachable(step, answer, (RobotsAnswer.Unreachable) meaning);
    }
  }

  private void version(Step step, int status, Body content) {
    boolean hasContent = status >= 200 && status < 300;
    byte[] bytes = Arrays.copyOf(content.array(), content.arrayLength());
    String digest = hasContent ? ContentDigest.of(bytes) : null;
    hosts
        .ledger()
        .robots(step.origin.origin.host(), new RobotsVersion(parts.clock().wall(), status, digest));
  }

  private void settle(Step step, RobotsAnswer.Rules found) {
    robots.put(step.origin.origin, found.rules(), found.ttl());
    whenRead.accept(step.origin.origin, found.rules());
    obeyDelay(step, found.rules());
    ready(step, ASKED);
  }

  private void obeyDelay(Step step, RobotsRules rules) {
    rules.crawlDelay().ifPresent(delay -> hosts.robotsDelay(step.origin.origin.host(), delay));
  }

  /** The server answered, but not what its rules are: until it does, nothing may be fetched. */
  private void unreachable(Step step, Answer answer, RobotsAnswer.Unreachable meaning) {
    Next next = hosts.answered(step.origin.origin.host(), answer, step.origin.robotsTried());
    if (next instanceof Next.RetryAt retry) {
      postpone(step, retry.untilNanos(), ASKED);
    } else {
      condemn(step, Disposition.ROBOTS_DENIED, ROBOTS_UNAVAILABLE, meaning.reason(), ASKED);
    }
  }

  private void failed(Step step, FetchFailure reason, String message, Usage usage) {
    Next next = hosts.failed(step.origin.origin.host(), reason, step.origin.robotsTried());
    if (next instanceof Next.RetryAt retry) {
      postpone(step, retry.untilNanos(), usage);
    } else {
      condemn(step, Disposition.FETCH_FAILED, reason.code(), message, usage);
    }
  }

  private void end(Step step) {
    open.remove(step);
    step.origin.preparing(false);
  }

  private void ready(Step step, Usage usage) {
    end(step);
    step.origin.robotsSettled();
    frontier.prepared(step.preparation, true, usage, parts.clock().nanos());
  }

  private void postpone(Step step, long untilNanos, Usage usage) {
    end(step);
    frontier.postpone(step.preparation, untilNanos, usage, parts.clock().nanos());
  }

  private void condemn(
      Step step, Disposition disposition, String code, String message, Usage usage) {
    end(step);
    step.origin.robotsSettled();
    step.origin.condemn(disposition, code, message);
    frontier.prepared(step.preparation, false, usage, parts.clock().nanos());
  }
}
