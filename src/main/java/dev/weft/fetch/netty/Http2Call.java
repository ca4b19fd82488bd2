package dev.weft.fetch.netty;

import dev.weft.fetch.body.BodyBuffer;
import dev.weft.fetch.http1.BadAnswer;
import dev.weft.fetch.http1.Framing;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.http1.Limits;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on one stream of an {@link Http2Connection}: interim answers, headers, body,
 * trailers, which are read over. It leaves the connection before its exchange is told.
 */
final class Http2Call implements Carrier {
  private static final Limits LIMITS = Limits.DEFAULT;

  private final Http2Connection connection;
  private final Exchange exchange;
  private final int streamId;
  private final BodyBuffer body;
  private @Nullable Head head;
  private boolean started;
  private boolean anyBody;
  private int interimAnswers;
  private int readsAtLast;
  private int heldBack;

  Http2Call(Http2Connection connection, Exchange exchange, int streamId) {
    this.connection = connection;
    this.exchange = exchange;
    this.streamId = streamId;
    readsAtLast = connection.reads();
    body = connection.lane().bodyBuffer(this::readOn);
    body.reset(exchange.request().bodyBytesMax());
  }

  Exchange exchange() {
    return exchange;
  }

  int streamId() {
    return streamId;
  }

  /** Takes a header block; {@code last} if nothing follows on the stream. */
  void headers(Http2Headers headers, boolean last) {
    heard();
    try {
      if (head == null) {
        start(headers, last);
      }
    } catch (BadAnswer bad) {
      connection.ended(this, !last);
      fail(bad.reason(), bad.what());
      return;
    }
    if (last) {
      end();
    }
  }

  /** Takes part of the body; {@code last} if it is the last. */
  void data(ByteBuf data, boolean last) {
    Head known = head;
    if (known == null) {
      connection.ended(this, !last);
      fail(FetchFailure.MALFORMED_ANSWER, "a body before its headers");
      return;
    }
    if (data.isReadable()) {
      heard();
      anyBody = true;
      if (known.framing() == Framing.NONE) {
        answer(known, null, !last);
        return;
      }
      body.append(connection.lane().incoming(data), data.readableBytes());
      IOException problem = body.problem();
      if (problem != null) {
        connection.ended(this, !last);
        fail(FetchFailure.NOT_STORED, BodyBuffer.notStored(problem));
        return;
      }
      if (body.overflowed()) {
        answer(known, Truncation.LENGTH, !last);
        return;
      }
    }
    if (last) {
      end();
    }
  }

  /** Keeps the server from sending more than its window for now; false if there is no need to. */
  boolean holdBack(int bytes) {
    if (!body.isFull()) {
      return false;
    }
    heldBack += bytes;
    connection.lane().paused(exchange);
    return true;
  }

  private void readOn() {
    if (heldBack > 0 && !body.isFull()) {
      int taken = heldBack;
      heldBack = 0;
      connection.taken(this, taken);
    }
  }

  /** Ends the exchange without an answer. */
  void fail(FetchFailure reason, String message) {
    body.discard();
    exchange.fail(reason, message);
  }

  /** If headers have come, makes an answer of what there is; false if none have. */
  boolean cut() {
    Head known = head;
    if (known != null) {
      exchange.answer(known, body, Truncation.DISCONNECT, connection.remote());
    }
    return known != null;
  }

  @Override
  public void giveUp(Exchange current, FetchFailure reason, String message) {
    boolean timedOut = reason != FetchFailure.CANCELLED;
    if (timedOut && connection.reads() == readsAtLast) {
      connection.retire();
    }
    Head known = head;
    if (known != null && timedOut) {
      answer(known, Truncation.TIME, true);
    } else {
      connection.ended(this, true);
      fail(reason, message);
    }
  }

  private void heard() {
    readsAtLast = connection.reads();
    if (!started) {
      started = true;
      exchange.firstByte(System.nanoTime());
    }
    connection.lane().heard(exchange);
  }

  private void start(Http2Headers headers, boolean last) throws BadAnswer {
    Head next = Http2Head.of(headers, exchange.isHead(), LIMITS);
    if (!next.isInterim()) {
      head = next;
      if (next.framing() instanceof Framing.Length length) {
        body.expect(length.bytes());
      }
    } else if (last || next.status() == 101) {
      throw BadAnswer.malformed("an interim answer of status " + next.status() + " that is none");
    } else if (++interimAnswers > LIMITS.interimAnswersMax()) {
      throw BadAnswer.malformed("more than " + LIMITS.interimAnswersMax() + " interim answers");
    }
  }

  /** The server has ended the stream; that its length is as declared was checked, but for zero. */
  private void end() {
    Head known = head;
    if (known == null) {
      return;
    }
    if (!anyBody && known.framing() instanceof Framing.Length length && length.bytes() > 0) {
      connection.ended(this, false);
      String message = "Content-Length is " + length.bytes() + " and there is no body";
      fail(FetchFailure.MALFORMED_ANSWER, message);
    } else {
      answer(known, null, false);
    }
  }

  private void answer(Head known, @Nullable Truncation truncation, boolean reset) {
    connection.ended(this, reset);
    exchange.answer(known, body, truncation, connection.remote());
  }
}
