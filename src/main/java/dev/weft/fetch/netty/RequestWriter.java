package dev.weft.fetch.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.Body;
import dev.weft.url.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/**
 * Puts requests into bytes. What all requests to an origin share is made once, as its {@linkplain
 * #tail tail}.
 */
final class RequestWriter {
  private final RequestHead heads;

  /** Requests that accept {@code codings}, unless the options say otherwise. */
  RequestWriter(FetchOptions options, String codings) {
    heads = new RequestHead(options, codings);
  }

  /** All that follows the target in a request to {@code origin} without fields of its own. */
  byte[] tail(Origin origin) {
    return heads.tail(origin).getBytes(UTF_8);
  }

  /** What requests say, before it is put into bytes. */
  RequestHead heads() {
    return heads;
  }

  /** A request; {@code tail} is its origin's. */
  ByteBuf write(FetchRequest request, byte[] tail, ByteBufAllocator allocator) {
    if (RequestHead.hasUsualTail(request)) {
      String start = RequestHead.start(request);
      ByteBuf buffer = allocator.directBuffer(start.length() + tail.length);
      ByteBufUtil.writeAscii(buffer, start);
      return buffer.writeBytes(tail);
    }
    Body content = request.content();
    String head = heads.text(request);
    ByteBuf buffer =
        allocator.directBuffer(ByteBufUtil.utf8MaxBytes(head.length()) + content.arrayLength());
    ByteBufUtil.writeUtf8(buffer, head);
    return buffer.writeBytes(content.array(), 0, content.arrayLength());
  }
}
