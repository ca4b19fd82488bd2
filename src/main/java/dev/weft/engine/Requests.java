package dev.weft.engine;

import dev.weft.cookies.Cookie;
import dev.weft.cookies.CookieJar;
import dev.weft.cookies.CookieReader;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.frontier.Lease;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.request.RequestRules;
import dev.weft.scope.Seed;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one place of a crawl where requests are put together; the loop's. */
final class Requests {
  private static final String COOKIE = "Cookie";

  private final RequestRules rules;
  private final int robotsBytesMax;

  /** The origins that the user named, to which sensitive headers may go. */
  private final Set<Origin> named = new HashSet<>();

  private final Submissions submissions;
  private final Clock clock;
  private final @Nullable CookieReader cookieReader;
  private final CookieJar jar = new CookieJar();

  Requests(CrawlPlan plan, Limits limits, Submissions submissions, Clock clock) {
    this.rules = plan.requests();
    this.submissions = submissions;
    this.clock = clock;
    this.cookieReader = rules.cookies() ? new CookieReader() : null;
    this.robotsBytesMax = limits.robotsBytesMax();
    for (Seed seed : plan.seeds()) {
      named.add(seed.url().origin());
    }
  }

  /** The request for a leased URL. */
  FetchRequest page(Lease lease, List<InetAddress> addresses, int lane) {
    CrawlUrl url = lease.url();
    FetchRequest get = rules.get(url, isNamed(url), addresses, lane, lease.bodyBytesMax());
    Submission sent = submissions.of(lease);
    return withCookies(sent == null ? get : sending(get, sent));
  }

  private static FetchRequest sending(FetchRequest request, Submission sent) {
    byte[] content = sent.content();
    Headers type =
        sent.contentType().map(text -> Headers.of("Content-Type", text)).orElse(Headers.NONE);
    return request
        .withMethod(sent.method(), Body.wrap(content, content.length))
        .withHeaders(request.headers().overriddenBy(type));
  }

  private FetchRequest withCookies(FetchRequest request) {
    String cookies = jar.field(request.url(), clock.wall()).orElse(null);
    if (cookies == null) {
      return request;
    }
    Headers headers = request.headers();
    String given = headers.first(COOKIE).map(field -> field + "; ").orElse("");
    return request.withHeaders(headers.overriddenBy(Headers.of(COOKIE, given + cookies)));
  }

  /**
   * The cookies that an outcome sets; on the thread that delivers it, so that the loop need not.
   */
  List<Cookie> cookiesOf(CrawlUrl url, FetchOutcome outcome) {
    return cookieReader != null && outcome instanceof FetchOutcome.Answered answered
        ? cookieReader.read(url, answered.answer().headers(), clock.wall())
        : List.of();
  }

  /** Keeps cookies; whether later requests will carry other ones than before. */
  boolean keep(List<Cookie> cookies) {
    return !cookies.isEmpty() && jar.store(cookies, clock.wall());
  }

  /** The request for a robots.txt, or for what one redirects to; it carries no cookies. */
  FetchRequest robots(CrawlUrl url, List<InetAddress> addresses, int lane) {
    return rules.get(url, isNamed(url), addresses, lane, robotsBytesMax);
  }

  /** The proxy that requests to an origin go through, if any. */
  Optional<Proxy> proxyFor(Origin origin) {
    return rules.proxies().proxyFor(origin);
  }

  /** The host to resolve and connect to for requests to an origin. */
  HostName reachedAt(Origin origin) {
    return rules.reachedAt(origin);
  }

  /** Whether requests to both origins are made to the same addresses. */
  boolean areReachedAlike(Origin one, Origin other) {
    return reachedAt(one).equals(reachedAt(other)) && proxyFor(one).equals(proxyFor(other));
  }

  private boolean isNamed(CrawlUrl url) {
    return named.contains(url.origin());
  }
}
