package dev.weft.fetch.blocking;

import dev.weft.fetch.body.Incoming;
import dev.weft.fetch.http1.AnswerReader;
import dev.weft.fetch.http1.Head;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One answer as it is read: HttpCore brings the bytes, {@link AnswerReader} says what they are. Its
 * buffers are taken when the first byte comes and given back by {@link #close}.
 */
final class Reading implements AutoCloseable {
  private final Exchange exchange;
  private final Buffers.Shelf shelf;
  private final boolean bodiless;
  private @Nullable Buffers buffers;
  private boolean whole;

  /** The answer to an exchange's request; {@code bodiless} if none to that has a body. */
  Reading(Exchange exchange, Buffers.Shelf shelf, boolean bodiless) {
    this.exchange = exchange;
    this.shelf = shelf;
    this.bodiless = bodiless;
  }

  /** Reads up to the end of the headers. */
  ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException {
    int first = buffer.read(in);
    if (first < 0) {
      throw new ConnectionClosedException("no byte of an answer");
    }
    exchange.hears(true);
    Buffers mine = shelf.take();
    buffers = mine;
    mine.reader.expect(bodiless, exchange.request().bodyBytesMax());
    mine.receive[0] = (byte) first;
    int more = buffer.length() == 0 ? 0 : buffer.read(mine.receive, 1, buffer.length(), in);
    feed(mine, 1 + more);
    Head head = mine.reader.head();
    while (head == null) {
      int count = buffer.read(mine.receive, in);
      if (count < 0) {
        throw new ConnectionClosedException("the headers are not complete");
      }
      feed(mine, count);
      head = mine.reader.head();
    }
    return new BasicClassicHttpResponse(head.status());
  }

  /** Reads to the end of the answer; false if the stream ends before it. */
  boolean readBody(InputStream content) throws IOException {
    Buffers mine = buffers();
    while (!whole) {
      int count = content.read(mine.receive);
      if (count < 0) {
        return false;
      }
      feed(mine, count);
    }
    return true;
  }

  private void feed(Buffers mine, int count) throws IOException {
    whole = mine.reader.read(mine.incoming.over(mine.receive, count));
    if (!whole) {
      exchange.hears(false);
    }
  }

  /** Whether any byte of the answer has come. */
  boolean started() {
    return buffers != null;
  }

  /** Status line and fields, once they have all come. */
  @Nullable Head head() {
    return buffers == null ? null : buffers.reader.head();
  }

  /** Whether the answer is whole, or its body over the cap. */
  boolean isWhole() {
    return whole;
  }

  /** Whether the body was cut at the cap. */
  boolean overflowed() {
    return buffers().reader.overflowed();
  }

  /** Whether the end of the connection makes the answer whole. */
  boolean endsAtClose() {
    return buffers().reader.endsAtClose();
  }

  /** The bytes that came behind the answer. */
  Incoming rest() {
    return buffers().incoming;
  }

  /** Gives the body away as far as it has come. */
  Body body() throws FetchEnded {
    try {
      return buffers().reader.body().give();
    } catch (IOException e) {
      throw new FetchEnded(FetchFailure.NOT_STORED, String.valueOf(e.getMessage()));
    }
  }

  private Buffers buffers() {
    if (buffers == null) {
      throw new IllegalStateException("no byte of an answer has come");
    }
    return buffers;
  }

  @Override
  public void close() {
    if (buffers != null) {
      buffers.reader.body().discard();
      shelf.put(buffers);
      buffers = null;
    }
  }
}
