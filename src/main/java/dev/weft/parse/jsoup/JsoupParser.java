package dev.weft.parse.jsoup;

import dev.weft.page.Body;
import dev.weft.parse.DocumentType;
import dev.weft.parse.DocumentType.Form;
import dev.weft.parse.Encoding;
import dev.weft.parse.EncodingSniffer;
import dev.weft.parse.Limits;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import java.util.function.Consumer;
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
  private final ParseOptions options;

  /** A parser that looks for the links that {@code options} names. */
  public JsoupParser(ParseOptions options) {
    this.options = options;
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
    LinkCollector links = new LinkCollector(request.url(), options, encoding.queryCharset());
    String text = decoded(request.content(), sniffed);
    switch (type.form()) {
      case TEXT -> links.addText(LinkKind.TEXT, text);
      case JSON -> links.addText(LinkKind.JSON, text);
      case XML -> links.addXml(document(type.form(), text));
      default -> document(type.form(), text).traverse(links);
    }
    return links.parsed(type.essence(), encoding.name());
  }

  private static Document document(Form form, String text) {
    org.jsoup.parser.Parser parser =
        form == Form.HTML
            ? org.jsoup.parser.Parser.htmlParser()
            : org.jsoup.parser.Parser.xmlParser();
    return parser
        .settings(ParseSettings.htmlDefault)
        .setMaxDepth(Limits.DEPTH_MAX)
        .parseInput(text, "");
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
