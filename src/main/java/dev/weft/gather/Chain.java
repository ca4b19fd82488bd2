package dev.weft.gather;

import dev.weft.dns.Resolver.Resolution;
import dev.weft.dns.Resolver.Resolved;
import dev.weft.dns.Resolver.Unresolved;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Page.PageError;
import dev.weft.request.RequestRules;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One URL of a list on its way through its redirects. Every hop is resolved anew and its addresses
 * are checked anew: those of the host that the URL itself names may be any, those of every other
 * only what the policy permits. One step follows another, each on the thread where the one before
 * it ended.
 */
final class Chain {
  private static final String PRIVATE =
      ", a private or special address; only the host that a URL itself names may be at one";

  final long index;
  final CrawlUrl url;
  private final Gatherer gatherer;
  private final Gather list;
  private final List<Hop> redirects = new ArrayList<>();
  private Ask ask;
  private int place = Places.NONE;
  private int requests;
  private long lookUpNanos;

  /** What came of it, as the list keeps it until its turn; guarded by the list. */
  @Nullable Fetched result;

  private Fetcher.@Nullable Fetch fetch;

  /** The number of the request that {@link #fetch} is of. */
  private int latest;

  private boolean cancelled;

  Chain(long index, CrawlUrl url, Gatherer gatherer, Gather list) {
    this.index = index;
    this.url = url;
    this.gatherer = gatherer;
    this.list = list;
    this.ask = Ask.first(url, gatherer.options.method(), gatherer.options.content());
  }

  /** The host that the next request goes to. */
  HostName host() {
    return ask.url().host();
  }

  /** Makes the next request, in a place at its host that was taken for it. */
  void start(int atPlace) {
    place = atPlace;
    HostName reached = gatherer.options.requests().reachedAt(ask.url().origin());
    gatherer.resolver.resolve(reached, this::resolved);
  }

  /** Gives up; the connection is closed. Any thread. */
  void cancel() {
    Fetcher.Fetch open;
    synchronized (this) {
      cancelled = true;
      open = fetch;
    }
    if (open != null) {
      open.cancel();
    }
  }

  private void resolved(Resolution resolution) {
    if (resolution instanceof Unresolved unresolved) {
      failed(reason(unresolved), unresolved.message());
      return;
    }
    Resolved resolved = (Resolved) resolution;
    lookUpNanos = resolved.tookNanos();
    List<InetAddress> permitted = permitted(resolved.addresses());
    if (permitted.isEmpty()) {
      failed(FetchFailure.ADDRESS_FORBIDDEN, host() + " is at " + resolved.addresses() + PRIVATE);
    } else {
      request(permitted);
    }
  }

  private static FetchFailure reason(Unresolved unresolved) {
    return switch (unresolved.reason()) {
      case UNKNOWN_HOST -> FetchFailure.UNKNOWN_HOST;
      case FAILED -> FetchFailure.DNS_FAILED;
      case CANCELLED -> FetchFailure.CANCELLED;
    };
  }

  /** Through a proxy only addresses that the URL shows can be judged; the proxy looks up names. */
  private List<InetAddress> permitted(List<InetAddress> addresses) {
    HostName host = host();
    if (host.equals(url.host())) {
      return addresses;
    }
    boolean isProxied =
        gatherer.options.requests().proxies().proxyFor(ask.url().origin()).isPresent();
    if (!isProxied) {
      return gatherer.options.addresses().permitted(host, addresses);
    }
    boolean isForbidden =
        host.isLoopbackName()
            || host.address().filter(a -> !gatherer.options.addresses().permits(a)).isPresent();
    return isForbidden ? List.of() : addresses;
  }

  private void request(List<InetAddress> addresses) {
    RequestRules rules = ask.isHome() ? gatherer.options.requests() : gatherer.requestsAway;
    int lane = Math.floorMod(host().hashCode() + place, gatherer.fetcher.lanes());
    FetchRequest request =
        rules
            .get(ask.url(), ask.isHome(), addresses, lane, gatherer.options.bodyBytesMax())
            .withMethod(ask.method(), ask.content());
    if (ask.isRewritten()) {
      request = request.withHeaders(RedirectFollower.withoutContent(request.headers()));
    }
    if (!mayAsk()) {
      failed(FetchFailure.CANCELLED, "cancelled");
      return;
    }
    int mine = ++requests;
    asked(gatherer.fetcher.fetch(request, this::ended), mine);
  }

  private synchronized boolean mayAsk() {
    fetch = null;
    return !cancelled;
  }

  /** Keeps the handle of a request, unless it has ended and the next one is under way. */
  private void asked(Fetcher.Fetch started, int number) {
    boolean isLate;
    synchronized (this) {
      if (number > latest) {
        latest = number;
        fetch = started;
      }
      isLate = cancelled;
    }
    if (isLate) {
      started.cancel();
    }
  }

  private void ended(FetchOutcome outcome) {
    if (outcome instanceof FetchOutcome.Failed failed) {
      failed(failed.reason(), failed.message(), failed.timings().withDns(lookUpNanos));
      return;
    }
    Answer answer = ((FetchOutcome.Answered) outcome).answer();
    RedirectFollower.Step step = gatherer.follower.after(ask, answer, redirects);
    if (step instanceof RedirectFollower.Follow follow) {
      answer.body().close();
      redirects.add(new Hop(ask.url(), ask.method(), answer.status(), follow.next().url()));
      HostName left = host();
      int leftPlace = place;
      ask = follow.next();
      place = Places.NONE;
      list.waitForHost(this);
      gatherer.places.give(left, leftPlace);
      gatherer.places.roomAt(left);
    } else {
      PageError why = step instanceof RedirectFollower.Refuse refusal ? refusal.why() : null;
      finish(new FetchOutcome.Answered(timed(answer)), why);
    }
  }

  private Answer timed(Answer answer) {
    return new Answer(
        answer.status(),
        answer.headers(),
        answer.body(),
        answer.truncation(),
        answer.timings().withDns(lookUpNanos),
        answer.remote(),
        answer.protocol());
  }

  private void failed(FetchFailure reason, String message) {
    failed(reason, message, FetchTimings.NONE);
  }

  private void failed(FetchFailure reason, String message, FetchTimings timings) {
    finish(new FetchOutcome.Failed(reason, message, timings), null);
  }

  private void finish(FetchOutcome outcome, @Nullable PageError refusal) {
    HostName left = host();
    gatherer.places.give(left, place);
    gatherer.places.give();
    list.ended(
        this,
        new Fetched(index, url, redirects, ask.url(), requests, Instant.now(), outcome, refusal));
    gatherer.places.roomAt(left);
  }
}
