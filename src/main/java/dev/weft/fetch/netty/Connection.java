package dev.weft.fetch.netty;

import dev.weft.fetch.http1.AnswerReader;
import dev.weft.fetch.http1.BadAnswer;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.tls.TlsFailure;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an origin, holding one conversation at a time.
 *
 * <p>Its life: <em>connecting</em> → (<em>securing</em>, for https) → <em>busy</em> ⇄ <em>idle</em>
 * → <em>closed</em>. It has an exchange in all states but the last two. It becomes idle only after
 * an answer whose end its own framing told, that asked for no close, and behind which no byte
 * followed; whatever comes while it is idle closes it. So no answer is ever given another's bytes.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private enum State {
    CONNECTING,
    SECURING,
    BUSY,
    IDLE,
    CLOSED
  }

  /** Its place among the idle connections of its lane. */
  final ByAge.Entry<Connection> inLane = new ByAge.Entry<>(this);

  /** Its place among the idle connections to its origin. */
  final ByAge.Entry<Connection> inPool = new ByAge.Entry<>(this);

  private final Lane lane;
  private final OriginPool pool;
  private final InetSocketAddress remote;
  private final AnswerReader reader;
  private State state = State.CONNECTING;
  private @Nullable Exchange exchange;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Throwable broken;
  private boolean reused;
  private boolean closeNotified;
  private long stepNanos;

  Connection(Lane lane, OriginPool pool, InetSocketAddress remote, Exchange exchange) {
    this.lane = lane;
    this.pool = pool;
    this.remote = remote;
    this.exchange = exchange;
    reader = lane.answerReader();
    stepNanos = System.nanoTime();
    exchange.connection(this);
  }

  OriginPool pool() {
    return pool;
  }

  InetAddress address() {
    return remote.getAddress();
  }

  /** Takes the next exchange while idle. */
  void serve(Exchange next) {
    leavePool();
    exchange = next;
    next.connection(this);
    reused = true;
    send(next);
  }

  /** Is idle no more. */
  void leavePool() {
    inLane.remove();
    inPool.remove();
  }

  /** Ends the connection; an exchange on it must have been told before. */
  void close() {
    state = State.CLOSED;
    leavePool();
    exchange = null;
    if (context != null) {
      context.close();
    }
  }

  /** Ends the connection because its exchange ran out of time, or was cancelled. */
  void giveUp(FetchFailure reason, String message) {
    Head head = reader.head();
    if (head != null && reason != FetchFailure.CANCELLED) {
      answer(head, Truncation.TIME, false);
    } else {
      fail(reason, message);
    }
  }

  /** Whether the wait is still for TCP. */
  boolean isConnecting() {
    return state == State.CONNECTING;
  }

  /** What became of the attempt to connect; success comes by {@link #channelActive} alone. */
  void connectEnded(ChannelFuture attempt) {
    Throwable cause = attempt.cause();
    if (cause != null && state == State.CONNECTING) {
      Exchange failed = exchange;
      close();
      if (failed != null) {
        lane.connectFailed(failed, cause);
      }
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (exchange == null) {
      ctx.close();
      return;
    }
    long now = System.nanoTime();
    exchange.connected(now - stepNanos);
    stepNanos = now;
    if (pool.origin().isSecure()) {
      state = State.SECURING;
      lane.securing(exchange);
      ctx.pipeline().addFirst(lane.tlsHandler(pool.origin(), ctx.alloc()));
    } else {
      send(exchange);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close) {
      closeNotified = close.isSuccess();
    } else if (event instanceof SslHandshakeCompletionEvent handshake
        && state == State.SECURING
        && exchange != null) {
      if (handshake.isSuccess()) {
        exchange.secured(System.nanoTime() - stepNanos);
        send(exchange);
      } else {
        TlsFailure failure = TlsFailure.of(handshake.cause());
        fail(failure.reason(), failure.message());
      }
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
    } else if (state == State.SECURING) {
      fail(FetchFailure.TLS_FAILED, "the connection ended during the TLS handshake");
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
    } else if (reader.overflowed()) {
      answer(head, Truncation.LENGTH, false);
    } else if (!head.keepAlive() && !onlyLineEnds(in)) {
      fail(FetchFailure.MALFORMED_ANSWER, "bytes follow an answer that said it was the last");
    } else {
      answer(head, null, head.keepAlive() && !in.isReadable());
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
    if (reusable) {
      exchange = null;
      state = State.IDLE;
      lane.released(this);
    } else {
      close();
    }
    if (answered != null) {
      try {
        answered.answer(head, reader.body().give(), truncation, remote);
      } catch (IOException e) {
        answered.fail(FetchFailure.NOT_STORED, String.valueOf(e.getMessage()));
      }
    }
  }

  private void fail(FetchFailure reason, String message) {
    Exchange failed = exchange;
    close();
    if (failed != null) {
      failed.fail(reason, message);
    }
  }
}
