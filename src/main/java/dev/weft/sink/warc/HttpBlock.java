package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weft.page.Body;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * An HTTP message as the block of a record: its head and its body.
 *
 * <p>The fetchers undo chunking as they read, and the head still tells of it. So the body is
 * chunked again, in chunks of our own size: the head stays as it came, the message is whole and
 * every reader finds the payload. The chunks of a body that was cut have no end either.
 */
final class HttpBlock {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  private final byte[] head;
  private final Body body;
  private final boolean isChunked;
  private final boolean isWhole;
  private final int runBytes;

  /** Takes bytes. */
  interface Target {
    void take(byte[] bytes, int from, int count) throws IOException;
  }

  /**
   * A message.
   *
   * @param isChunked whether the head says that the body is
   * @param isWhole whether the body came to its end
   */
  HttpBlock(byte[] head, Body body, boolean isChunked, boolean isWhole, int runBytes) {
    this.head = head;
    this.body = body;
    this.isChunked = isChunked;
    this.isWhole = isWhole;
    this.runBytes = runBytes;
  }

  /** A message with a body that is not chunked. */
  static HttpBlock of(String head, Body body) {
    return new HttpBlock(head.getBytes(ISO_8859_1), body, false, true, 1 << 16);
  }

  /** This message without its body. */
  HttpBlock withoutBody() {
    return new HttpBlock(head, Body.EMPTY, false, true, runBytes);
  }

  /** Its head; not to be changed. */
  byte[] head() {
    return head;
  }

  /** Its body, without chunking. */
  Body body() {
    return body;
  }

  /** The number of its bytes. */
  long length() {
    if (!isChunked) {
      return head.length + body.length();
    }
    long length = head.length + body.length() + (isWhole ? LAST_CHUNK.length : 0);
    long full = body.length() / runBytes;
    int rest = (int) (body.length() % runBytes);
    length += full * framing(runBytes);
    return rest == 0 ? length : length + framing(rest);
  }

  private static int framing(int chunk) {
    return Integer.toHexString(chunk).length() + 2 * LINE_END.length;
  }

  /** Gives all of it to {@code block}, and the body's bytes before chunking to {@code payload}. */
  void give(Target block, Target payload) throws IOException {
    block.take(head, 0, head.length);
    if (body.isInMemory()) {
      byte[] bytes = body.array();
      for (int at = 0; at < body.arrayLength(); at += runBytes) {
        give(bytes, at, Math.min(runBytes, body.arrayLength() - at), block, payload);
      }
    } else {
      InputStream in = body.open();
      byte[] bytes = new byte[runBytes];
      for (long left = body.length(); left > 0; ) {
        int count = in.readNBytes(bytes, 0, (int) Math.min(runBytes, left));
        if (count == 0) {
          throw new IOException("the temporary file of a body became shorter");
        }
        give(bytes, 0, count, block, payload);
        left -= count;
      }
    }
    if (isChunked && isWhole) {
      block.take(LAST_CHUNK, 0, LAST_CHUNK.length);
    }
  }

  private void give(byte[] bytes, int from, int count, Target block, Target payload)
      throws IOException {
    payload.take(bytes, from, count);
    if (!isChunked) {
      block.take(bytes, from, count);
      return;
    }
    byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(US_ASCII);
    block.take(size, 0, size.length);
    block.take(bytes, from, count);
    block.take(LINE_END, 0, LINE_END.length);
  }

  /** Digests it: {@code block} all of it, {@code payload} the body. */
  void digest(MessageDigest block, MessageDigest payload) throws IOException {
    give(block::update, payload::update);
  }
}
