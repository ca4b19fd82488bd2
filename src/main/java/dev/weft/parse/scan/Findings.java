package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.parse.Declarations;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.Refresh;
import dev.weft.parse.Srcset;
import dev.weft.parse.Titles;
import dev.weft.parse.XmlLinks;
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
 * What a scan has found of a page: its title, its base and its links, each once. A link is resolved
 * where it stands and made an object only if it is new to the page and to the crawl. Confined to
 * one thread; reused.
 */
final class Findings {
  private static final byte[] NO_BYTES = {};

  private final ParseOptions options;
  private final Fingerprinter fingerprinter;
  private final LongPredicate known;
  private final LinkResolver resolver;
  private final LinkElements elements;
  private final Declarations declarations;
  private final References references = new References();
  private final LinkSet links = new LinkSet();
  private final AttributeSpans noAttributes = new AttributeSpans();
  private byte[] decoded = new byte[1_024];

  /** The links up to the cap by ordinal; null for one that the crawl knows. */
  private @Nullable CrawlUrl[] urls = new CrawlUrl[256];

  private LinkKind[] kinds = new LinkKind[256];
  private boolean[] nofollow = new boolean[256];

  private @Nullable CrawlUrl document;
  private long documentFingerprint;
  private Charset charset = UTF_8;
  private Charset queryCharset = UTF_8;
  private @Nullable CrawlUrl base;
  private boolean baseIsFound;
  private boolean linksCameBeforeBase;
  private int mentions;

  private boolean titleIsFound;
  private @Nullable String title;

  Findings(ParseOptions options, KnownLinks known) {
    this.options = options;
    this.fingerprinter = known.fingerprinter();
    this.known = known.isKnown();
    declarations = new Declarations(options);
    resolver = new LinkResolver(fingerprinter);
    elements = new LinkElements(options.links());
  }

  /**
   * Begins a document in {@code charset}, a superset of ASCII, whose queries are written in {@code
   * queryCharset}.
   */
  void startDocument(CrawlUrl url, Charset charset, Charset queryCharset) {
    document = url;
    documentFingerprint = fingerprinter.fingerprint(url);
    this.charset = charset;
    this.queryCharset = queryCharset;
    forgetBase();
  }

  /** Begins to read the document, or to read it again, knowing its base. */
  void startPass() {
    resolver.startPage(base(), queryCharset);
    forgetLinks();
    mentions = 0;
    linksCameBeforeBase = false;
    titleIsFound = false;
    title = null;
    declarations.clear();
  }

  private void forgetLinks() {
    Arrays.fill(urls, 0, Math.min(links.size(), urls.length), null);
    links.clear();
    if (urls.length > Limits.LINKS_KEPT_READY) {
      urls = new CrawlUrl[256];
      kinds = new LinkKind[256];
      nofollow = new boolean[256];
    }
  }

  /** Begins anew without the base that was found. */
  void forgetBase() {
    base = null;
    baseIsFound = false;
  }

  /** Whether links came before the base, so that the document must be read again. */
  boolean linksCameBeforeBase() {
    return linksCameBeforeBase;
  }

  private CrawlUrl base() {
    CrawlUrl found = base != null ? base : document;
    if (found == null) {
      throw new IllegalStateException("startDocument must come first");
    }
    return found;
  }

  /** Begins to read XML that is no XHTML; its links come here. */
  XmlLinks startXml() {
    startPass();
    return new XmlLinks(options, this::link);
  }

  /** Takes a link that is written out; it is followed. */
  void link(String text, LinkKind kind) {
    noAttributes.clear();
    link(text, kind, NO_BYTES, noAttributes);
  }

  /** Whether the first title is still to come. */
  boolean wantsTitle() {
    return !titleIsFound;
  }

  /** Takes the title's text. */
  void title(String text) {
    titleIsFound = true;
    title = Titles.of(text);
  }

  /** The text that these bytes stand for. */
  String text(byte[] bytes, int from, int to, boolean inAttribute) {
    return references.text(bytes, from, to, charset, inAttribute);
  }

