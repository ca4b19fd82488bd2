package dev.weft.parse.process;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.FrameType;
import dev.weft.parse.frame.RequestCodec;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a slot's worker its documents. A wire body too large for a worker's heap is decoded here,
 * and only its document is sent.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessPool.class);

  private final Slot slot;
  private final long bodyBytesMax;
  private final FieldWriter fields = new FieldWriter();

  Sender(Slot slot, long heapBytes) {
    this.slot = slot;
    this.bodyBytesMax = heapBytes / Limits.HEAP_PER_BODY;
  }

  void run() {
    for (Document document = slot.next(); document != null; document = slot.next()) {
      try {
        send(document);
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.error("{} cannot be sent to a parse worker", document.request().url(), e);
        slot.kill();
      } finally {
        slot.sent();
      }
    }
  }

  private void send(Document document) {
    ContentRequest request = document.request();
    if (request.wire().length() > bodyBytesMax) {
      Decoding decoding = new Decoding();
      new InlineParser(decoding).parse(request, document::decodedHere);
      Body content = decoding.document;
      if (content == null) {
        slot.drop(document);
        document.answerAsDecoded();
        return;
      }
      request = onlyDocument(request, content);
    }
    WorkerProcess worker = slot.prepared();
    if (worker == null) {
      return;
    }
    try {
      RequestCodec.write(request, fields.clear());
      worker.sender().send(FrameType.REQUEST, fields, request.wire());
    } catch (IOException e) {
      worker.kill();
    }
  }

  private static ContentRequest onlyDocument(ContentRequest whole, Body content) {
    String type = whole.headers().firstOrNull("Content-Type");
    Headers headers = type == null ? Headers.NONE : Headers.of("Content-Type", type);
    int most = content.arrayLength();
    return new ContentRequest(whole.url(), headers, content, true, most, most);
  }

  /** A parser that keeps what it is to parse. */
  private static final class Decoding implements Parser {
    private @Nullable Body document;

    @Override
    public void parse(ParseRequest request, Consumer<ParseOutcome> done) {
      document = request.content();
      done.accept(new ParseOutcome.Skipped(null));
    }

    @Override
    public void close() {}
  }
}
