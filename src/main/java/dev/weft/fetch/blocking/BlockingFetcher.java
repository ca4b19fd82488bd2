package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.body.BodyStore;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.ContentDecoder;
import dev.weft.page.FetchFailure;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The fetcher with a thread a request: HTTP/1.1 over TCP and TLS, on at most {@code threadsMax}
 * platform threads or on a virtual thread each, all named {@code weft-fetch-N}. Outcomes are
 * delivered there, or on {@code weft-fetch-clock} for a request that never got a thread.
 *
 * <p>There is one lane. A request for which there is no thread or no connection left waits, on its
 * total time limit. {@link #fetch} throws {@link IllegalArgumentException} for a request that no
 * HTTP/1.1 request can express and {@link IllegalStateException} if 100,000 wait already; one made
 * after {@link #close} is reported cancelled on its caller's thread. Close it from no thread of its
 * own.
 */
public final class BlockingFetcher implements Fetcher {
  private static final long CLOSE_MILLIS = 1_800;

  private final FetchOptions options;
  private final Threads threads;
  private final BodyStore bodies;
  private final Connections connections;
  private final Conversations conversations;
  private final ScheduledThreadPoolExecutor clock;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A fetcher on platform threads. */
  public BlockingFetcher(FetchOptions options, TlsOptions tls) {
    this(options, tls, Limits.DEFAULT);
  }

  BlockingFetcher(FetchOptions options, TlsOptions tls, Limits limits) {
    this(options, tls, limits, Threads.platform(options.threadsMax(), limits), WatchedSocket::new);
  }

  /** {@code sockets} are unconnected. */
  BlockingFetcher(
      FetchOptions options,
      TlsOptions tls,
      Limits limits,
      Threads threads,
      Supplier<WatchedSocket> sockets) {
    this.options = options;
    this.threads = threads;
    bodies = BodyStore.direct(options.bodies());
    Buffers.Shelf shelf = new Buffers.Shelf(limits, bodies, options.transcripts());
    RequestHead requests = new RequestHead(options, ContentDecoder.builtInCodings());
    Tunnel tunnel = new Tunnel(requests, shelf);
    Connector connector = new Connector(options, tls, limits, tunnel, sockets);
    connections = new Connections(options, limits, connector);
    conversations = new Conversations(options, connections, shelf, requests);
    clock = new ScheduledThreadPoolExecutor(1, BlockingFetcher::clockThread);
    long tickNanos = Clocks.tickNanos(options.timeouts());
    long sweepNanos = limits.sweepIdle().toNanos();
    clock.scheduleWithFixedDelay(this::expire, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
    clock.scheduleWithFixedDelay(connections::sweep, sweepNanos, sweepNanos, TimeUnit.NANOSECONDS);
  }

  /** A fetcher on virtual threads; empty if this Java has none, as before 21. */
  public static Optional<BlockingFetcher> virtual(FetchOptions options, TlsOptions tls) {
    Optional<ThreadFactory> factory = VirtualThreads.factory(Threads.NAME);
    return factory.map(
        made ->
            new BlockingFetcher(
                options, tls, Limits.DEFAULT, Threads.virtual(made), WatchedSocket::new));
  }

  /** Whether this Java has virtual threads. */
  public static boolean hasVirtualThreads() {
    return VirtualThreads.factory(Threads.NAME).isPresent();
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
    RequestHead.check(request);
    if (request.lane() > 0) {
      throw new IllegalArgumentException("lane " + request.lane() + " of 1");
    }
    Clocks clocks = new Clocks(options.timeouts(), System.nanoTime());
    Exchange exchange = new Exchange(request, done, this, clocks);
    underWay.add(exchange);
    if (closed || !threads.start(exchange)) {
      exchange.giveUp(FetchFailure.CANCELLED, "the fetcher is closed");
    }
    return exchange;
  }

  @Override
  public boolean isShortOfMemory() {
    return bodies.isTight();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    onClock(
        () -> underWay.forEach(e -> e.giveUp(FetchFailure.CANCELLED, "the fetcher was closed")));
    clock.shutdown();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    try {
      threads.close(CLOSE_MILLIS);
      long left = deadline - System.nanoTime();
      if (!clock.awaitTermination(Math.max(1, left), TimeUnit.NANOSECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.close();
    bodies.close();
  }

  Conversations conversations() {
    return conversations;
  }

  /** Forgets an exchange that has ended. */
  void ended(Exchange exchange) {
    underWay.remove(exchange);
  }

  /** Runs a task on {@code weft-fetch-clock}, unless that has ended, and every exchange with it. */
  void onClock(Runnable task) {
    try {
      clock.execute(task);
    } catch (RejectedExecutionException e) {
      return;
    }
  }

  private void expire() {
    long now = System.nanoTime();
    underWay.forEach(exchange -> exchange.expire(now));
  }

  private static Thread clockThread(Runnable task) {
    Thread thread = new Thread(task, "weft-fetch-clock");
    thread.setDaemon(true);
    return thread;
  }
}
