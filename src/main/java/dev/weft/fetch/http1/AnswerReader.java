package dev.weft.fetch.http1;

import dev.weft.fetch.body.BodyBuffer;
import dev.weft.fetch.body.Incoming;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer after another from the bytes of a connection (RFC 9112). Fed any split of them,
 * it takes what belongs to the answer and leaves the rest. Knows no channel and no clock.
 */
public final class AnswerReader {
  private final Limits limits;
  private final boolean keepsHeads;
  private final String[] fieldScratch;
  private final HeadReader headReader;
  private final ChunkReader chunks;
  private final BodyBuffer body;
  private @Nullable Head head;
  private boolean bodiless;
  private boolean started;
  private long remaining;
  private int interimAnswers;

  /** Bodies go into {@code body}; {@code scratch} is shared by readers on one thread. */
  public AnswerReader(Scratch scratch, BodyBuffer body) {
    limits = scratch.limits;
    keepsHeads = scratch.keepsHeads;
    fieldScratch = scratch.fields;
    headReader = new HeadReader(limits, scratch.head);
    chunks = new ChunkReader(limits);
    this.body = body;
  }

  /** Gets ready for the answer to a request; {@code bodiless} if that was a HEAD. */
  public void expect(boolean bodiless, long bodyBytesMax) {
    this.bodiless = bodiless;
    head = null;
    started = false;
    remaining = 0;
    interimAnswers = 0;
    headReader.reset();
    body.reset(bodyBytesMax);
  }

  /** Takes bytes; true once the answer is whole, or its body over the cap. */
  public boolean read(Incoming in) throws BadAnswer {
    started = true;
    while (head == null) {
      if (!headReader.read(in)) {
        return false;
      }
      readHead();
    }
    boolean whole = readBody(in, head.framing());
    IOException problem = body.problem();
    if (problem != null) {
      throw BadAnswer.notStored(problem);
    }
    return whole;
  }

  /** Whether any byte of the answer has come. */
  public boolean started() {
    return started;
  }

  /** Status line and fields, once they have all come. */
  public @Nullable Head head() {
    return head;
  }

  /** Whether the body was cut at the cap. */
  public boolean overflowed() {
    return body.overflowed();
  }

  /** Whether the end of the connection makes an answer whole that is not yet. */
  public boolean endsAtClose() {
    return head != null && head.framing() instanceof Framing.UntilClose;
  }

  /** Where the body is, as far as it has come. */
  public BodyBuffer body() {
    return body;
  }

  /** Drops the CRs and LFs that come next; servers send them behind their last answer. */
  public static void skipLineEnds(Incoming in) {
    while (in.size() > 0) {
      byte next = in.next();
      if (next != '\r' && next != '\n') {
        in.putBack(1);
        return;
      }
    }
  }

  private void readHead() throws BadAnswer {
    Head next = HeadParser.parse(headReader, limits, bodiless, fieldScratch);
    if (keepsHeads && !next.isInterim()) {
      next = next.withText(headReader.text());
    }
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

  private boolean readBody(Incoming in, Framing framing) throws BadAnswer {
    if (framing instanceof Framing.Length) {
      int count = (int) Math.min(remaining, in.size());
      body.append(in, count);
      remaining -= count;
      return remaining == 0 || body.overflowed();
    }
    if (framing instanceof Framing.Chunked) {
      return chunks.read(in, body) || body.overflowed();
    }
    if (framing instanceof Framing.UntilClose) {
      body.append(in, in.size());
      return body.overflowed();
    }
    return true;
  }

  /** Arrays that one thread's readers use in turn, none of them across two reads. */
  public static final class Scratch {
    private final Limits limits = Limits.DEFAULT;
    private final boolean keepsHeads;
    private final byte[] head;
    private final String[] fields;

    public Scratch() {
      this(false);
    }

    /** For readers that keep the {@linkplain Head#text text} of heads, or do not. */
    public Scratch(boolean keepsHeads) {
      this.keepsHeads = keepsHeads;
      head = new byte[limits.headBytesMax()];
      fields = HeadParser.scratch(limits);
    }
  }
}