  /** The text that these bytes are, without character references. */
  String literal(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, charset);
  }

  /** Takes an element for what links it has and what it says of the page. */
  void element(int tag, byte[] bytes, AttributeSpans attributes) {
    LinkKind kind = elements.kindOf(tag);
    if (kind != null) {
      linkElement(kind, tag, bytes, attributes);
    }
    switch (tag) {
      case TagName.BASE -> {
        if (!baseIsFound && attributes.has(AttributeName.HREF)) {
          base(value(bytes, attributes, AttributeName.HREF));
        }
      }
      case TagName.LINK -> {
        if (attributes.has(AttributeName.HREF)
            && RelWords.has(RelWords.CANONICAL, bytes, attributes, this)) {
          declarations.canonical(value(bytes, attributes, AttributeName.HREF));
        }
      }
      case TagName.META -> meta(bytes, attributes);
      default -> {}
    }
  }

  private void meta(byte[] bytes, AttributeSpans attributes) {
    if (attributes.has(AttributeName.NAME) && attributes.has(AttributeName.CONTENT)) {
      String name = value(bytes, attributes, AttributeName.NAME);
      if (declarations.isToRobots(name)) {
        declarations.robots(name, value(bytes, attributes, AttributeName.CONTENT));
      }
    }
  }

  private void linkElement(LinkKind kind, int tag, byte[] bytes, AttributeSpans attributes) {
    switch (kind) {
      case REFRESH -> {
        refresh(bytes, attributes);
        return;
      }
      case FORM -> {
        if (!sendsNothing(bytes, attributes)) {
          return;
        }
      }
      default -> {}
    }
    int attribute = LinkElements.attributeOf(tag);
    if (attributes.has(attribute)) {
      link(bytes, attributes.from(attribute), attributes.to(attribute), kind, attributes);
    }
    if (kind == LinkKind.VIDEO && attributes.has(AttributeName.POSTER)) {
      int from = attributes.from(AttributeName.POSTER);
      link(bytes, from, attributes.to(AttributeName.POSTER), kind, attributes);
    }
    if ((kind == LinkKind.IMG || kind == LinkKind.SOURCE) && attributes.has(AttributeName.SRCSET)) {
      for (String candidate : Srcset.urls(value(bytes, attributes, AttributeName.SRCSET))) {
        link(candidate, kind, bytes, attributes);
      }
    }
  }

  private void base(String href) {
    baseIsFound = true;
    CrawlUrl url = base().resolveOrNull(href, queryCharset);
    if (url != null && !url.scheme().equals("data") && !url.scheme().equals("javascript")) {
      base = url;
      linksCameBeforeBase = mentions > 0;
      resolver.startPage(url, queryCharset);
    }
  }

  private void refresh(byte[] bytes, AttributeSpans attributes) {
    if (attributes.has(AttributeName.HTTP_EQUIV)
        && attributes.has(AttributeName.CONTENT)
        && value(bytes, attributes, AttributeName.HTTP_EQUIV).equalsIgnoreCase("refresh")) {
      Refresh.target(value(bytes, attributes, AttributeName.CONTENT))
          .ifPresent(target -> link(target, LinkKind.REFRESH, bytes, attributes));
    }
  }

  private boolean sendsNothing(byte[] bytes, AttributeSpans attributes) {
    if (!attributes.has(AttributeName.METHOD)) {
      return true;
    }
    String method = value(bytes, attributes, AttributeName.METHOD);
    return method.isEmpty() || method.equalsIgnoreCase("get");
  }

  private String value(byte[] bytes, AttributeSpans attributes, int attribute) {
    return text(bytes, attributes.from(attribute), attributes.to(attribute), true);
  }

  private boolean isNofollow(byte[] bytes, AttributeSpans attributes) {
    return RelWords.has(RelWords.NOFOLLOW, bytes, attributes, this);
  }

  private void link(byte[] bytes, int from, int to, LinkKind kind, AttributeSpans attributes) {
    mentions++;
    int start = from;
    int end = to;
    while (start < end && bytes[start] >= 0 && bytes[start] <= ' ' && bytes[start] != 0) {
      start++;
    }
    while (end > start && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ' && bytes[end - 1] != 0) {
      end--;
    }
    boolean intoDocument = start < end && bytes[start] == '#' && base().equals(document);
    if (intoDocument || NonHttp.isCertain(bytes, start, end)) {
      return;
    }
    if (ByteSearch.indexOfReferenceOrNul(bytes, start, end) == end) {
      resolve(bytes, start, end, kind, attributes, bytes);
      return;
    }
    int length = end - start > Limits.DECODED_BYTES_MAX ? -1 : decode(bytes, start, end);
    if (length < 0) {
      link(text(bytes, start, end, true), kind, bytes, attributes);
    } else {
      resolve(decoded, 0, length, kind, attributes, bytes);
    }
  }

  private int decode(byte[] bytes, int from, int to) {
    if (decoded.length < to - from) {
      decoded = new byte[Limits.DECODED_BYTES_MAX];
    }
    return references.decode(bytes, from, to, decoded);
  }

  /** Takes a link whose characters are {@code text[from, to)}. */
  private void resolve(
      byte[] text, int from, int to, LinkKind kind, AttributeSpans attributes, byte[] bytes) {
    if (!charset.equals(queryCharset) && !isAscii(text, from, to)) {
      link(literal(text, from, to), kind, bytes, attributes);
      return;
    }
    if (resolver.resolve(text, from, to) && resolver.isHttp()) {
      long fingerprint = resolver.fingerprint();
      if (fingerprint != documentFingerprint || ByteSearch.indexOf(text, '#', from, to) == to) {
        found(fingerprint, null, kind, bytes, attributes);
      }
    }
  }

  private void link(String text, LinkKind kind, byte[] bytes, AttributeSpans attributes) {
    mentions++;
    CrawlUrl url = base().resolveOrNull(text, queryCharset);
    if (url != null && url.isHttp() && (text.indexOf('#') < 0 || !url.equals(document))) {
      found(fingerprinter.fingerprint(url), url, kind, bytes, attributes);
    }
  }

  /** Takes a link that counts; {@code url} is null where the resolver has it. */
  private void found(
      long fingerprint,
      @Nullable CrawlUrl url,
      LinkKind kind,
      byte[] bytes,
      AttributeSpans attributes) {
    int before = links.size();
    int ordinal = links.add(fingerprint);
    if (ordinal == LinkSet.BEYOND || ordinal >= options.outlinksMax()) {
      return;
    }
    if (ordinal < before) {
      nofollow[ordinal] = nofollow[ordinal] && isNofollow(bytes, attributes);
    } else if (known.test(fingerprint)) {
      keep(ordinal, null, kind, false);
    } else {
      keep(ordinal, url != null ? url : resolver.url(), kind, isNofollow(bytes, attributes));
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

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** What was found in a document of this type and encoding. */
  ParseOutcome.Parsed parsed(String mediaType, String charsetName) {
    int count = links.size();
    int kept = Math.min(count, options.outlinksMax());
    List<Outlink> outlinks = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      CrawlUrl url = urls[i];
      if (url != null) {
        outlinks.add(new Outlink(url, kinds[i], nofollow[i], links.fingerprint(i), fingerprinter));
      }
    }
    CrawlUrl from = base();
    return new ParseOutcome.Parsed(
        mediaType,
        charsetName,
        title,
        declarations.of(document == null ? from : document, from, queryCharset),
        outlinks,
        count);
  }
}
