package dev.weft.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An absolute URL in canonical form: the {@code href} of the WHATWG URL Standard without user-info
 * and fragment. Two URLs are equal if that text is.
 *
 * <p>Everything is ASCII, so lengths are characters and bytes alike, at most {@link
 * Limits#HREF_CHARS_MAX}. Parts are cut from the one text when asked for. Immutable.
 *
 * <pre>{@code
 * CrawlUrl page = CrawlUrl.parse("HTTP://Example.com:80/a/./b?q#top").orElseThrow();
 * page.href();                    // http://example.com/a/b?q
 * page.resolve("../c").get();     // http://example.com/c
 * }</pre>
 */
public final class CrawlUrl {
  private final String href;
  private final Origin origin;
  private final int pathStart;
  private final int pathEnd;

  CrawlUrl(String href, Origin origin, int pathStart, int pathEnd) {
    this.href = href;
    this.origin = origin;
    this.pathStart = pathStart;
    this.pathEnd = pathEnd;
  }

  /** The URL that {@code input} is by itself; empty if it is relative, malformed or too long. */
  public static Optional<CrawlUrl> parse(String input) {
    return Optional.ofNullable(parseOrNull(input));
  }

  /** {@link #parse} without the wrapper, for code that handles millions. */
  public static @Nullable CrawlUrl parseOrNull(String input) {
    CrawlUrl ordinary = OrdinaryLink.parse(input);
    return ordinary != null ? ordinary : of(UrlParser.parse(input, null), null);
  }

  /** Why {@link #parse} refuses {@code input}, with the place marked; empty if it accepts it. */
  public static Optional<String> explain(String input) {
    UrlParser parser = new UrlParser(input, null, UTF_8);
    WhatwgUrl url = parser.parse();
    UrlFault fault = url == null ? parser.fault() : null;
    if (url != null && of(url, null) == null) {
      fault = UrlFault.TOO_LONG;
    }
    return Optional.ofNullable(fault).map(why -> why.reason + ": " + parser.inputWithMark());
  }

  /** The URL that {@code reference} means on a page at this URL; empty if it is no URL there. */
  public Optional<CrawlUrl> resolve(String reference) {
    return Optional.ofNullable(resolveOrNull(reference, UTF_8));
  }

  /**
   * {@link #resolve(String)} on a page in {@code pageCharset}, which decides how queries are
   * written.
   */
  public Optional<CrawlUrl> resolve(String reference, Charset pageCharset) {
    return Optional.ofNullable(resolveOrNull(reference, pageCharset));
  }

  /** {@link #resolve(String)} without the wrapper, for code that handles millions. */
  public @Nullable CrawlUrl resolveOrNull(String reference) {
    return resolveOrNull(reference, UTF_8);
  }

  /** {@link #resolve(String, Charset)} without the wrapper, for code that handles millions. */
  public @Nullable CrawlUrl resolveOrNull(String reference, Charset pageCharset) {
    CrawlUrl ordinary = OrdinaryLink.resolve(this, reference);
    return ordinary != null ? ordinary : resolveByStandard(reference, pageCharset);
  }

  /**
   * As {@link #resolveOrNull(String, Charset)}, as text, with the fragment that the reference
   * names: for readers, who may want to go to a part of a page. Null if it is no URL.
   */
  public @Nullable String resolveToPart(String reference, Charset pageCharset) {
    CrawlUrl url = resolveOrNull(reference, pageCharset);
    if (url == null || reference.indexOf('#') < 0) {
      return url == null ? null : url.href;
    }
    WhatwgUrl whole = new UrlParser(reference, asWhatwgUrl(), pageCharset).parse();
    String fragment = whole == null ? null : whole.fragment();
    return fragment == null || fragment.isEmpty() ? url.href : url.href + '#' + fragment;
  }

  /** The same by the state machine alone. */
  @Nullable CrawlUrl resolveByStandard(String reference, Charset pageCharset) {
    return of(new UrlParser(reference, asWhatwgUrl(), pageCharset).parse(), this);
  }

  /** The canonical form of {@code url}, sharing the origin of {@code base}; null if too long. */
  static @Nullable CrawlUrl of(@Nullable WhatwgUrl url, @Nullable CrawlUrl base) {
    if (url == null) {
      return null;
    }
    WhatwgUrl canonical = url.canonical();
    String href = canonical.href();
    if (href.length() > Limits.HREF_CHARS_MAX) {
      return null;
    }
    String query = canonical.query();
    int pathEnd = href.length() - (query == null ? 0 : query.length() + 1);
    int pathStart = pathEnd - canonical.path().length();
    return new CrawlUrl(href, originOf(canonical, base), pathStart, pathEnd);
  }

  private static Origin originOf(WhatwgUrl url, @Nullable CrawlUrl base) {
    String host = url.host() == null ? "" : url.host();
    HostName name = new HostName(host);
    if (base == null) {
      return Origin.of(url.scheme(), name, url.port());
    }
    boolean sameHost = base.host().equals(name);
    Origin origin = Origin.of(url.scheme(), sameHost ? base.host() : name, url.port());
    return origin.equals(base.origin) ? base.origin : origin;
  }

  private WhatwgUrl asWhatwgUrl() {
    Scheme scheme = origin.urlScheme();
    int afterScheme = scheme.name().length() + 1;
    String host = href.startsWith("//", afterScheme) ? origin.host().toString() : null;
    int afterHost = host == null ? pathStart : afterScheme + 2 + host.length();
    Integer port = afterHost < pathStart ? (Integer) origin.port() : null;
    boolean opaque = host == null && !href.startsWith("/", pathStart);
    String query = pathEnd < href.length() ? href.substring(pathEnd + 1) : null;
    return new WhatwgUrl(scheme, "", "", host, port, path(), opaque, query, null);
  }

  /** The whole text. */
  public String href() {
    return href;
  }

  /** The scheme in lowercase, without its colon. */
  public String scheme() {
    return origin.scheme();
  }

  /** Whether the scheme is http or https. */
  public boolean isHttp() {
    return origin.urlScheme().isHttp();
  }

  /** The host; the empty one for a scheme without hosts. */
  public HostName host() {
    return origin.host();
  }

  /**
   * The port to connect to: the explicit one or the scheme's default; 0 for a scheme without one.
   */
  public int port() {
    return origin.port();
  }

  public Origin origin() {
    return origin;
  }

  /** The path, percent-encoded; for http it starts with a slash. */
  public String path() {
    return href.substring(pathStart, pathEnd);
  }

  /**
   * The query, percent-encoded, without its question mark; a lone question mark is an empty query.
   */
  public Optional<String> query() {
    return pathEnd < href.length() ? Optional.of(href.substring(pathEnd + 1)) : Optional.empty();
  }

  /** Path and query as a request line has them. */
  public String pathAndQuery() {
    return href.substring(pathStart);
  }

  int pathStart() {
    return pathStart;
  }

  int pathEnd() {
    return pathEnd;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof CrawlUrl that && href.equals(that.href));
  }

  @Override
  public int hashCode() {
    return href.hashCode();
  }

  /** The whole text, as {@link #href}. */
  @Override
  public String toString() {
    return href;
  }
}
