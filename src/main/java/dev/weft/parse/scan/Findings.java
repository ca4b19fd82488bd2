package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.parse.Declarations;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.PageLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.Refresh;
import dev.weft.parse.RelWord;
import dev.weft.parse.Srcset;
import dev.weft.parse.Titles;
import dev.weft.parse.XmlLinks;
import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What a scan has found of a page: where its title is, and the elements that name links or say
 * something of it. What they mean is made out when the page is read and its base known. Confined to
 * one thread; reused.
 */
final class Findings {
  /*
   * Tags are read in one loop, links resolved in the next, and what a page says of itself read in a
   * third. To the JIT's compiler these are three pieces. Done as the tags come they are one, with
   * all that URLs, text and its references need inlined into it, and compiled anew, at a second of
   * CPU and more, for every kind of page that branches where none had before (decision 0034).
   */

  private static final int NONE = -1;

  private final ParseOptions options;
  private final LinkElements elements;
  private final NotedElements notes = new NotedElements();
  private final AttributeSpans attributes = new AttributeSpans();
  private final PageLinks links;
  private final Declarations declarations;
  private final References references = new References();
  private byte[] decoded = new byte[1_024];

  private byte[] bytes = {};
  private Charset charset = UTF_8;

  /** Whether bytes beyond ASCII are not in the charset of queries. */
  private boolean isTranscoded;

  /** Where the title's text is in the document; nowhere if there is none or it was written out. */
  private int titleFrom = NONE;

  private int titleTo;
  private @Nullable String title;

  /** The first base element, if there is one. */
  private int base = NONE;

  /** Where elements of the body begin. */
  private int body;

  private boolean titleIsOfBody;

  Findings(ParseOptions options, KnownLinks known) {
    this.options = options;
    declarations = new Declarations(options);
    elements = new LinkElements(options.links());
    links = new PageLinks(options, known);
  }

  /**
   * Begins a document that is {@code bytes} in {@code charset}, a superset of ASCII, whose queries
   * are written in {@code queryCharset}.
   */
  void start(CrawlUrl url, byte[] bytes, Charset charset, Charset queryCharset) {
    this.bytes = bytes;
    this.charset = charset;
    isTranscoded = !charset.equals(queryCharset);
    links.start(url, queryCharset);
    declarations.clear();
    notes.clear();
    base = NONE;
    titleFrom = NONE;
    title = null;
  }

  /** Begins to read XML that is no XHTML; its links come here. */
  XmlLinks startXml() {
    return new XmlLinks(options, this::link);
  }

  /** Takes a link that is written out; it is followed. */
  void link(String text, LinkKind kind) {
    links.add(text, kind, false);
  }

  /** Takes an element for what links it has and what it says of the page. */
  void element(int tag, AttributeSpans spans) {
    int wanted = elements.wantedOf(tag);
    if (wanted != 0) {
      int place = notes.size();
      notes.add(tag, spans, wanted);
      if (tag == TagName.BASE && base == NONE && notes.size() > place) {
        base = place;
      }
    }
  }

  /** Notes that the body begins here. */
  void markBody() {
    body = notes.size();
    titleIsOfBody = wantsTitle();
  }

  /** Forgets what was found in the body. */
  void dropBody() {
    notes.cutTo(body);
    base = base >= body ? NONE : base;
    titleFrom = titleIsOfBody ? NONE : titleFrom;
  }

  /** Whether the first title is still to come. */
  boolean wantsTitle() {
    return titleFrom == NONE && title == null;
  }

  /** Takes the title's text, which stands there with its references. */
  void title(int from, int to) {
    titleFrom = from;
    titleTo = to;
  }

  /** Takes the title's text. */
  void title(String text) {
    title = text;
  }

  /** The text that these bytes of the document stand for. */
  String text(int from, int to, boolean inAttribute) {
    return references.text(bytes, from, to, charset, inAttribute);
  }

  /** The text that these bytes of the document are, without character references. */
  String literal(int from, int to) {
    return new String(bytes, from, to - from, charset);
  }

  /** The text that the tokenizer has just passed. */
  String text(Tokenizer tokenizer) {
    return tokenizer.textIsLiteral()
        ? literal(tokenizer.textFrom(), tokenizer.textTo())
        : text(tokenizer.textFrom(), tokenizer.textTo(), false);
  }

  /** The value of an attribute that the tag has. */
  String value(AttributeSpans spans, int attribute) {
    return text(spans.from(attribute), spans.to(attribute), true);
  }

  /** What was found in a document of this type and encoding. */
  ParseOutcome.Parsed parsed(String mediaType, String charsetName) {
    if (base != NONE) {
      notes.read(base, attributes);
      links.base(value(attributes, AttributeName.HREF));
    }
    resolveLinks();
    readMetadata();
    return new ParseOutcome.Parsed(
        mediaType,
        charsetName,
        readTitle(),
        links.declared(declarations),
        links.outlinks(),
        links.count());
  }

