package dev.weft.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import dev.weft.url.LinkResolver;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The http(s) links of a page, each once, in the order they came. A link is resolved and
 * fingerprinted where its bytes stand, and made an object only if it is new to the page and to the
 * crawl. All parsers use it, so that they agree. Confined to one thread; reused.
 *
 * <pre>{@code
 * links.start(document, queryCharset);
 * links.base("../");                       // if there is a <base>
 * links.add("a#b", LinkKind.A, false);
 * links.outlinks();
 * }</pre>
 */
public final class PageLinks {
  private static final int FIRST_ROOM = 256;

  private final int outlinksMax;
  private final Fingerprinter fingerprinter;
  private final LongPredicate known;
  private final LinkResolver resolver;
  private final LinkSet links = new LinkSet();

  /** The links up to the cap by ordinal; null for one that the crawl knows. */
  private @Nullable CrawlUrl[] urls = new CrawlUrl[FIRST_ROOM];

  private LinkKind[] kinds = new LinkKind[FIRST_ROOM];
  private boolean[] nofollow = new boolean[FIRST_ROOM];

  /** The characters of a link that came as text. */
  private byte[] ascii = new byte[1_024];

  private @Nullable CrawlUrl document;
  private @Nullable CrawlUrl base;

  /** Whether links are resolved against the document's own URL. */
  private boolean isOwnBase;

  private long documentFingerprint;
  private Charset queryCharset = UTF_8;

  /** Links as {@code options} want them, without those that the crawl knows; they are counted. */
  public PageLinks(ParseOptions options, KnownLinks known) {
    outlinksMax = options.outlinksMax();
    fingerprinter = known.fingerprinter();
    this.known = known.isKnown();
    resolver = new LinkResolver(fingerprinter);
  }

  /** Begins a page at this URL, which is its base as well, whose queries are in this charset. */
  public void start(CrawlUrl document, Charset queryCharset) {
    forget();
    this.document = document;
    this.queryCharset = queryCharset;
    documentFingerprint = fingerprinter.fingerprint(document);
    base(document);
  }

  private void forget() {
    Arrays.fill(urls, 0, Math.min(links.size(), urls.length), null);
    links.clear();
    if (urls.length > Limits.LINKS_KEPT_READY) {
      urls = new CrawlUrl[FIRST_ROOM];
      kinds = new LinkKind[FIRST_ROOM];
      nofollow = new boolean[FIRST_ROOM];
    }
    if (ascii.length > Limits.LINK_CHARS_KEPT_READY) {
      ascii = new byte[1_024];
    }
  }

  /** Takes what a base element says, for the links that follow; not all of it may be a base. */
  public void base(String href) {
    CrawlUrl url = document().resolveOrNull(href, queryCharset);
    base(url != null && mayBeBase(url) ? url : document());
  }

  private static boolean mayBeBase(CrawlUrl url) {
    return !url.scheme().equals("data") && !url.scheme().equals("javascript");
  }

  private void base(CrawlUrl url) {
    base = url;
    isOwnBase = url.equals(document);
    resolver.startPage(url, queryCharset);
  }

  private CrawlUrl document() {
    return started(document);
  }

  /** What links are resolved against. */
  public CrawlUrl base() {
    return started(base);
  }

  private static CrawlUrl started(@Nullable CrawlUrl url) {
    if (url == null) {
      throw new IllegalStateException("start must come first");
    }
    return url;
  }

  /** Takes a link that is this text, character references resolved. */
  public void add(String text, LinkKind kind, boolean unfollowed) {
    int length = asciiOf(text);
    if (length >= 0) {
      add(ascii, 0, length, kind, unfollowed);
      return;
    }
    CrawlUrl url = base().resolveOrNull(text, queryCharset);
    if (url != null && url.isHttp() && (text.indexOf('#') < 0 || !url.equals(document))) {
      found(fingerprinter.fingerprint(url), url, kind, unfollowed);
    }
  }

  /** Writes the text to {@link #ascii} and gives its length; negative if that cannot be. */
  private int asciiOf(String text) {
    int length = text.length();
    if (length > Limits.LINK_CHARS_USUAL) {
      return -1;
    }
    if (length > ascii.length) {
      ascii = new byte[Limits.LINK_CHARS_USUAL];
    }
    int all = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      all |= c;
      ascii[i] = (byte) c;
    }
    return all < 0x80 ? length : -1;
  }

  /**
   * Takes a link that is {@code bytes[from, to)}: character references resolved, in the charset of
   * queries, a superset of ASCII.
   */
  public void add(byte[] bytes, int from, int to, LinkKind kind, boolean unfollowed) {
    if (from < to && (isStripped(bytes[from]) || isStripped(bytes[to - 1]))) {
      addStripped(bytes, from, to, kind, unfollowed);
      return;
    }
    boolean isFragment = from < to && bytes[from] == '#';
    if ((isFragment && isOwnBase) || NonHttp.isCertain(bytes, from, to)) {
      return;
    }
    if (resolver.resolve(bytes, from, to) && resolver.isHttp()) {
      long fingerprint = resolver.fingerprint();
      if (fingerprint != documentFingerprint || !hasFragment(bytes, from, to)) {
        found(fingerprint, null, kind, unfollowed);
      }
    }
  }

  private void addStripped(byte[] bytes, int from, int to, LinkKind kind, boolean unfollowed) {
    int start = from;
    int end = to;
    while (start < end && isStripped(bytes[start])) {
      start++;
    }
    while (end > start && isStripped(bytes[end - 1])) {
      end--;
    }
    add(bytes, start, end, kind, unfollowed);
  }

  /** Whether the URL parser passes over it at either end (URL Standard §4.4). */
  private static boolean isStripped(byte b) {
    return b > 0 && b <= ' ';
  }

  private static boolean hasFragment(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '#') {
        return true;
      }
    }
    return false;
  }

  /** Takes a link that counts; {@code url} is null where the resolver has it. */
  private void found(long fingerprint, @Nullable CrawlUrl url, LinkKind kind, boolean unfollowed) {
    int before = links.size();
    int ordinal = links.add(fingerprint);
    if (ordinal == LinkSet.BEYOND || ordinal >= outlinksMax) {
      return;
    }
    if (ordinal < before) {
      nofollow[ordinal] &= unfollowed;
    } else if (known.test(fingerprint)) {
      keep(ordinal, null, kind, unfollowed);
    } else {
      keep(ordinal, url != null ? url : resolver.url(), kind, unfollowed);
    }
  }

  private void keep(int ordinal, @Nullable CrawlUrl url, LinkKind kind, boolean unfollowed) {
    if (ordinal == urls.length) {
      int room = ordinal * 2;
      urls = Arrays.copyOf(urls, room);
      kinds = Arrays.copyOf(kinds, room);
      nofollow = Arrays.copyOf(nofollow, room);
    }
    urls[ordinal] = url;
    kinds[ordinal] = kind;
    nofollow[ordinal] = unfollowed;
  }

  /** How many distinct links came. */
  public int count() {
    return links.size();
  }

  /** Those up to the cap that the crawl does not know. */
  public List<Outlink> outlinks() {
    int kept = Math.min(links.size(), outlinksMax);
    List<Outlink> outlinks = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      CrawlUrl url = urls[i];
      if (url != null) {
        outlinks.add(new Outlink(url, kinds[i], nofollow[i], links.fingerprint(i), fingerprinter));
      }
    }
    return outlinks;
  }

  /** What was declared, as {@link Declarations#of} has it. */
  public Declared declared(Declarations declarations) {
    return declarations.of(document(), base(), queryCharset);
  }
}
