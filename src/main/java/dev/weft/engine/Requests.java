package dev.weft.engine;

import dev.weft.cookies.Cookie;
import dev.weft.cookies.CookieJar;
import dev.weft.cookies.CookieReader;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.frontier.Lease;
import dev.weft.frontier.UrlOutcome;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.request.RequestRules;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place of a crawl where requests are put together; the loop's. */
final class Requests {
  private final RequestRules rules;
  private final int robotsBytesMax;

  private final RuleFields fields;

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
    this.fields = new RuleFields(plan);
  }

  /** The request for a leased URL. */
  FetchRequest page(Lease lease, List<InetAddress> addresses, int lane) {
    CrawlUrl url = lease.url();
    FetchRequest request = rules.bare(url, addresses, lane, lease.bodyBytesMax());
    Submission sent = submissions.of(lease);
    if (sent != null) {
      request = sending(request, sent);
    }
    UrlOutcome earlier = lease.visit() > 1 ? lease.earlier() : null;
    if (earlier != null && earlier.digest() != null) {
      request = request.withHeaders(request.headers().overriddenBy(validators(earlier)));
    }
    String cookies = jar.field(url, clock.wall()).orElse(null);
    if (cookies != null) {
      request = request.withHeaders(request.headers().overriddenBy(Headers.of("Cookie", cookies)));
    }
    return withFields(request);
  }

  /** What asks for the content only if it is not the one that was had (RFC 9110 §13.1). */
  private static Headers validators(UrlOutcome earlier) {
    Headers fields = Headers.NONE;
    if (earlier.etag() != null) {
      fields = fields.with("If-None-Match", earlier.etag());
    }
    if (earlier.lastModified() != null) {
      fields = fields.with("If-Modified-Since", earlier.lastModified());
    }
    return fields;
  }

  private static FetchRequest sending(FetchRequest request, Submission sent) {
    byte[] content = sent.content();
    Headers type =
        sent.contentType().map(text -> Headers.of("Content-Type", text)).orElse(Headers.NONE);
    return request.withMethod(sent.method(), Body.wrap(content, content.length)).withHeaders(type);
  }

  /** The request for a robots.txt, or for what one redirects to; it carries no kept cookies. */
  FetchRequest robots(CrawlUrl url, List<InetAddress> addresses, int lane) {
    return withFields(rules.bare(url, addresses, lane, robotsBytesMax));
  }

  /** Where there are expressions, the fetcher adds the fields on a thread of its own. */
  private FetchRequest withFields(FetchRequest request) {
    return rules.hasExpressions() ? request : fields.addTo(request);
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

  /** Whether the request for a lease may be made again after it ended so. */
  boolean mayRepeat(Lease lease, FetchOutcome outcome) {
    return submissions.mayRepeat(lease, outcome);
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
}
