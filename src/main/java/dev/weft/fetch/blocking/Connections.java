package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Proxy;
import dev.weft.page.FetchFailure;
import dev.weft.url.Origin;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a fetcher, in HttpCore's pool: at most {@code connectionsMax}, per origin as
 * many as its caller has requests in flight, the one used last taken first. If the process runs out
 * of files before, what is open then is all there is from then on. Any thread.
 */
final class Connections {
  /** Where a connection leads, and through what. */
  record Route(Origin origin, @Nullable Proxy proxy) {}

  /** Longer than any request; its own clocks end the wait. */
  private static final Timeout LONG = Timeout.ofDays(365);

  private final StrictConnPool<Route, Wire> pool;
  private final Connector connector;
  private final long idleMillis;

  Connections(FetchOptions options, Limits limits, Connector connector) {
    this.connector = connector;
    idleMillis = limits.connectionIdle().toMillis();
    int most = options.connectionsMax();
    pool =
        new StrictConnPool<>(
            most, most, TimeValue.NEG_ONE_MILLISECOND, PoolReusePolicy.LIFO, Wire::close, null);
  }

  /** Waits for a place among the connections. */
  PoolEntry<Route, Wire> lease(Exchange exchange) throws FetchEnded {
    Future<PoolEntry<Route, Wire>> place = pool.lease(route(exchange), null, LONG, null);
    try {
      exchange.breakOffBy(() -> place.cancel(true));
      PoolEntry<Route, Wire> entry = place.get();
      exchange.letGo();
      return entry;
    } catch (CancellationException e) {
      throw givenUp(exchange);
    } catch (InterruptedException e) {
      place.cancel(true);
      throw new FetchEnded(FetchFailure.CANCELLED, "the thread was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("no place in the pool", e);
    }
  }

  /** The connection of a place, made if there is none that will do. */
  Wire wire(PoolEntry<Route, Wire> place, Exchange exchange, boolean fresh) throws FetchEnded {
    Wire kept = place.getConnection();
    if (kept != null && !fresh && willDo(kept, exchange)) {
      exchange.breakOffBy(kept::breakOff);
      return kept;
    }
    place.discardConnection(CloseMode.GRACEFUL);
    Wire made = connector.connect(exchange);
    place.assignConnection(made);
    return made;
  }

  private static boolean willDo(Wire kept, Exchange exchange) {
    return kept.isQuiet()
        && exchange.request().addresses().contains(kept.address())
        && (exchange.mayAskTwice() || kept.isAlive());
  }

  /**
   * Makes do with the connections there are but one, now that no more can be opened.
   *
   * @throws FetchEnded if there is none that could make room
   */
  void makeDo(NoSocket cause) throws FetchEnded {
    PoolStats now = pool.getTotalStats();
    int others = now.getLeased() + now.getAvailable() - 1;
    if (others < 1) {
      throw new FetchEnded(cause.reason(), cause.what());
    }
    pool.setMaxTotal(Math.min(now.getMax(), others));
  }

  /** Gives a place back, its connection kept or closed. */
  void release(PoolEntry<Route, Wire> place, boolean reusable) {
    if (!reusable) {
      place.discardConnection(CloseMode.IMMEDIATE);
    }
    place.updateState(null);
    pool.release(place, reusable);
  }

  /** Closes connections that were idle for too long, or that spoke or were closed meanwhile. */
  void sweep() {
    long deadline = System.currentTimeMillis() - idleMillis;
    pool.enumAvailable(
        place -> {
          Wire wire = place.getConnection();
          if (wire == null || place.getUpdated() <= deadline || !wire.isQuiet()) {
            place.discardConnection(CloseMode.GRACEFUL);
          }
        });
    pool.validatePendingRequests();
  }

  void close() {
    pool.close(CloseMode.IMMEDIATE);
  }

  private static Route route(Exchange exchange) {
    FetchRequest request = exchange.request();
    return new Route(request.url().origin(), request.proxyOrNull());
  }

  private static FetchEnded givenUp(Exchange exchange) {
    Clocks.Passed why = exchange.givenUp();
    return why == null
        ? new FetchEnded(FetchFailure.CANCELLED, "the fetcher was closed")
        : new FetchEnded(why.reason(), why.message());
  }
}
