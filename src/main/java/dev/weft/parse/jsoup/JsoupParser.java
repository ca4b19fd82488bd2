package dev.weft.parse.jsoup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.parse.Encoding;
import dev.weft.parse.EncodingSniffer;
import dev.weft.parse.HtmlSniffer;
import dev.weft.parse.Limits;
import dev.weft.parse.MediaType;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Consumer;
import org.jsoup.nodes.Document;
import org.jsoup.parser.ParseSettings;
import org.jspecify.annotations.Nullable;

/**
 * The parser that builds a DOM, by jsoup. HTML and XHTML give title and outlinks; other types are
 * skipped. It answers before {@link #parse} returns, on the caller's thread.
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
    String header = request.contentType();
    Optional<MediaType> type = header == null ? Optional.empty() : MediaType.parse(header);
    boolean xhtml = type.isPresent() && type.get().isXhtml();
    boolean html = type.isPresent() ? type.get().isHtml() : HtmlSniffer.looksLikeHtml(request);
    if (!html && !xhtml) {
      return new ParseOutcome.Skipped(type.map(MediaType::essence).orElse(null));
    }
    try {
      return parsed(request, type.map(MediaType::charsetLabel).orElse(null), xhtml);
    } catch (RuntimeException fault) {
      return new ParseOutcome.ParseFailed("parserFault", "jsoup failed on the document: " + fault);
    }
  }

  private ParseOutcome parsed(ParseRequest request, @Nullable String label, boolean xhtml) {
    EncodingSniffer.Sniffed sniffed = EncodingSniffer.sniff(request.content(), label);
    Document document =
        (xhtml ? org.jsoup.parser.Parser.xmlParser() : org.jsoup.parser.Parser.htmlParser())
            .settings(ParseSettings.htmlDefault)
            .setMaxDepth(Limits.DEPTH_MAX)
            .parseInput(decoded(request.content(), sniffed), "");
    LinkCollector links =
        new LinkCollector(request.url(), options, queryCharset(sniffed.encoding()));
    document.traverse(links);
    return links.parsed(xhtml ? MediaType.XHTML : MediaType.HTML, sniffed.encoding().name());
  }

  private static String decoded(Body content, EncodingSniffer.Sniffed sniffed) {
    return new String(
        content.array(),
        sniffed.markBytes(),
        content.arrayLength() - sniffed.markBytes(),
        sniffed.encoding().charset());
  }

  /** Queries are never written in UTF-16 (Encoding Standard, "get an output encoding"). */
  private static Charset queryCharset(Encoding encoding) {
    return encoding.name().startsWith("utf-16") ? UTF_8 : encoding.charset();
  }

  @Override
  public void close() {}
}