  private @Nullable String readTitle() {
    String text = titleFrom == NONE ? title : text(titleFrom, titleTo, false);
    return text == null ? null : Titles.of(text);
  }

  private void readMetadata() {
    for (int at = 0; at < notes.size(); at = notes.after(at)) {
      if (notes.tag(at) == TagName.META) {
        notes.read(at, attributes);
        readMeta();
      } else if (notes.tag(at) == TagName.LINK) {
        notes.read(at, attributes);
        readCanonical();
      }
    }
  }

  private void readMeta() {
    if (attributes.has(AttributeName.NAME) && attributes.has(AttributeName.CONTENT)) {
      String name = value(attributes, AttributeName.NAME);
      if (declarations.isToRobots(name)) {
        declarations.robots(name, value(attributes, AttributeName.CONTENT));
      }
    }
  }

  private void readCanonical() {
    if (attributes.has(AttributeName.HREF) && hasRel(RelWord.CANONICAL)) {
      declarations.canonical(value(attributes, AttributeName.HREF));
    }
  }

  private boolean hasRel(RelWord word) {
    if (!attributes.has(AttributeName.REL)) {
      return false;
    }
    int from = attributes.from(AttributeName.REL);
    int to = attributes.to(AttributeName.REL);
    return ByteSearch.indexOf(bytes, '&', from, to) == to
        ? word.isIn(bytes, from, to)
        : word.isIn(value(attributes, AttributeName.REL));
  }

  private void resolveLinks() {
    for (int at = 0; at < notes.size(); at = notes.after(at)) {
      int tag = notes.tag(at);
      LinkKind kind = elements.kindOf(tag);
      if (kind != null) {
        notes.read(at, attributes);
        if (isLink(kind)) {
          add(elements.attributeOf(tag), kind);
        }
        if (kind != LinkKind.A) {
          addOthers(kind);
        }
      }
    }
  }

  /** Whether the attribute of a kind's links holds one. */
  private boolean isLink(LinkKind kind) {
    return switch (kind) {
      case REFRESH -> false;
      case FORM -> isSentByGet();
      default -> true;
    };
  }

  private boolean isSentByGet() {
    if (!attributes.has(AttributeName.METHOD)) {
      return true;
    }
    String method = value(attributes, AttributeName.METHOD);
    return method.isEmpty() || method.equalsIgnoreCase("get");
  }

  private void add(int attribute, LinkKind kind) {
    if (!attributes.has(attribute)) {
      return;
    }
    int from = attributes.from(attribute);
    int to = attributes.to(attribute);
    byte[] text = bytes;
    if (isTranscoded || ByteSearch.indexOfReferenceOrNul(bytes, from, to) < to) {
      int length = decode(from, to);
      if (length < 0) {
        links.add(text(from, to, true), kind, hasRel(RelWord.NOFOLLOW));
        return;
      }
      text = decoded;
      from = 0;
      to = length;
    }
    links.add(text, from, to, kind, hasRel(RelWord.NOFOLLOW));
  }

  /** Writes a link to {@link #decoded} and gives its length; negative if that cannot be. */
  private int decode(int from, int to) {
    if (isTranscoded || to - from > Limits.DECODED_BYTES_MAX) {
      return NONE;
    }
    if (decoded.length < to - from) {
      decoded = new byte[Limits.DECODED_BYTES_MAX];
    }
    return references.decode(bytes, from, to, decoded);
  }

  /** Takes the links of an element that are not the whole of its first attribute. */
  private void addOthers(LinkKind kind) {
    switch (kind) {
      case VIDEO -> add(AttributeName.POSTER, kind);
      case IMG, SOURCE -> addSourceSet(kind);
      case REFRESH -> addRefresh();
      default -> {}
    }
  }

  private void addSourceSet(LinkKind kind) {
    if (attributes.has(AttributeName.SRCSET)) {
      boolean nofollow = hasRel(RelWord.NOFOLLOW);
      for (String candidate : Srcset.urls(value(attributes, AttributeName.SRCSET))) {
        links.add(candidate, kind, nofollow);
      }
    }
  }

  private void addRefresh() {
    if (attributes.has(AttributeName.HTTP_EQUIV)
        && attributes.has(AttributeName.CONTENT)
        && value(attributes, AttributeName.HTTP_EQUIV).equalsIgnoreCase("refresh")) {
      boolean nofollow = hasRel(RelWord.NOFOLLOW);
      Refresh.target(value(attributes, AttributeName.CONTENT))
          .ifPresent(target -> links.add(target, LinkKind.REFRESH, nofollow));
    }
  }
}
