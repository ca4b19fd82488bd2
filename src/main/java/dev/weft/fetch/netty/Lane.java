package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.fetch.body.BodyBuffer;
import dev.weft.fetch.body.BodyStore;
import dev.weft.fetch.body.Incoming;
import dev.weft.fetch.http1.AnswerReader;
import dev.weft.page.FetchFailure;
import dev.weft.url.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final Map<Origin, OriginPool> direct = new HashMap<>();
  private final Map<Route, OriginPool> proxied = new HashMap<>();
  private final ByAge<Connection> idle = new ByAge<>();
  private final ByAge<Exchange> waiting = new ByAge<>();
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
    scratch = new AnswerReader.Scratch(options.transcripts());
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
    fromOutside(() -> exchange.giveUp(FetchFailure.CANCELLED, "cancelled"));
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

  /** Starts again because the server says that it did nothing with the request. */
  void moveOn(Exchange exchange) {
    exchange.startOver();
    placeOrWait(exchange);
  }

  /** The clock of connecting starts anew: for TCP, or for TLS. */
  void connecting(Exchange exchange) {
    deadlines.connecting(exchange, System.nanoTime());
  }

  /** A dial gives its latest attempt some time. */
  void attempting(Dial dial) {
    deadlines.attempting(dial, System.nanoTime());
  }

  void sent(Exchange exchange) {
    long now = System.nanoTime();
    exchange.sent(now);
    deadlines.sent(exchange, now);
  }

  void heard(Exchange exchange) {
    deadlines.heard(exchange, System.nanoTime());
  }

  /** It is we who do not read on: only the total time limit runs. */
  void paused(Exchange exchange) {
    exchange.inPhase.remove();
  }

  /** Takes back a connection that may serve another exchange. */
  void released(Http1Connection connection) {
    long now = System.nanoTime();
    connection.pool().put(connection, now);
    idle.put(connection.inLane(), now);
    placeWaiting();
  }

  /** Notes that no exchange is on a connection, so that it may be closed. */
  void idle(Http2Connection connection) {
    idle.put(connection.inLane(), System.nanoTime());
    placeWaiting();
  }

  /** Gives the exchanges that wait for a stream what there is by now, or a new connection. */
  void placeWaiting(OriginPool pool) {
    for (Exchange next = pool.serveWaiting(); next != null; next = pool.serveWaiting()) {
      next.startOver();
      placeOrWait(next);
    }
    forgetIfEmpty(pool);
  }

  void placeOrWait(Exchange exchange) {
    if (!place(exchange)) {
      waiting.put(exchange.inQueue, System.nanoTime());
    }
  }

  /** A socket that is not connected; throws if the process may open no more files. */
  SocketChannel socket(Origin origin) {
    SocketChannel channel = sockets.get();
    channel.config().setConnectTimeoutMillis(0).setTcpNoDelay(true);
    if (!origin.isSecure()) {
      channel.config().setRecvByteBufAllocator(receiveBuffer);
    }
    return channel;
  }

  ChannelFuture register(SocketChannel channel) {
    return loop.register(channel);
  }

  /** Whether one more socket may be opened. */
  boolean hasRoom() {
    return open < connectionsMax;
  }

  void opened(OriginPool pool) {
    open++;
    pool.opened();
  }

  void closed(OriginPool pool, @Nullable Connection connection) {
    if (connection != null) {
      connection.leavePool();
    }
    open--;
    pool.closed();
    forgetIfEmpty(pool);
    if (!closed) {
      placeWaiting();
    }
  }

  /** Makes do with the connections there are, now that the process may open no more files. */
  void waitForASocket(ByAge<Exchange> unserved, ChannelException cause) {
    if (open > 0) {
      connectionsMax = Math.min(connectionsMax, open);
    }
    for (Exchange each = unserved.oldest(); each != null; each = unserved.oldest()) {
      if (open == 0) {
        each.fail(FetchFailure.CONNECT_FAILED, "no socket: " + cause.getMessage());
      } else {
        each.startOver();
        placeOrWait(each);
      }
    }
  }

  /** Runs a task on the loop after what it is at. */
  void soon(Runnable task) {
    loop.execute(task);
  }

  Limits limits() {
    return limits;
  }

  /** A reader; {@code onRoom} is run on the loop when reading may go on that was stopped. */
  AnswerReader answerReader(Runnable onRoom) {
    return new AnswerReader(scratch, bodyBuffer(onRoom));
  }

  /** A place for bodies; {@code onRoom} as above. */
  BodyBuffer bodyBuffer(Runnable onRoom) {
    return bodies.buffer(() -> fromOutside(onRoom));
  }

  private void fromOutside(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      return; // The loop has ended, and every exchange before it.
    }
  }

  /** Where bodies that were being written to files are handed over. */
  Executor executor() {
    return loop;
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

  /** Gives an exchange a connection, kept or new, or lets it wait for one; false if none can be. */
  private boolean place(Exchange exchange) {
    OriginPool pool = pool(exchange.request());
    if (pool != null && pool.serve(exchange)) {
      return true;
    }
    Connection oldest = hasRoom() ? null : idle.oldest();
    if (oldest != null) {
      oldest.close();
    }
    if (!hasRoom()) {
      return false;
    }
    dial(exchange, pool == null || pool.isEmpty() ? newPool(exchange.request()) : pool);
    return true;
  }

  private @Nullable OriginPool pool(FetchRequest request) {
    Origin origin = request.url().origin();
    Proxy proxy = request.proxyOrNull();
    return proxy == null ? direct.get(origin) : proxied.get(new Route(origin, proxy));
  }

  private OriginPool newPool(FetchRequest request) {
    Route route = new Route(request.url().origin(), request.proxyOrNull());
    byte[] tail = requests(route.origin()).tail(route.origin());
    OriginPool pool = new OriginPool(route, tail, limits);
    if (route.proxyOrNull() == null) {
      direct.put(route.origin(), pool);
    } else {
      proxied.put(route, pool);
    }
    return pool;
  }

  private void dial(Exchange exchange, OriginPool pool) {
    List<InetAddress> asked = exchange.request().addresses();
    Dial dial = new Dial(this, pool, asked, AddressOrder.of(asked, limits.addressesMax()));
    pool.started(dial);
    dial.join(exchange);
    dial.tryNext();
  }

  private void placeWaiting() {
    for (Exchange next = waiting.oldest(); next != null; next = waiting.oldest()) {
      next.inQueue.remove();
      if (!place(next)) {
        waiting.putFirst(next.inQueue);
        return;
      }
    }
  }

  private void forgetIfEmpty(OriginPool pool) {
    if (pool.isEmpty()) {
      if (pool.route().proxyOrNull() == null) {
        direct.remove(pool.origin(), pool);
      } else {
        proxied.remove(pool.route(), pool);
      }
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
    deadlines.expire(now);
    if (!closed && (open > 0 || !deadlines.isEmpty())) {
      sweepLater();
    }
  }
}
