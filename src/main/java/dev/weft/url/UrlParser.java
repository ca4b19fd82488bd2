package dev.weft.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser of the URL Standard (section 4.4), without state override.
 *
 * <p>Each method named after a state does what the standard's state of that name does, for a whole
 * stretch of input at once, and goes on to the next. It returns whether there is a URL; if not,
 * {@link #fault} says why. One parser parses one input, in linear time.
 */
final class UrlParser {
  private static final int END = -1;
  private static final int PORT_MAX = 65_535;
  private static final int MARK_CONTEXT = 40;

  private final String input;
  private final @Nullable WhatwgUrl base;
  private final Charset queryCharset;
  private int at;

  private Scheme scheme = Scheme.FILE;
  private String username = "";
  private String password = "";
  private @Nullable String host;
  private @Nullable Integer port;
  private final PathBuilder path = new PathBuilder();
  private boolean opaquePath;
  private @Nullable String query;
  private @Nullable String fragment;
  private @Nullable UrlFault fault;

  UrlParser(String input, @Nullable WhatwgUrl base, Charset queryCharset) {
    this.input = InputCleaner.clean(input);
    this.base = base;
    this.queryCharset = queryCharset;
  }

  static @Nullable WhatwgUrl parse(String input, @Nullable WhatwgUrl base) {
    return new UrlParser(input, base, UTF_8).parse();
  }

  /** The URL, or null with {@link #fault} set. */
  @Nullable WhatwgUrl parse() {
    return scheme()
        ? new WhatwgUrl(
            scheme, username, password, host, port, path.toString(), opaquePath, query, fragment)
        : null;
  }

  /** Why there is no URL. */
  @Nullable UrlFault fault() {
    return fault;
  }

  /** The cleaned input around the place where parsing failed, which is marked. */
  String inputWithMark() {
    int from = Math.max(0, at - MARK_CONTEXT);
    int to = Math.min(input.length(), at + MARK_CONTEXT);
    return input.substring(from, at) + "<-- HERE -->" + input.substring(at, to);
  }

  private boolean scheme() {
    int end = schemeEnd();
    if (end == 0) {
      return noScheme();
    }
    scheme = Scheme.of(Ascii.lowercase(input.substring(0, end)));
    at = end + 1;
    if (scheme.isFile()) {
      return file();
    }
    if (scheme.special()) {
      return specialRelativeOrAuthority();
    }
    return c() == '/' ? pathOrAuthority() : opaquePath();
  }

  private boolean specialRelativeOrAuthority() {
    if (base != null && base.scheme().equals(scheme) && !input.startsWith("//", at)) {
      return relative(base);
    }
    return specialAuthorityIgnoreSlashes();
  }

  /** Where the colon after the scheme is; 0 where the input has no scheme. */
  private int schemeEnd() {
    if (!Ascii.isAlpha(charAt(0))) {
      return 0;
    }
    int end = 1;
    int c = charAt(1);
    while (Ascii.isAlpha(c) || Ascii.isDigit(c) || c == '+' || c == '-' || c == '.') {
      c = charAt(++end);
    }
    return c == ':' ? end : 0;
  }

  private boolean noScheme() {
    if (base == null) {
      return fail(UrlFault.MISSING_SCHEME);
    }
    if (!base.opaquePath()) {
      return base.scheme().isFile() ? file() : relative(base);
    }
    if (c() != '#') {
      return fail(UrlFault.BASE_IS_OPAQUE);
    }
    scheme = base.scheme();
    opaquePath = true;
    copyPathAndQuery(base);
    return afterPath();
  }

  private boolean pathOrAuthority() {
    at++;
    if (c() == '/') {
      at++;
      return authority();
    }
    return path();
  }

  private boolean relative(WhatwgUrl from) {
    scheme = from.scheme();
    if (isSlash(c())) {
      at++;
      return relativeSlash(from);
    }
    copyAuthority(from);
    copyPathAndQuery(from);
    if (endsPath(c())) {
      return afterPath();
    }
    query = null;
    path.shorten(false);
    return path();
  }

  private boolean relativeSlash(WhatwgUrl from) {
    if (!isSlash(c())) {
      copyAuthority(from);
      return path();
    }
    if (scheme.special()) {
      return specialAuthorityIgnoreSlashes();
    }
    at++;
    return authority();
  }

  private boolean specialAuthorityIgnoreSlashes() {
    while (c() == '/' || c() == '\\') {
      at++;
    }
    return authority();
  }

  /** The authority and host states: at the authority's end the last at sign is known. */
  private boolean authority() {
    int end = authorityEnd();
    int atSign = input.lastIndexOf('@', end - 1);
    if (atSign >= at) {
      readUserInfo(atSign);
      at = atSign + 1;
      if (at == end) {
        return fail(UrlFault.HOST_MISSING);
      }
    }
    int hostEnd = hostEnd(end);
    boolean portFollows = hostEnd < end;
    if (at == hostEnd && (portFollows || scheme.special())) {
      return fail(UrlFault.HOST_MISSING);
    }
    return readHost(hostEnd) && (portFollows ? port() : pathStart());
  }

  private int authorityEnd() {
    int end = at;
    while (!endsPart(charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where the first colon outside of brackets is, or {@code end}. */
  private int hostEnd(int end) {
    boolean bracketed = false;
    for (int i = at; i < end; i++) {
      char c = input.charAt(i);
      if (c == ':' && !bracketed) {
        return i;
      }
      bracketed = c == '[' || (bracketed && c != ']');
    }
    return end;
  }

  private void readUserInfo(int end) {
    int colon = input.indexOf(':', at);
    boolean hasPassword = colon >= 0 && colon < end;
    username = encode(at, hasPassword ? colon : end, PercentEncodeSet.USERINFO);
    password = hasPassword ? encode(colon + 1, end, PercentEncodeSet.USERINFO) : "";
  }

  private boolean readHost(int end) {
    HostParser parser = new HostParser();
    host = parser.parse(input.substring(at, end), !scheme.special());
    if (host == null) {
      fault = parser.fault();
      return false;
    }
    at = end;
    return true;
  }

  private boolean port() {
    int start = ++at;
    int value = 0;
    while (Ascii.isDigit(c())) {
      value = Math.min(value * 10 + c() - '0', PORT_MAX + 1);
      at++;
    }
    if (!endsPart(c())) {
      return fail(UrlFault.PORT_INVALID);
    }
    if (value > PORT_MAX) {
      return fail(UrlFault.PORT_OUT_OF_RANGE);
    }
    if (at > start) {
      Integer given = value;
      port = given.equals(scheme.defaultPort()) ? null : given;
    }
    return pathStart();
  }

  private boolean file() {
    scheme = Scheme.FILE;
    host = "";
    WhatwgUrl from = base != null && base.scheme().isFile() ? base : null;
    if (isSlash(c())) {
      at++;
      return fileSlash(from);
    }
    if (from == null) {
      return path();
    }
    host = from.host();
    copyPathAndQuery(from);
    if (endsPath(c())) {
      return afterPath();
    }
    query = null;
    if (Segment.startsWithDriveLetter(input, at)) {
      path.clear();
    } else {
      path.shorten(true);
    }
    return path();
  }

  private boolean fileSlash(@Nullable WhatwgUrl from) {
    if (isSlash(c())) {
      at++;
      return fileHost();
    }
    if (from != null) {
      host = from.host();
      if (!Segment.startsWithDriveLetter(input, at)) {
        path.copyDriveLetter(from.path());
      }
    }
    return path();
  }

  private boolean fileHost() {
    int end = authorityEnd();
    if (Segment.isDriveLetter(input, at, end)) {
      return path();
    }
    if (at < end && !readHost(end)) {
      return false;
    }
    if ("localhost".equals(host)) {
      host = "";
    }
    return pathStart();
  }

  private boolean pathStart() {
    if (isSlash(c())) {
      at++;
      return path();
    }
    boolean none = endsPath(c()) && !scheme.special();
    return none ? afterPath() : path();
  }

  private boolean path() {
    while (true) {
      int start = at;
      while (!endsPart(c())) {
        at++;
      }
      boolean last = !isSlash(c());
      path.append(input, start, at, last, scheme.isFile());
      if (last) {
        return afterPath();
      }
      at++;
    }
  }

  private boolean opaquePath() {
    opaquePath = true;
    int start = at;
    while (!endsPath(c())) {
      at++;
    }
    path.appendOpaque(input, start, at);
    return afterPath();
  }

  private boolean afterPath() {
    if (c() == '?') {
      at++;
      query();
    }
    if (c() == '#') {
      fragment = encode(at + 1, input.length(), PercentEncodeSet.FRAGMENT);
    }
    return true;
  }

  private void query() {
    int hash = input.indexOf('#', at);
    int end = hash < 0 ? input.length() : hash;
    PercentEncodeSet set =
        scheme.special() ? PercentEncodeSet.SPECIAL_QUERY : PercentEncodeSet.QUERY;
    Charset charset = scheme.encodesQueryInPageCharset() ? queryCharset : UTF_8;
    StringBuilder out = new StringBuilder(end - at);
    QueryEncoder.encode(input.substring(at, end), charset, set, out);
    query = out.toString();
    at = end;
  }

  private void copyAuthority(WhatwgUrl from) {
    username = from.username();
    password = from.password();
    host = from.host();
    port = from.port();
  }

  private void copyPathAndQuery(WhatwgUrl from) {
    path.copy(from.path());
    query = from.query();
  }

  private String encode(int from, int to, PercentEncodeSet set) {
    StringBuilder out = new StringBuilder(to - from);
    set.encodeUtf8(input, from, to, out);
    return out.toString();
  }

  private boolean isSlash(int c) {
    return c == '/' || (c == '\\' && scheme.special());
  }

  private static boolean endsPath(int c) {
    return c == END || c == '?' || c == '#';
  }

  private boolean endsPart(int c) {
    return endsPath(c) || isSlash(c);
  }

  private int c() {
    return charAt(at);
  }

  private int charAt(int index) {
    return index < input.length() ? input.charAt(index) : END;
  }

  private boolean fail(UrlFault why) {
    fault = why;
    return false;
  }
}
