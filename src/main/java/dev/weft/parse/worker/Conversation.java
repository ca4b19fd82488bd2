package dev.weft.parse.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.Parser;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.FrameReceiver;
import dev.weft.parse.frame.FrameReceiver.Frame;
import dev.weft.parse.frame.FrameSender;
import dev.weft.parse.frame.FrameType;
import dev.weft.parse.frame.ParsedCodec;
import dev.weft.parse.frame.RequestCodec;
import dev.weft.parse.frame.SetupCodec;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says and is told. A document is read from the socket only when the one before it is
 * answered, so at most one is in memory; the next ones wait in the socket's buffer.
 */
final class Conversation {
  /** A body takes an array of its size beside the document: an eighth of the heap. */
  private static final int HEAP_PER_BODY = 8;

  private static final CrawlUrl WARM_UP_URL = CrawlUrl.parse("http://localhost/").orElseThrow();

  private static final String WARM_UP =
      """
      <!doctype html><html lang=en><head><meta charset=utf-8><title>A &amp; b</title>
      <meta name=robots content=noindex><link rel=canonical href=/c></head><body><div class=d>
      <p>Text<a href="../e?f=g&amp;h" rel=nofollow>i</a><ul><li>j<li>k</ul><table><tr><td>l</table>
      """;

  private final FrameSender sender;
  private final FrameReceiver receiver;
  private final FieldWriter fields = new FieldWriter();
  private final Function<ParseOptions, Parser> parsers;

  Conversation(ByteChannel channel, Function<ParseOptions, Parser> parsers) {
    this.parsers = parsers;
    long most = Runtime.getRuntime().maxMemory() / HEAP_PER_BODY;
    sender = new FrameSender(channel);
    receiver = new FrameReceiver(channel, (int) Math.min(most, Integer.MAX_VALUE));
  }

  /** Answers until the channel ends. */
  void hold() throws IOException {
    Frame setup = next(FrameType.SETUP);
    if (setup == null) {
      return;
    }
    try (InlineParser parser = new InlineParser(parsers.apply(SetupCodec.read(setup.fields())))) {
      warmUp(parser);
      sender.send(FrameType.READY, fields.clear());
      for (Frame frame = next(FrameType.REQUEST); frame != null; frame = next(FrameType.REQUEST)) {
        ContentRequest request = RequestCodec.read(frame.fields(), frame.body());
        parser.parse(request, this::answer);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Loads what parsing needs, so that the first document's time is not taken by that. */
  private void warmUp(InlineParser parser) {
    byte[] html = WARM_UP.getBytes(UTF_8);
    Headers headers = Headers.of("Content-Type", "text/html");
    Body body = Body.wrap(html, html.length);
    parser.parse(
        new ContentRequest(WARM_UP_URL, headers, body, true, html.length, html.length),
        parsed -> ParsedCodec.write(parsed, fields.clear()));
  }

  private @Nullable Frame next(FrameType wanted) throws IOException {
    Frame frame = receiver.receive();
    if (frame != null && frame.type() != wanted) {
      throw new IOException("a " + frame.type() + " frame came instead of " + wanted);
    }
    return frame;
  }

  private void answer(ParsedContent parsed) {
    ParsedCodec.write(parsed, fields.clear());
    if (!fields.fits()) {
      String message = "what was found in the document takes more than a frame holds";
      ParsedCodec.write(ParsedContent.failed("parseResult", message), fields.clear());
    }
    try {
      sender.send(FrameType.PARSED, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
