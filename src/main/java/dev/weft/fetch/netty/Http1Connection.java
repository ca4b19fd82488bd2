package dev.weft.fetch.netty;

import dev.weft.fetch.http1.AnswerReader;
import dev.weft.fetch.http1.BadAnswer;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection, holding one conversation at a time.
 *
 * <p>Its life: <em>busy</em> ⇄ <em>idle</em> → <em>closed</em>. It has an exchange only while busy.
 * It becomes idle only after an answer whose end its own framing told, that asked for no close, and
 * behind which no byte followed; whatever comes while it is idle closes it. So no answer is ever
 * given another's bytes.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements Connection, Carrier {
  private enum State {
    IDLE,
    BUSY,
    CLOSED
  }

  /** Its place among the idle connections to its origin. */
  final ByAge.Entry<Http1Connection> inPool = new ByAge.Entry<>(this);

  private final ByAge.Entry<Connection> inLane = new ByAge.Entry<>(this);
  private final Lane lane;
  private final OriginPool pool;
  private final InetSocketAddress remote;
  private final AnswerReader reader;
  private State state = State.IDLE;
  private @Nullable Exchange exchange;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Throwable broken;
  private boolean used;
  private boolean reused;
  private boolean closeNotified;

  Http1Connection(Lane lane, OriginPool pool, InetSocketAddress remote) {
    this.lane = lane;
    this.pool = pool;
    this.remote = remote;
    reader = lane.answerReader(this::readOn);
  }

  OriginPool pool() {
    return pool;
  }

  @Override
  public InetAddress address() {
    return remote.getAddress();
  }

  @Override
  public ByAge.Entry<Connection> inLane() {
    return inLane;
  }

  /** Takes the next exchange while idle. */
  void serve(Exchange next) {
    leavePool();
    exchange = next;
    next.carrier(this);
    reused = used;
    used = true;
    send(next);
  }

  @Override
  public void leavePool() {
    inLane.remove();
    inPool.remove();
  }

  @Override
  public void close() {
    state = State.CLOSED;
    leavePool();
    exchange = null;
    if (context != null) {
      context.close();
    }
  }

  @Override
  public void giveUp(Exchange current, FetchFailure reason, String message) {
    Head head = reader.head();
    if (head != null && reason != FetchFailure.CANCELLED) {
      answer(head, Truncation.TIME, false);
    } else {
      fail(reason, message);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close) {
      closeNotified = close.isSuccess();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (state == State.BUSY && exchange != null) {
        read(in, exchange);
      } else if (state != State.CLOSED) {
        close();
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      Lane.report(cause);
    }
    broken = cause;
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    Exchange cut = exchange;
    if (cut == null) {
      close();
      return;
    }
    Head head = reader.head();
    if (head != null) {
      boolean whole = reader.endsAtClose() && endedCleanly();
      answer(head, whole ? null : Truncation.DISCONNECT, false);
    } else if (reused && !reader.started() && cut.mayRetry()) {
      close();
      lane.retry(cut);
    } else {
      String cause = broken == null ? "" : ": " + broken.getMessage();
      fail(FetchFailure.DISCONNECTED, "the connection ended before the headers did" + cause);
    }
  }

  private void send(Exchange next) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException("a connection without a channel sends " + next.request());
    }
    state = State.BUSY;
    reader.expect(next.request().method().equals("HEAD"), next.request().bodyBytesMax());
    lane.sent(next);
    ctx.writeAndFlush(
        lane.requests(pool.origin()).write(next.request(), pool.requestTail(), ctx.alloc()),
        ctx.voidPromise());
  }

  private void read(ByteBuf in, Exchange current) {
    if (!reader.started()) {
      current.firstByte(System.nanoTime());
    }
    boolean whole;
    try {
      whole = reader.read(lane.incoming(in));
    } catch (BadAnswer bad) {
      fail(bad.reason(), bad.what());
      return;
    }
    Head head = reader.head();
    if (!whole || head == null) {
      lane.heard(current);
      if (reader.body().isFull()) {
        pause(current);
      }
    } else if (reader.overflowed()) {
      answer(head, Truncation.LENGTH, false);
    } else if (!head.keepAlive() && !onlyLineEnds(in)) {
      fail(FetchFailure.MALFORMED_ANSWER, "bytes follow an answer that said it was the last");
    } else {
      answer(head, null, head.keepAlive() && !in.isReadable());
    }
  }

  /** Stops reading until the body's file has caught up. */
  private void pause(Exchange current) {
    if (context != null) {
      lane.paused(current);
      context.channel().config().setAutoRead(false);
    }
  }

  private void readOn() {
    if (context != null && !context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(true);
      if (exchange != null) {
        lane.heard(exchange);
      }
    }
  }

  private static boolean onlyLineEnds(ByteBuf in) {
    return in.forEachByte(b -> b == '\r' || b == '\n') < 0;
  }

  /** A body that ends with the connection is whole only if that was closed in order. */
  private boolean endedCleanly() {
    return broken == null && (closeNotified || !pool.origin().isSecure());
  }

  private void answer(Head head, @Nullable Truncation truncation, boolean reusable) {
    Exchange answered = exchange;
    exchange = null;
    if (answered != null && isRefusal(answered, head)) {
      reader.body().discard();
      answered.fail(FetchFailure.PROXY_FAILED, "the proxy answered with status " + head.status());
    } else if (answered != null) {
      answered.answer(head, reader.body(), truncation, remote);
    }
    if (reusable) {
      state = State.IDLE;
      lane.released(this);
    } else {
      close();
    }
  }

  private boolean isRefusal(Exchange answered, Head head) {
    return pool.route().isReadByProxy()
        && RequestHead.refusal(answered.request(), head).isPresent();
  }

  private void fail(FetchFailure reason, String message) {
    Exchange failed = exchange;
    reader.body().discard();
    close();
    if (failed != null) {
      failed.fail(reason, message);
    }
  }
}
