package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.body.BodyStore;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.ContentDecoder;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The event-loop fetcher: HTTP/1.1 and, over TLS, HTTP/2; one loop a lane (threads {@code
 * weft-io-N}), epoll where there is epoll. Outcomes are delivered on the loop of the request's
 * lane.
 *
 * <p>{@code connectionsMax} is shared out evenly among the lanes, at least one each; a request for
 * which a lane has no connection left waits there, on its total time limit. A kept connection that
 * turns out to be dead before a byte of the answer came is replaced once. {@link #fetch} throws
 * {@link IllegalArgumentException} for a request that no HTTP/1.1 request can express; one made
 * after {@link #close} is reported cancelled on its caller's thread. Close it from no thread of its
 * own.
 */
public final class NettyFetcher implements Fetcher {
  private static final long CLOSE_MILLIS = 2_000;

  private final MultiThreadIoEventLoopGroup loops;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final Secure secure;
  private final BodyStore bodies;

  /** A fetcher that trusts the roots of the Java runtime. */
  public NettyFetcher(FetchOptions options) {
    this(options, TlsOptions.RUNTIME_ROOTS);
  }

  /** A fetcher that trusts as {@code tls} says. */
  public NettyFetcher(FetchOptions options, TlsOptions tls) {
    this(options, tls, Transport.of(options.transport()), Limits.DEFAULT);
  }

  NettyFetcher(FetchOptions options, TlsOptions tls, Transport transport, Limits limits) {
    this(options, tls, transport, limits, Tls::bestProvider);
  }

  NettyFetcher(
      FetchOptions options,
      TlsOptions tls,
      Transport transport,
      Limits limits,
      Supplier<SslProvider> provider) {
    loops =
        new MultiThreadIoEventLoopGroup(options.lanes(), this::thread, transport.handlers().get());
    RequestWriter plain = new RequestWriter(options, ContentDecoder.builtInCodings());
    secure = new Secure(options, tls, provider);
    bodies = BodyStore.threaded(options.bodies());
    int lane = 0;
    for (EventExecutor loop : loops) {
      int share = (options.connectionsMax() + lane) / options.lanes();
      lanes.add(
          new Lane(
              (EventLoop) loop,
              transport,
              options,
              limits,
              Math.max(1, share),
              plain,
              secure,
              bodies));
      lane++;
    }
  }

  @Override
  public int lanes() {
    return lanes.size();
  }

  @Override
  public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
    RequestHead.check(request);
    Lane lane = lanes.get(request.lane());
    Exchange exchange = new Exchange(request, done, lane, System.nanoTime());
    if (request.url().origin().isSecure()) {
      secure.whenTried(() -> lane.submit(exchange));
    } else {
      lane.submit(exchange);
    }
    return exchange;
  }

  @Override
  public boolean isShortOfMemory() {
    return bodies.isTight();
  }

  @Override
  public synchronized void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    lanes.forEach(Lane::close);
    loops.shutdownGracefully(0, CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
    if (loops.terminationFuture().awaitUninterruptibly(CLOSE_MILLIS)) {
      lanes.forEach(Lane::release);
    }
    bodies.close();
    awaitThreads();
  }

  /** A loop says that it has ended a moment before its thread does. */
  private void awaitThreads() {
    try {
      for (Thread thread : threads) {
        thread.join(CLOSE_MILLIS / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable task) {
    Thread thread = new FastThreadLocalThread(task, "weft-io-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }
}
