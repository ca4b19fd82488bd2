package dev.weft.cookies;

import dev.weft.url.CrawlUrl;
import java.time.Instant;

/**
 * A cookie that its site may set. {@code domain} is a host name in canonical form, {@code site} its
 * registrable domain, {@code hostOnly} whether hosts below it do not get it, {@code secure} whether
 * only https does. It is gone from {@code until} on; one that should last a session lasts the crawl
 * ({@link Instant#MAX}). {@code overHttps} says how it came.
 */
public record Cookie(
    String name,
    String value,
    String domain,
    String site,
    boolean hostOnly,
    String path,
    boolean secure,
    boolean overHttps,
    Instant until) {

  /** Whether a request for {@code url} carries it, were it not for time. */
  boolean goesTo(CrawlUrl url) {
    return (!secure || url.origin().isSecure())
        && isOfHost(url.host().toString())
        && matches(url.path(), path);
  }

  private boolean isOfHost(String host) {
    return host.equals(domain) || (!hostOnly && isBelow(host, domain));
  }

  /** Whether a host is below a domain (RFC 6265bis §5.1.3, but for equality). */
  static boolean isBelow(String host, String domain) {
    return host.length() > domain.length()
        && host.endsWith(domain)
        && host.charAt(host.length() - domain.length() - 1) == '.';
  }

  /** Whether a cookie's path covers a request's (RFC 6265bis §5.1.4). */
  static boolean matches(String request, String path) {
    return request.startsWith(path)
        && (request.length() == path.length()
            || path.endsWith("/")
            || request.charAt(path.length()) == '/');
  }

  /** Whether this one is secure and the other, from a plain connection, would take its place. */
  boolean isSafeFrom(Cookie plain) {
    return secure
        && name.equals(plain.name)
        && (domain.equals(plain.domain)
            || isBelow(domain, plain.domain)
            || isBelow(plain.domain, domain))
        && matches(plain.path, path);
  }

  int bytes() {
    return name.length() + value.length();
  }

  /** As it stands in a Cookie field. */
  String pair() {
    return name.isEmpty() ? value : name + "=" + value;
  }

  /** Names it without its value. */
  @Override
  public String toString() {
    return "cookie " + name + " of " + domain + path;
  }
}
