package dev.weft.engine;

import dev.weft.fetch.FetchRequest;
import dev.weft.page.Headers;
import dev.weft.request.RequestRules;
import dev.weft.scope.Seed;
import dev.weft.url.Origin;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The header fields that the rules of a crawl give its requests, below those a request has of its
 * own; given cookies and kept ones are joined. Any thread, but not the loop's where the rules hold
 * {@linkplain RequestRules#hasExpressions expressions}.
 */
final class RuleFields {
  private static final String COOKIE = "Cookie";

  private final RequestRules rules;

  /** The origins that the user named, to which sensitive headers may go. */
  private final Set<Origin> named;

  RuleFields(CrawlPlan plan) {
    rules = plan.requests();
    named =
        plan.seeds().stream()
            .map(Seed::url)
            .map(url -> url.origin())
            .collect(Collectors.toUnmodifiableSet());
  }

  FetchRequest addTo(FetchRequest request) {
    Origin origin = request.url().origin();
    Headers given = rules.headersFor(request.url(), named.contains(origin));
    Headers own = request.headers();
    if (given.size() == 0) {
      return request;
    }
    String kept = own.firstOrNull(COOKIE);
    String before = given.firstOrNull(COOKIE);
    if (kept != null && before != null) {
      own = own.overriddenBy(Headers.of(COOKIE, before + "; " + kept));
    }
    return request.withHeaders(given.overriddenBy(own));
  }
}
