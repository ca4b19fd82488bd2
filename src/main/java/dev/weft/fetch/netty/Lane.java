package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.body.BodyStore;
import dev.weft.fetch.body.Incoming;
import dev.weft.fetch.http1.AnswerReader;
import dev.weft.page.FetchFailure;
import dev.weft.url.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One event loop and everything that lives on it: connections, pools, exchanges and their clocks.
 * Only its own thread touches them; others get in by {@link #submit} and {@link #cancel}.
 *
 * <p>An exchange takes an idle connection to its origin; else, while there are fewer than its share
 * of {@code connectionsMax}, or an idle one to another origin can make room, a new one; else it
 * waits here, on its total clock, for a connection to end. If the process runs out of files before
 * that share is used up, what is open then is all the lane has from then on.
 */
final class Lane {
  private final EventLoop loop;
  private final Limits limits;
  private final RequestWriter plainRequests;
  private final Secure secure;
  private final BodyStore bodies;
  private final Supplier<SocketChannel> sockets;
  private final SharedReceiveBuffer receiveBuffer;
  private final BufferIncoming incoming = new BufferIncoming();
  private final AnswerReader.Scratch scratch;
  private final Deadlines deadlines;
  private final long tickNanos;
  private final Map<Origin, OriginPool> pools = new HashMap<>();
  private final ByAge<Connection> idle = new ByAge<>();
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private int connectionsMax;
  private int open;
  private boolean sweeping;
  private boolean closed;

  Lane(
      EventLoop loop,
      Transport transport,
      FetchOptions options,
      Limits limits,
      int connectionsMax,
      RequestWriter plainRequests,
      Secure secure,
      BodyStore bodies) {
    this.loop = loop;
    this.limits = limits;
    this.connectionsMax = connectionsMax;
    this.plainRequests = plainRequests;
    this.secure = secure;
    this.bodies = bodies;
    receiveBuffer = new SharedReceiveBuffer(limits.receiveBytes());
    scratch = new AnswerReader.Scratch();
    deadlines = new Deadlines(options.timeouts(), limits);
    tickNanos = Deadlines.tickNanos(options.timeouts());
    sockets = transport.sockets();
  }

  /** Hands over an exchange; one that comes after the end is reported cancelled here and now. */
  void submit(Exchange exchange) {
    try {
      loop.execute(exchange);
    } catch (RejectedExecutionException e) {
      exchange.fail(FetchFailure.CANCELLED, "the fetcher is closed");
    }
  }

  /** Cancels an exchange, if it has not ended when the loop hears of it. */
  void cancel(Exchange exchange) {
    try {
      loop.execute(() -> exchange.giveUp(FetchFailure.CANCELLED, "cancelled"));
    } catch (RejectedExecutionException e) {
      return; // The loop has ended, and every exchange before it.
    }
  }

  /** Ends every exchange and connection; from now, what is handed over is cancelled at once. */
  void close() {
    loop.execute(
        () -> {
          closed = true;
          for (Exchange each = deadlines.oldest(); each != null; each = deadlines.oldest()) {
            each.giveUp(FetchFailure.CANCELLED, "the fetcher was closed");
          }
          for (Connection each = idle.oldest(); each != null; each = idle.oldest()) {
            each.close();
          }
        });
  }

  /** Frees the lane's memory; its loop must have ended. */
  void release() {
    receiveBuffer.release();
  }

  void start(Exchange exchange) {
    if (exchange.ended()) {
      return;
    }
    if (closed) {
      exchange.fail(FetchFailure.CANCELLED, "the fetcher is closed");
      return;
    }
    if (exchange.request().url().origin().isSecure() && !secure.isReady()) {
      exchange.fail(FetchFailure.TLS_FAILED, "this Java runtime cannot set up TLS");
      return;
    }
    deadlines.started(exchange, System.nanoTime());
    sweepLater();
    placeOrWait(exchange);
  }

  /** Starts again on a fresh connection. */
  void retry(Exchange exchange) {
    exchange.retry();
    placeOrWait(exchange);
  }

  void connectFailed(Exchange exchange, Throwable cause) {
    if (exchange.hasNextAddress(limits.addressesMax())) {
      exchange.connection(null);
      connect(exchange);
    } else if (cause instanceof ConnectException && isRefusal(cause)) {
      exchange.fail(FetchFailure.CONNECT_REFUSED, "connection refused: " + cause.getMessage());
    } else {
      exchange.fail(FetchFailure.CONNECT_FAILED, "no connection: " + cause.getMessage());
    }
  }

  void securing(Exchange exchange) {
    exchange.inAttempt.remove();
    deadlines.connecting(exchange, System.nanoTime());
  }

  void sent(Exchange exchange) {
    long now = System.nanoTime();
    exchange.sent(now);
    deadlines.sent(exchange, now);
  }

  void heard(Exchange exchange) {
    deadlines.heard(exchange, System.nanoTime());
  }

  /** Takes back a connection that may serve another exchange. */
  void released(Connection connection) {
    long now = System.nanoTime();
    connection.pool().put(connection, now);
    idle.put(connection.inLane, now);
    placeWaiting();
  }

  AnswerReader answerReader() {
    return new AnswerReader(scratch, bodies.buffer(() -> {}));
  }

  /** What can be read of a buffer, until the next is asked for. */
  Incoming incoming(ByteBuf buffer) {
    return incoming.over(buffer);
  }

  RequestWriter requests(Origin origin) {
    return origin.isSecure() ? secure.requests() : plainRequests;
  }

  SslHandler tlsHandler(Origin origin, ByteBufAllocator allocator) {
    return secure.tls().handler(origin, allocator);
  }

  /** Tells of an exception that is no server's doing. */
  static void report(Throwable bug) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
  }

  private static boolean isRefusal(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("refused");
  }

  private void placeOrWait(Exchange exchange) {
    if (!place(exchange)) {
      waiting.addLast(exchange);
    }
  }

  /** Gives an exchange a connection, idle or new; false if it must wait for one. */
  private boolean place(Exchange exchange) {
    Origin origin = exchange.request().url().origin();
    OriginPool pool = pools.get(origin);
    Connection kept =
        pool == null || exchange.retried() ? null : pool.take(exchange.request().addresses());
    if (kept != null) {
      kept.serve(exchange);
      return true;
    }
    Connection oldest = open < connectionsMax ? null : idle.oldest();
    if (oldest != null) {
      oldest.close();
    }
    if (open >= connectionsMax) {
      return false;
    }
    deadlines.connecting(exchange, System.nanoTime());
    connect(exchange);
    return true;
  }

  private void placeWaiting() {
    for (Exchange next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
      if (!next.ended() && !place(next)) {
        return;
      }
      waiting.removeFirst();
    }
  }

  private void connect(Exchange exchange) {
    InetAddress address = exchange.nextAddress(limits.addressesMax());
    if (address == null) {
      exchange.fail(FetchFailure.CONNECT_FAILED, "no address is left to connect to");
      return;
    }
    if (exchange.hasNextAddress(limits.addressesMax())) {
      deadlines.attempting(exchange, System.nanoTime());
    } else {
      exchange.inAttempt.remove();
    }
    SocketChannel channel;
    try {
      channel = sockets.get();
    } catch (ChannelException e) {
      waitForASocket(exchange, e);
      return;
    }
    connect(exchange, channel, address);
  }

  private void connect(Exchange exchange, SocketChannel channel, InetAddress address) {
    Origin origin = exchange.request().url().origin();
    OriginPool pool =
        pools.computeIfAbsent(origin, key -> new OriginPool(key, requests(key).tail(key)));
    open++;
    pool.opened();
    InetSocketAddress remote = new InetSocketAddress(address, origin.port());
    Connection connection = new Connection(this, pool, remote, exchange);
    channel.config().setConnectTimeoutMillis(0).setTcpNoDelay(true);
    if (!origin.isSecure()) {
      channel.config().setRecvByteBufAllocator(receiveBuffer);
    }
    channel.pipeline().addLast(connection);
    channel.closeFuture().addListener(ignored -> closed(connection));
    ChannelFutureListener ended = connection::connectEnded;
    loop.register(channel)
        .addListener(
            (ChannelFutureListener)
                registered -> {
                  if (registered.isSuccess()) {
                    channel.connect(remote).addListener(ended);
                  } else {
                    connection.connectEnded(registered);
                  }
                });
  }

  /** Makes do with the connections there are, now that the process may open no more files. */
  private void waitForASocket(Exchange exchange, ChannelException cause) {
    if (open == 0) {
      exchange.fail(FetchFailure.CONNECT_FAILED, "no socket: " + cause.getMessage());
      return;
    }
    connectionsMax = Math.min(connectionsMax, open);
    exchange.startOver();
    placeOrWait(exchange);
  }

  private void closed(Connection connection) {
    connection.leavePool();
    OriginPool pool = connection.pool();
    open--;
    pool.closed();
    if (pool.isEmpty()) {
      pools.remove(pool.origin(), pool);
    }
    if (!closed) {
      placeWaiting();
    }
  }

  private void sweepLater() {
    if (!sweeping) {
      sweeping = true;
      loop.schedule(this::sweep, tickNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void sweep() {
    sweeping = false;
    long now = System.nanoTime();
    long idleNanos = limits.connectionIdle().toNanos();
    for (Connection each = idle.expired(idleNanos, now);
        each != null;
        each = idle.expired(idleNanos, now)) {
      each.close();
    }
    deadlines.expire(now, this::tryNextAddress);
    if (!closed && (open > 0 || !deadlines.isEmpty())) {
      sweepLater();
    }
  }

  /** Leaves an address that does not answer for the next one. */
  private void tryNextAddress(Exchange exchange) {
    Connection slow = exchange.connection();
    if (slow != null && slow.isConnecting()) {
      slow.close();
      exchange.connection(null);
      connect(exchange);
    }
  }
}
