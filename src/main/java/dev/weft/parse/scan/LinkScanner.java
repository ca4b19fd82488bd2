package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.parse.DocumentType;
import dev.weft.parse.DocumentType.Form;
import dev.weft.parse.Encoding;
import dev.weft.parse.EncodingSniffer;
import dev.weft.parse.HttpText;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import java.nio.charset.Charset;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/**
 * The parser that builds no DOM: it finds title, links and what a page says of itself in one pass
 * over a page's bytes, and makes objects only of links that the crawl does not know. It answers
 * before {@link #parse} returns, on the caller's thread; its time is linear in the document's
 * length.
 *
 * <p>It agrees with the DOM on title and set of links, except that
 *
 * <ul>
 *   <li>links come in the order in which they are written, and the first title, base and canonical
 *       link written are the page's; a DOM moves what is misplaced in a table before that table.
 *   <li>which elements are open around foreign content is counted, not kept as a tree: where an
 *       {@code svg} or {@code math}, or a {@code noscript} with one in it, is left open and a tag
 *       of what is around it would end it, the two may differ on whether it did.
 *   <li>in a template that begins with {@code <col>} a DOM drops all that is no column.
 *   <li>a frameset that follows an empty {@code noscript} in a body replaces that body in a DOM.
 *   <li>after a blank that follows an attribute's name, jsoup takes a NUL for a part of that name;
 *       the standard begins a new attribute.
 *   <li>a reference to half a surrogate pair stands for U+FFFD, as the standard says; jsoup keeps
 *       the half.
 *   <li>jsoup takes U+FFFF for the end of the document.
 *   <li>after half a character of two bytes the byte that follows is read as itself, as the
 *       Encoding Standard says; the JDK's decoders may swallow it.
 *   <li>in XHTML that is not well-formed, a title that another element's end tag closes goes on to
 *       its own.
 * </ul>
 */
public final class LinkScanner implements Parser {
  private final ParseOptions options;
  private final KnownLinks known;
  private final ArrayBlockingQueue<Scan> spares = new ArrayBlockingQueue<>(Limits.SPARE_SCANS_MAX);

  /** A scanner that looks for the links that {@code options} names and knows none of them. */
  public LinkScanner(ParseOptions options) {
    this(options, KnownLinks.none());
  }

  /** A scanner that leaves out the links that the crawl already knows; it counts them. */
  public LinkScanner(ParseOptions options, KnownLinks known) {
    this.options = options;
    this.known = known;
  }

  @Override
  public void parse(ParseRequest request, Consumer<ParseOutcome> done) {
    done.accept(outcome(request));
  }

  private ParseOutcome outcome(ParseRequest request) {
    DocumentType type = DocumentType.of(request);
    if (type.form() == Form.NONE) {
      return new ParseOutcome.Skipped(type.essence());
    }
    Scan spare = spares.poll();
    Scan scan = spare != null ? spare : new Scan(options, known);
    ParseOutcome outcome;
    try {
      outcome = scan.parsed(request, type);
    } catch (RuntimeException fault) {
      return new ParseOutcome.ParseFailed("parserFault", "the scanner failed: " + fault);
    }
    spares.offer(scan);
    return outcome;
  }

  @Override
  public void close() {}

  /** The scratch memory of a scan. */
  private static final class Scan {
    private final ParseOptions options;
    private final Findings findings;
    private final HtmlRules html;
    private final XmlRules xhtml;
    private final XmlSource xml;

    Scan(ParseOptions options, KnownLinks known) {
      this.options = options;
      findings = new Findings(options, known);
      Tokenizer tokenizer = new Tokenizer();
      html = new HtmlRules(tokenizer, findings);
      xhtml = new XmlRules(tokenizer, findings);
      xml = new XmlSource(tokenizer, findings);
    }

    ParseOutcome.Parsed parsed(ParseRequest request, DocumentType type) {
      Body content = request.content();
      EncodingSniffer.Sniffed sniffed =
          EncodingSniffer.sniff(content, type.charsetLabel(), type.form());
      Encoding encoding = sniffed.encoding();
      byte[] bytes = content.array();
      int from = sniffed.markBytes();
      int to = content.arrayLength();
      Charset charset = encoding.charset();
      if (!encoding.holdsAscii()) {
        bytes = new String(bytes, from, to - from, charset).getBytes(UTF_8);
        from = 0;
        to = bytes.length;
        charset = UTF_8;
      }
      findings.start(request.url(), bytes, charset, encoding.queryCharset());
      read(type.form(), bytes, from, to);
      return findings.parsed(type.essence(), encoding.name());
    }

    private void read(Form form, byte[] bytes, int from, int to) {
      switch (form) {
        case HTML -> html.read(bytes, from, to);
        case XHTML -> xhtml.read(bytes, from, to);
        case XML -> {
          if (xml.isXhtml(bytes, from, to)) {
            xhtml.read(bytes, from, to);
          } else {
            xml.read(bytes, from, to);
          }
        }
        case TEXT -> text(LinkKind.TEXT, from, to);
        case JSON -> text(LinkKind.JSON, from, to);
        case NONE -> throw new IllegalArgumentException("nothing to read");
      }
    }

    private void text(LinkKind kind, int from, int to) {
      if (options.links().contains(kind)) {
        HttpText.find(kind, findings.literal(from, to), url -> findings.link(url, kind));
      }
    }
  }
}
