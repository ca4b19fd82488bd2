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
  private final boolean isPacked;

  /** Takes bytes. */
  interface Target {
    void take(byte[] bytes, int from, int count) throws IOException;
  }

  /**
   * A message.
   *
   * @param isChunked whether the head says that the body is
   * @param isWhole whether the body came to its end
   * @param isPacked whether the body is compressed by a coding or a format of its own
   */
  HttpBlock(
      byte[] head, Body body, boolean isChunked, boolean isWhole, int runBytes, boolean isPacked) {
    this.head = head;
    this.body = body;
    this.isChunked = isChunked;
    this.isWhole = isWhole;
    this.runBytes = runBytes;
    this.isPacked = isPacked;
  }

  /** A message with a body that is not chunked. */
  static HttpBlock of(String head, Body body) {
    return new HttpBlock(head.getBytes(ISO_8859_1), body, false, true, 1 << 16, false);
  }

  /** This message without its body. */
  HttpBlock withoutBody() {
    return new HttpBlock(head, Body.EMPTY, false, true, runBytes, false);
  }

  /** Its head; not to be changed. */
  byte[] head() {
    return head;
  }

  /** Its body, without chunking. */
  Body body() {
    return body;
  }

  /** Whether compressing its body would be in vain. */
  boolean isPacked() {
    return isPacked;
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

  /** Gives all of it in order: head and chunking to one, the bytes of the body to the other. */
  void give(Target framing, Target bytes) throws IOException {
    framing.take(head, 0, head.length);
    eachRun(
        (run, from, count) -> {
          if (isChunked) {
            byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(US_ASCII);
            framing.take(size, 0, size.length);
          }
          bytes.take(run, from, count);
          if (isChunked) {
            framing.take(LINE_END, 0, LINE_END.length);
          }
        });
    if (isChunked && isWhole) {
      framing.take(LAST_CHUNK, 0, LAST_CHUNK.length);
    }
  }

  private void eachRun(Target to) throws IOException {
    if (body.isInMemory()) {
      for (int at = 0; at < body.arrayLength(); at += runBytes) {
        to.take(body.array(), at, Math.min(runBytes, body.arrayLength() - at));
      }
      return;
    }
    InputStream in = body.open();
    byte[] bytes = new byte[runBytes];
    for (long left = body.length(); left > 0; ) {
      int count = in.readNBytes(bytes, 0, (int) Math.min(runBytes, left));
      if (count == 0) {
        throw new IOException("the temporary file of a body became shorter");
      }
      to.take(bytes, 0, count);
      left -= count;
    }
  }

  /** Digests it: {@code block} all of it, {@code payload} the body. */
  void digest(MessageDigest block, MessageDigest payload) throws IOException {
    give(
        block::update,
        (bytes, from, count) -> {
          block.update(bytes, from, count);
          payload.update(bytes, from, count);
        });
  }
}
