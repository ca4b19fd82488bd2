package dev.weft.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fast path: recognises a link that needs nothing but cutting and joining, and says where.
 *
 * <p>The links of a page are nearly all of one kind: no scheme, or http(s) and a lowercase host; no
 * user-info; only characters that stand for themselves; dots at the front if at all. For those the
 * canonical URL is the first {@link #keep} characters of the base, then the link's bytes {@link
 * #from} to {@link #to}, then perhaps a slash. One pass over the bytes with a table finds that out.
 * Everything else is left to {@link UrlParser}; a property test holds the two to the same answers.
 *
 * <p>An object holds the result of its latest scan and is confined to its caller.
 */
final class OrdinaryLink {
  private static final int END = -1;
  private static final int IN_SEGMENT = 1;
  private static final int IN_FIRST_SEGMENT = 2;
  private static final int IN_QUERY = 4;
  private static final int IN_HOST = 8;
  private static final byte[] CLASSES = classes();

  private byte[] bytes = {};
  private int end;

  private int keep;
  private int from;
  private int to;
  private boolean addSlash;
  private int pathStart;
  private int pathEnd;

  /** The places after each slash of the path of the base that relative links were of last. */
  private int[] folders = new int[8];

  private int folderCount;
  private String foldersOf = "";

  /** The class of the characters of the path's first segment; 0 if the link has no path. */
  private int firstSegment;

  /** Whether the origin is the base's; if not, it is made of the four fields below. */
  private boolean baseOrigin;

  private Scheme scheme = Scheme.HTTP;
  private int hostFrom;
  private int hostTo;
  private @Nullable Integer port;

  // Latin-1 is the cheapest copy of a string's bytes and keeps positions, but what it lacks becomes
  // a question mark. Only a query may begin with one and it may hold no second, so join looks at
  // the first.

  /** {@code input} as an absolute URL, or null if it is not ordinary. */
  static @Nullable CrawlUrl parse(String input) {
    OrdinaryLink link = new OrdinaryLink();
    byte[] latin = input.getBytes(ISO_8859_1);
    return link.scan(latin, 0, latin.length, null) ? link.join(input, null) : null;
  }

  /** {@code reference} against {@code base}, or null if either is not ordinary. */
  static @Nullable CrawlUrl resolve(CrawlUrl base, String reference) {
    if (!base.isHttp()) {
      return null;
    }
    OrdinaryLink link = new OrdinaryLink();
    byte[] latin = reference.getBytes(ISO_8859_1);
    return link.scan(latin, 0, latin.length, base) ? link.join(reference, base) : null;
  }

  /**
   * Scans {@code link[start, end)}, ASCII or any superset of it, against {@code base}, an http(s)
   * URL or none. False if the link is not ordinary; its result is then undefined.
   */
  boolean scan(byte[] link, int start, int end, @Nullable CrawlUrl base) {
    bytes = link;
    this.end = end;
    from = start;
    addSlash = false;
    firstSegment = 0;
    int at = scanToPath(start, base);
    if (at >= 0 && firstSegment != 0) {
      at = scanPath(at);
    }
    if (at < 0) {
      return false;
    }
    to = at;
    int next = at(at);
    return next == END || (!addSlash && (next == '#' || (next == '?' && scanQuery(at + 1))));
  }

  /**
   * Scans what comes before the path and sets {@link #firstSegment} if there is one; gives the
   * place where it begins, or else where it would; negative if the link is not ordinary.
   */
  private int scanToPath(int start, @Nullable CrawlUrl base) {
    int host = afterHttpScheme(start);
    if (host > start) {
      keep = 0;
      return scanAuthority(host, base);
    }
    if (base == null) {
      return END;
    }
    baseOrigin = true;
    pathStart = base.pathStart();
    return switch (at(start)) {
      case END, '#' -> keepTo(base.href().length(), base);
      case '?' -> keepTo(base.pathEnd(), base);
      case '/' -> at(start + 1) == '/' ? scanSchemeRelative(base) : scanRooted(base);
      default -> scanRelative(base);
    };
  }

  /** Whether the URL of the latest scan is the base itself. */
  private boolean isBase(@Nullable CrawlUrl base) {
    return base != null && from == to && keep == base.href().length();
  }

  /** How long the URL of the latest scan is. */
  int length() {
    return keep + to - from + (addSlash ? 1 : 0);
  }

  /** How much of the base the URL of the latest scan begins with. */
  int keep() {
    return keep;
  }

  /**
   * Writes the URL of the latest scan, which was against the base of {@code baseHref}; its first
   * {@code written} bytes are there already.
   */
  void writeTo(byte[] out, byte[] baseHref, int written) {
    if (keep > written) {
      System.arraycopy(baseHref, written, out, written, keep - written);
    }
    System.arraycopy(bytes, from, out, keep, to - from);
    if (addSlash) {
      out[keep + to - from] = '/';
    }
  }

  /** The URL of the latest scan, given its text. */
  CrawlUrl withHref(String href, @Nullable CrawlUrl base) {
    return new CrawlUrl(href, origin(base), pathStart, pathEnd);
  }

  /**
   * The URL of the latest scan, which was of {@code text}; null if it is not ordinary after all.
   */
  private @Nullable CrawlUrl join(String text, @Nullable CrawlUrl base) {
    if (isBase(base)) {
      return base;
    }
    int query = from + pathEnd - keep;
    boolean impostor = query < to && text.charAt(query) != '?';
    if (impostor || length() > Limits.HREF_CHARS_MAX) {
      return null;
    }
    String tail = addSlash ? text.substring(from, to).concat("/") : text.substring(from, to);
    return withHref(base == null ? tail : base.href().substring(0, keep).concat(tail), base);
  }

  private Origin origin(@Nullable CrawlUrl base) {
    if (base != null && baseOrigin) {
      return base.origin();
    }
    String host = new String(bytes, hostFrom, hostTo - hostFrom, ISO_8859_1);
    if (base != null && base.host().toString().equals(host)) {
      return Origin.of(scheme, base.host(), port);
    }
    return Origin.of(scheme, new HostName(host), port);
  }

  /** The link has no path of its own. */
  private int keepTo(int length, CrawlUrl base) {
    keep = length;
    pathEnd = base.pathEnd();
    return from;
  }

  /** Where the authority begins, after {@code http://} or {@code https://}; else {@code start}. */
  private int afterHttpScheme(int start) {
    if (at(start) != 'h' || at(start + 1) != 't' || at(start + 2) != 't' || at(start + 3) != 'p') {
      return start;
    }
    int colon = at(start + 4) == 's' ? start + 5 : start + 4;
    if (at(colon) != ':' || at(colon + 1) != '/' || at(colon + 2) != '/') {
      return start;
    }
    scheme = colon == start + 5 ? Scheme.HTTPS : Scheme.HTTP;
    return colon + 3;
  }

  private int scanSchemeRelative(CrawlUrl base) {
    scheme = base.origin().urlScheme();
    keep = scheme.name().length() + 1;
    return scanAuthority(from + 2, base);
  }

  private int scanAuthority(int start, @Nullable CrawlUrl base) {
    int at = base == null ? start : afterBaseOrigin(base);
    baseOrigin = at > from && base != null;
    if (!baseOrigin) {
      at = scanHostAndPort(start);
      if (at < 0) {
        return END;
      }
    }
    pathStart = keep + at - from;
    if (at(at) == '/') {
      firstSegment = IN_SEGMENT;
      return at + 1;
    }
    addSlash = true;
    pathEnd = pathStart + 1;
    return at;
  }

  /** Where the link goes on after repeating the base's origin; {@link #from} if it does not. */
  private int afterBaseOrigin(CrawlUrl base) {
    String href = base.href();
    int length = base.pathStart() - keep;
    if (end - from < length) {
      return from;
    }
    for (int i = length - 1; i >= 0; i--) {
      if (bytes[from + i] != href.charAt(keep + i)) {
        return from;
      }
    }
    int next = at(from + length);
    return next == END || next == '/' ? from + length : from;
  }

  /** Where the path should begin; negative if the host may be an address or in Punycode. */
  private int scanHostAndPort(int start) {
    int at = start;
    int label = start;
    while (at < end && (CLASSES[bytes[at] & 0xFF] & IN_HOST) != 0) {
      byte b = bytes[at++];
      if (b == '.') {
        label = at;
      } else if (b == '-' && at(at) == '-') {
        return END;
      }
    }
    if (label == at || Ascii.isDigit(bytes[label])) {
      return END;
    }
    hostFrom = start;
    hostTo = at;
    port = null;
    return at(at) == ':' ? scanPort(at + 1) : at;
  }

  private int scanPort(int start) {
    int value = 0;
    int at = start;
    while (Ascii.isDigit(at(at)) && at - start < 5) {
      value = value * 10 + bytes[at++] - '0';
    }
    port = value;
    boolean canonical = at > start && bytes[start] != '0' && value <= 65_535;
    return canonical && !port.equals(scheme.defaultPort()) ? at : END;
  }

  private int scanRooted(CrawlUrl base) {
    keep = base.pathStart();
    firstSegment = IN_SEGMENT;
    return from + 1;
  }

  private int scanRelative(CrawlUrl base) {
    if (!foldersOf.equals(base.href())) {
      findFolders(base);
    }
    int start = from;
    int folder = folderCount - 1;
    int at = start;
    while (at(at) == '.') {
      int next = at(at + 1) == '.' ? at + 2 : at + 1;
      if (!endsSegment(at(next))) {
        break;
      }
      if (next == at + 2 && folder > 0) {
        folder--;
      }
      at = at(next) == '/' ? next + 1 : next;
    }
    keep = folders[folder];
    from = at;
    firstSegment = at == start ? IN_FIRST_SEGMENT : IN_SEGMENT;
    return at;
  }

  private void findFolders(CrawlUrl base) {
    folderCount = 0;
    for (int i = base.pathStart(); i < base.pathEnd(); i++) {
      if (base.href().charAt(i) == '/') {
        if (folderCount == folders.length) {
          folders = Arrays.copyOf(folders, folderCount * 2);
        }
        folders[folderCount++] = i + 1;
      }
    }
    foldersOf = base.href();
  }

  /** Scans from the start of a segment; gives the path's end, negative if it is not ordinary. */
  private int scanPath(int start) {
    int at = start;
    int in = firstSegment;
    do {
      if (mayBeDots(at)) {
        return END;
      }
      while (at < end && (CLASSES[bytes[at] & 0xFF] & in) != 0) {
        at++;
      }
      in = IN_SEGMENT;
    } while (at(at++) == '/');
    at--;
    pathEnd = keep + at - from;
    return at;
  }

  private boolean scanQuery(int start) {
    int at = start;
    while (at < end && (CLASSES[bytes[at] & 0xFF] & IN_QUERY) != 0) {
      at++;
    }
    to = at;
    return at == end || bytes[at] == '#';
  }

  /** Whether the segment is one or two dots, or begins with a dot's escape. */
  private boolean mayBeDots(int at) {
    int c = at(at);
    if (c == '%') {
      return at(at + 1) == '2' && (at(at + 2) | 0x20) == 'e';
    }
    if (c != '.') {
      return false;
    }
    int next = at(at + 1);
    return next == '%' || endsSegment(next == '.' ? at(at + 2) : next);
  }

  private static boolean endsSegment(int c) {
    return c == END || c == '/' || c == '?' || c == '#';
  }

  /** The unsigned byte at {@code index}, or {@link #END}. */
  private int at(int index) {
    return index < end ? bytes[index] & 0xFF : END;
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int c = 0x21; c < 0x7F; c++) {
      int in = 0;
      if (!PercentEncodeSet.PATH.contains(c) && c != '/' && c != '\\') {
        in = c == ':' ? IN_SEGMENT : IN_SEGMENT | IN_FIRST_SEGMENT;
      }
      if (!PercentEncodeSet.SPECIAL_QUERY.contains(c) && c != '?') {
        in |= IN_QUERY;
      }
      if ((c >= 'a' && c <= 'z') || Ascii.isDigit(c) || c == '-' || c == '_' || c == '.') {
        in |= IN_HOST;
      }
      classes[c] = (byte) in;
    }
    return classes;
  }
}
