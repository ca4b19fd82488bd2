package dev.weft.parse.jsoup;

import dev.weft.page.Body;
import dev.weft.parse.DocumentType;
import dev.weft.parse.DocumentType.Form;
import dev.weft.parse.Encoding;
import dev.weft.parse.EncodingSniffer;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.Limits;
import dev.weft.parse.LinkKind;
import dev.weft.parse.PageLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.RuleFault;
import dev.weft.parse.extract.ValueReader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jsoup.helper.ValidationException;
import org.jsoup.nodes.Document;
import org.jsoup.parser.ParseSettings;

/**
 * The parser that builds a DOM, by jsoup. Of XML it makes one as well; text and JSON are searched
 * for links, all other types skipped. It answers before {@link #parse} returns, on the caller's
 * thread.
 *
 * <p>A document takes memory of about ten times its length while it is parsed. Nesting is bounded
 * by {@link Limits#DEPTH_MAX}; jsoup itself keeps 512 attributes of an element.
 */
public final class JsoupParser implements Parser {
  /** Elements open at once where {@link Limits#DEPTH_MAX} makes jsoup fail. */
  private static final int TEMPLATE_DEPTH_MAX = 16 * Limits.DEPTH_MAX;

  private final ParseOptions options;
  private final Map<String, LinkKind> kinds;
  private final RuleSet rules;

  /**
   * A parser that looks for the links that {@code options} names, and for what its rules do.
   *
   * @throws IllegalArgumentException if a rule cannot be used; {@link #check} tells before
   */
  public JsoupParser(ParseOptions options) {
    this.options = options;
    this.kinds = LinkKind.byElement(options.links());
    this.rules = new RuleSet(options.rules());
    if (!rules.faults().isEmpty()) {
      throw new IllegalArgumentException(rules.faults().get(0).toString());
    }
  }

  /** What cannot be used of rules: bad selectors, expressions, patterns and formats. */
  public static List<RuleFault> check(ExtractRules rules) {
    return new RuleSet(rules).faults();
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
    try {
      return parsed(request, type);
    } catch (RuntimeException fault) {
      return new ParseOutcome.ParseFailed("parserFault", "jsoup failed on the document: " + fault);
    }
  }

  private ParseOutcome parsed(ParseRequest request, DocumentType type) {
    EncodingSniffer.Sniffed sniffed =
        EncodingSniffer.sniff(request.content(), type.charsetLabel(), type.form());
    Encoding encoding = sniffed.encoding();
    LinkCollector collector = new LinkCollector(options, kinds);
    String text = decoded(request.content(), sniffed);
    Document document =
        type.form() == Form.TEXT || type.form() == Form.JSON
            ? Document.createShell("")
            : document(type.form(), text);
    switch (type.form()) {
      case TEXT -> collector.addText(LinkKind.TEXT, text);
      case JSON -> collector.addText(LinkKind.JSON, text);
      case XML -> collector.addXml(document);
      default -> document.traverse(collector);
    }
    PageLinks links = new PageLinks(options, KnownLinks.none());
    links.start(request.url(), encoding.queryCharset());
    ParseOutcome.Parsed parsed = collector.parsed(type.essence(), encoding.name(), links);
    if (rules.isEmpty()) {
      return parsed;
    }
    ValueReader.Base base = new ValueReader.Base(links.base(), encoding.queryCharset());
    return parsed.with(rules.extract(new PageView(document, text, request.url(), parsed, base)));
  }

  /** Where jsoup loses count of templates as it cuts what is too deep, it may go deeper. */
  private static Document document(Form form, String text) {
    try {
      return document(form, text, Limits.DEPTH_MAX);
    } catch (ValidationException lostCount) {
      return document(form, text, TEMPLATE_DEPTH_MAX);
    }
  }

  private static Document document(Form form, String text, int depthMax) {
    org.jsoup.parser.Parser parser =
        form == Form.HTML
            ? org.jsoup.parser.Parser.htmlParser()
            : org.jsoup.parser.Parser.xmlParser();
    return parser.settings(ParseSettings.htmlDefault).setMaxDepth(depthMax).parseInput(text, "");
  }

  private static String decoded(Body content, EncodingSniffer.Sniffed sniffed) {
    return new String(
        content.array(),
        sniffed.markBytes(),
        content.arrayLength() - sniffed.markBytes(),
        sniffed.encoding().charset());
  }

  @Override
  public void close() {}
}
