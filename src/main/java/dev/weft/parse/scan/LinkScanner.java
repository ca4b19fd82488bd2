package dev.weft.parse.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.parse.Encoding;
import dev.weft.parse.EncodingSniffer;
import dev.weft.parse.HtmlSniffer;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.MediaType;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.url.Fingerprinter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parser that builds no DOM: it finds title, links and what a page says of itself in one pass
 * over a page's bytes, and makes objects only of links that the crawl does not know. It answers
 * before {@link #parse} returns, on the caller's thread; its time is linear in the document's
 * length.
 *
 * <p>It agrees with the DOM on title and set of links, except that
 *
 * <ul>
 *   <li>links come in the order in which they are written, and the first title written is the
 *       page's; a DOM moves what is misplaced in a table before that table.
 *   <li>which elements are open around foreign content is counted, not kept as a tree: where an
 *       {@code svg} or {@code math}, or a {@code noscript} with one in it, is left open and an end
 *       tag from outside would end it, the two may differ on whether it did.
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
    this(
        options,
        new KnownLinks(
            new Fingerprinter(
                ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong()),
            fingerprint -> false));
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
    String header = request.contentType();
    Optional<MediaType> type = header == null ? Optional.empty() : MediaType.parse(header);
    boolean xhtml = type.isPresent() && type.get().isXhtml();
    boolean html = type.isPresent() ? type.get().isHtml() : HtmlSniffer.looksLikeHtml(request);
    if (!html && !xhtml) {
      return new ParseOutcome.Skipped(type.map(MediaType::essence).orElse(null));
    }
    Scan spare = spares.poll();
    Scan scan = spare != null ? spare : new Scan(new Findings(options, known));
    String label = type.map(MediaType::charsetLabel).orElse(null);
    ParseOutcome outcome;
    try {
      outcome = scan.parsed(request, label, xhtml);
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
    private final Findings findings;
    private final HtmlRules html;
    private final XmlRules xml;

    Scan(Findings findings) {
      this.findings = findings;
      Tokenizer tokenizer = new Tokenizer();
      html = new HtmlRules(tokenizer, findings);
      xml = new XmlRules(tokenizer, findings);
    }

    ParseOutcome.Parsed parsed(ParseRequest request, @Nullable String label, boolean xhtml) {
      Body content = request.content();
      EncodingSniffer.Sniffed sniffed = EncodingSniffer.sniff(content, label);
      Encoding encoding = sniffed.encoding();
      byte[] bytes = content.array();
      int from = sniffed.markBytes();
      int to = content.arrayLength();
      Charset charset = encoding.charset();
      Charset queryCharset = isUtf16(encoding) ? UTF_8 : charset;
      if (!holdsAscii(encoding)) {
        bytes = new String(bytes, from, to - from, charset).getBytes(UTF_8);
        from = 0;
        to = bytes.length;
        charset = UTF_8;
      }
      findings.startDocument(request.url(), charset, queryCharset);
      if (xhtml) {
        xml.read(bytes, from, to);
      } else {
        html.read(bytes, from, to);
      }
      return findings.parsed(xhtml ? MediaType.XHTML : MediaType.HTML, encoding.name());
    }

    /** Whether bytes below 0x30 and of '<', '=', '>' always are those characters. */
    private static boolean holdsAscii(Encoding encoding) {
      return !isUtf16(encoding) && !encoding.name().equals("iso-2022-jp");
    }

    private static boolean isUtf16(Encoding encoding) {
      return encoding.name().startsWith("utf-16");
    }
  }
}
