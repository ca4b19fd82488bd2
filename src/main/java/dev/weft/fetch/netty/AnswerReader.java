package dev.weft.fetch.netty;

import dev.weft.page.Body;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer after another from the bytes of a connection (RFC 9112). Fed any split of them,
 * it takes what belongs to the answer and leaves the rest. Knows no channel and no clock.
 */
final class AnswerReader {
  private final Limits limits;
  private final String[] fieldScratch;
  private final HeadReader headReader;
  private final ChunkReader chunks;
  private final BodyBuffer body;
  private @Nullable Head head;
  private boolean bodiless;
  private boolean started;
  private long remaining;
  private int interimAnswers;

  /** {@code scratch} is shared by readers on one thread. */
  AnswerReader(Limits limits, Scratch scratch) {
    this.limits = limits;
    fieldScratch = scratch.fields;
    headReader = new HeadReader(limits, scratch.head);
    chunks = new ChunkReader(limits);
    body = new BodyBuffer(limits);
  }

  /** Gets ready for the answer to a request; {@code bodiless} if that was a HEAD. */
  void expect(boolean bodiless, long bodyBytesMax) {
    this.bodiless = bodiless;
    head = null;
    started = false;
    remaining = 0;
    interimAnswers = 0;
    headReader.reset();
    body.reset(bodyBytesMax);
  }

  /** Takes bytes; true once the answer is whole, or its body over the cap. */
  boolean read(ByteBuf in) throws BadAnswer {
    started = true;
    while (head == null) {
      if (!headReader.read(in)) {
        return false;
      }
      readHead();
    }
    return readBody(in, head.framing());
  }

  /** Whether any byte of the answer has come. */
  boolean started() {
    return started;
  }

  /** Status line and fields, once they have all come. */
  @Nullable Head head() {
    return head;
  }

  /** Whether the body was cut at the cap. */
  boolean overflowed() {
    return body.overflowed();
  }

  /** Whether the end of the connection makes an answer whole that is not yet. */
  boolean endsAtClose() {
    return head != null && head.framing() instanceof Framing.UntilClose;
  }

  /** Gives the body away as far as it has come. */
  Body body() {
    return body.give();
  }

  private void readHead() throws BadAnswer {
    Head next = HeadParser.parse(headReader, limits, bodiless, fieldScratch);
    headReader.reset();
    if (!next.isInterim()) {
      head = next;
      startBody(next.framing());
    } else if (next.status() == 101) {
      throw BadAnswer.malformed("101 Switching Protocols, which nobody asked for");
    } else if (++interimAnswers > limits.interimAnswersMax()) {
      throw BadAnswer.malformed("more than " + limits.interimAnswersMax() + " interim answers");
    }
  }

  private void startBody(Framing framing) {
    if (framing instanceof Framing.Length length) {
      remaining = length.bytes();
      body.expect(remaining);
    } else if (framing instanceof Framing.Chunked) {
      chunks.reset();
    }
  }

  private boolean readBody(ByteBuf in, Framing framing) throws BadAnswer {
    if (framing instanceof Framing.Length) {
      int count = (int) Math.min(remaining, in.readableBytes());
      body.append(in, count);
      remaining -= count;
      return remaining == 0 || body.overflowed();
    }
    if (framing instanceof Framing.Chunked) {
      return chunks.read(in, body) || body.overflowed();
    }
    if (framing instanceof Framing.UntilClose) {
      body.append(in, in.readableBytes());
      return body.overflowed();
    }
    return true;
  }

  /** Arrays that one thread's readers use in turn, none of them across two reads. */
  static final class Scratch {
    private final byte[] head;
    private final String[] fields;

    Scratch(Limits limits) {
      head = new byte[limits.headBytesMax()];
      fields = HeadParser.scratch(limits);
    }
  }
}
