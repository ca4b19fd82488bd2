package dev.weft.request;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.fetch.ProxyRules;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the requests of a crawl carry, by where they go. Of fields with one name the last of these
 * holds: {@code headers}, the credential of the origin, the rules by pattern in their order.
 *
 * <p>{@linkplain SensitiveHeaders Sensitive} fields among {@code headers} and in rules go to the
 * origins that the user named and to no other: those of a crawl's seeds, or the one a redirect
 * chain began at. A credential goes to its own origin alone. So nothing that redirects or links can
 * have them sent elsewhere, to another port or from https to http either.
 *
 * <pre>{@code
 * FetchRequest request = rules.get(url, isSeedOrigin, addresses, lane, bodyBytesMax);
 * }</pre>
 */
public final class RequestRules {
  /** Nothing besides the fetcher's own fields, straight to every host. */
  public static final RequestRules NONE =
      new RequestRules(Headers.NONE, List.of(), List.of(), ProxyRules.NONE, false);

  private final Headers headers;
  private final Headers everywhere;
  private final List<HeaderRule> byPattern;
  private final List<Credential> credentials;
  private final Map<Origin, Headers> authorizations = new HashMap<>();
  private final ProxyRules proxies;
  private final boolean cookies;

  private RequestRules(
      Headers headers,
      List<HeaderRule> byPattern,
      List<Credential> credentials,
      ProxyRules proxies,
      boolean cookies) {
    this.headers = headers;
    this.everywhere = SensitiveHeaders.without(headers);
    this.byPattern = List.copyOf(byPattern);
    this.credentials = List.copyOf(credentials);
    this.proxies = proxies;
    this.cookies = cookies;
    for (Credential credential : credentials) {
      Headers field = Headers.of("Authorization", credential.authorization());
      if (authorizations.put(credential.origin(), field) != null) {
        throw new IllegalArgumentException(
            "two credentials for " + credential.origin() + "; keep one of them");
      }
    }
  }

  /** These rules with other headers for every request. */
  public RequestRules withHeaders(Headers others) {
    return new RequestRules(others, byPattern, credentials, proxies, cookies);
  }

  /** These rules with other headers by pattern, of which the last that matches holds. */
  public RequestRules withHeaderRules(List<HeaderRule> others) {
    return new RequestRules(headers, others, credentials, proxies, cookies);
  }

  /**
   * These rules with other credentials.
   *
   * @throws IllegalArgumentException if two of them are for one origin
   */
  public RequestRules withCredentials(List<Credential> others) {
    return new RequestRules(headers, byPattern, others, proxies, cookies);
  }

  /** These rules with other proxies. */
  public RequestRules withProxies(ProxyRules others) {
    return new RequestRules(headers, byPattern, credentials, others, cookies);
  }

  /** These rules with cookies kept and sent back, or not; they are not by default. */
  public RequestRules withCookies(boolean kept) {
    return new RequestRules(headers, byPattern, credentials, proxies, kept);
  }

  /** Whether {@link #headersFor} runs regular expressions. */
  public boolean hasExpressions() {
    return byPattern.stream().anyMatch(rule -> rule.pattern().isExpression());
  }

  /** The headers given for every request; sensitive ones are sent to named origins only. */
  public Headers headers() {
    return headers;
  }

  /** Which proxy requests go through. */
  public ProxyRules proxies() {
    return proxies;
  }

  /** Whether the cookies that sites set are kept and sent back to them. */
  public boolean cookies() {
    return cookies;
  }

  /** The host to resolve and connect to for requests to an origin: its proxy's, or its own. */
  public HostName reachedAt(Origin origin) {
    return proxies.proxyFor(origin).map(Proxy::host).orElse(origin.host());
  }

  /**
   * The fields of a request for {@code url}.
   *
   * @param isNamed whether the user named the URL's origin, so that sensitive fields may go there
   */
  public Headers headersFor(CrawlUrl url, boolean isNamed) {
    Headers fields = isNamed ? headers : everywhere;
    if (!authorizations.isEmpty()) {
      Headers authorization = authorizations.get(url.origin());
      fields = authorization == null ? fields : fields.overriddenBy(authorization);
    }
    for (HeaderRule rule : byPattern) {
      if (rule.pattern().matches(url)) {
        fields = fields.overriddenBy(rule.headers(isNamed));
      }
    }
    return fields;
  }

  /**
   * A GET for {@code url} with all that these rules say.
   *
   * @param isNamed as in {@link #headersFor}
   * @param addresses those of the host that the origin is {@linkplain #reachedAt reached at}
   */
  public FetchRequest get(
      CrawlUrl url, boolean isNamed, List<InetAddress> addresses, int lane, long bodyBytesMax) {
    FetchRequest bare = bare(url, addresses, lane, bodyBytesMax);
    Headers fields = headersFor(url, isNamed);
    return fields.size() == 0 ? bare : bare.withHeaders(fields);
  }

  /** As {@link #get}, without the headers. */
  public FetchRequest bare(CrawlUrl url, List<InetAddress> addresses, int lane, long bodyBytesMax) {
    FetchRequest request = FetchRequest.get(url, addresses, lane, bodyBytesMax);
    Optional<Proxy> proxy = proxies.proxyFor(url.origin());
    return proxy.isEmpty() ? request : request.via(proxy.get(), addresses);
  }

  /** Names what there is, and no value. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      names.add(headers.name(i));
    }
    return "headers "
        + names
        + ", "
        + byPattern
        + ", credentials "
        + credentials
        + (proxies.isEmpty() ? "" : ", proxies");
  }
}
