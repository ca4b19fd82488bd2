package dev.weft.parse;

import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.page.ContentDigest;
import dev.weft.page.Decoded;
import dev.weft.page.Truncation;
import java.util.function.Consumer;

/**
 * Content looked into on the thread that calls: what every other {@link ContentParser} does
 * elsewhere. It answers when its {@link Parser} does.
 */
public final class InlineParser implements ContentParser {
  /** The error code of a document over which code broke, our own or a user's. */
  static final String BROKEN = "internal";

  private final Parser documents;

  /** Gives decoded documents to {@code documents}, which it closes. */
  public InlineParser(Parser documents) {
    this.documents = documents;
  }

  @Override
  public void parse(ContentRequest request, Consumer<ParsedContent> done) {
    Once answer = new Once(done);
    try {
      read(request, answer);
    } catch (StackOverflowError e) {
      answer.insteadOf(e, "parseStack", "parsing took more than a thread's stack");
    } catch (OutOfMemoryError e) {
      answer.insteadOf(e, "parseMemory", "parsing took more memory than there was");
    } catch (RuntimeException e) {
      answer.insteadOf(e, BROKEN, e.toString());
    }
  }

  private void read(ContentRequest request, Consumer<ParsedContent> done) {
    ContentDigest digest = new ContentDigest();
    Decoded decoded =
        ContentDecoder.decode(
            request.wire(),
            request.headers(),
            request.contentBytesMax(),
            request.documentBytesMax(),
            digest);
    String hex = digest.of(decoded);
    boolean isLong = decoded.bytes() > request.documentBytesMax();
    Truncation cut = isLong ? Truncation.LENGTH : decoded.truncation();
    ParsedContent unparsed =
        new ParsedContent(
            decoded.bytes(), hex, cut, decoded.problem(), new ParseOutcome.Skipped(null));
    if (!request.isParsed()) {
      done.accept(unparsed);
    } else if (!decoded.isUndone()) {
      String problem = decoded.problem() == null ? "" : decoded.problem();
      done.accept(unparsed.with(new ParseOutcome.ParseFailed(CODING, problem)));
    } else {
      String type = request.headers().firstOrNull("content-type");
      Body document = beginning(decoded.content(), request.documentBytesMax());
      open(
          new ParseRequest(request.url(), type, document),
          request.documentBytesMax(),
          unparsed,
          done);
    }
  }

  /** Parses a document, or what is in it if it is a file that is opened. */
  private void open(
      ParseRequest document, int bytesMax, ParsedContent unparsed, Consumer<ParsedContent> done) {
    GzipDocument file = GzipDocument.open(document, bytesMax).orElse(null);
    if (file == null) {
      documents.parse(document, outcome -> done.accept(unparsed.with(outcome)));
    } else {
      ParsedContent opened = unparsed.opened(file.decoded().truncation(), file.decoded().problem());
      documents.parse(file.request(), outcome -> done.accept(opened.with(outcome)));
    }
  }

  /** As much of the content as a document is made of. */
  private static Body beginning(Body content, int bytesMax) {
    return content.length() <= bytesMax ? content : Body.wrap(content.array(), bytesMax);
  }

  @Override
  public void close() {
    documents.close();
  }

  /** Tells what breaks before the answer from what the answer's taker breaks itself. */
  private static final class Once implements Consumer<ParsedContent> {
    private final Consumer<ParsedContent> done;
    private boolean given;

    Once(Consumer<ParsedContent> done) {
      this.done = done;
    }

    @Override
    public void accept(ParsedContent parsed) {
      given = true;
      done.accept(parsed);
    }

    <E extends Throwable> void insteadOf(E problem, String code, String message) throws E {
      if (given) {
        throw problem;
      }
      accept(ParsedContent.failed(code, message));
    }
  }
}
