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
  /** The error code of a document over which our own code broke. */
  private static final String BROKEN = "internal";

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
    Consumer<ParseOutcome> answer =
        outcome ->
            done.accept(new ParsedContent(decoded.bytes(), hex, cut, decoded.problem(), outcome));
    if (!request.isParsed()) {
      answer.accept(new ParseOutcome.Skipped(null));
    } else if (!decoded.isUndone()) {
      String problem = decoded.problem() == null ? "" : decoded.problem();
      answer.accept(new ParseOutcome.ParseFailed(CODING, problem));
    } else {
      String type = request.headers().firstOrNull("content-type");
      Body document = beginning(decoded.content(), request.documentBytesMax());
      documents.parse(new ParseRequest(request.url(), type, document), answer);
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
