package dev.weft.fetch.netty;

import dev.weft.fetch.Proxy;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one lane to one origin by one route, and the exchanges that wait for a stream
 * of theirs.
 *
 * <p>Of HTTP/1.1 connections the one used last is taken first, so that the surplus of a burst grows
 * old and is closed. With HTTP/2 there is one connection, and what finds no stream on it waits;
 * only where the server allows fewer than {@link Limits.Http2#streamsEnough()} does another
 * connection open, one at a time. Until an https origin has shown which of the two it speaks, there
 * is one {@link Dial} and all exchanges wait for it.
 */
final class OriginPool {
  private final Route route;
  private final Origin origin;
  private final byte[] requestTail;
  private final int streamsEnough;
  private final ByAge<Http1Connection> idle = new ByAge<>();
  private final List<Http2Connection> multiplexed = new ArrayList<>(1);
  private final ByAge<Exchange> waiting = new ByAge<>();
  private @Nullable Dial dial;
  private boolean http1;
  private int open;

  OriginPool(Route route, byte[] requestTail, Limits limits) {
    this.route = route;
    this.origin = route.origin();
    this.requestTail = requestTail;
    streamsEnough = limits.http2().streamsEnough();
    http1 = !origin.isSecure();
  }

  Origin origin() {
    return origin;
  }

  Route route() {
    return route;
  }

  /** Where a connection for this origin leads, given one of the addresses of a request. */
  InetSocketAddress remote(InetAddress address) {
    Proxy proxy = route.proxyOrNull();
    return new InetSocketAddress(address, proxy == null ? origin.port() : proxy.port());
  }

  /** What {@link RequestWriter#tail} made for this origin. */
  byte[] requestTail() {
    return requestTail;
  }

  void opened() {
    open++;
  }

  void closed() {
    open--;
  }

  /** Whether nothing would be lost by forgetting the pool. */
  boolean isEmpty() {
    return open == 0 && dial == null && waiting.isEmpty();
  }

  /** All new connections of this origin are HTTP/1.1's. */
  void speaksHttp1() {
    http1 = true;
  }

  /** Notes a dial for others to join, unless each exchange needs a connection of its own. */
  void started(Dial started) {
    if (!http1) {
      dial = started;
    }
  }

  void ended(Dial ended) {
    if (dial == ended) {
      dial = null;
    }
  }

  void add(Http2Connection connection) {
    multiplexed.add(connection);
  }

  void remove(Http2Connection connection) {
    multiplexed.remove(connection);
  }

  void put(Http1Connection connection, long nowNanos) {
    idle.put(connection.inPool, nowNanos);
  }

  /**
   * Puts an exchange on a connection there is, or lets it wait for one; false if it needs a new
   * one.
   */
  boolean serve(Exchange exchange) {
    List<InetAddress> addresses = exchange.request().addresses();
    if (!multiplexed.isEmpty()) {
      if (serveMultiplexed(exchange)) {
        return true;
      }
      if (isWorthWaiting(addresses)) {
        exchange.carrier(null);
        waiting.put(exchange.inQueue, System.nanoTime());
        return true;
      }
    }
    Http1Connection kept = exchange.retried() ? null : take(addresses);
    if (kept != null) {
      kept.serve(exchange);
      return true;
    }
    if (dial != null && dial.mayJoin(exchange)) {
      dial.join(exchange);
      return true;
    }
    return false;
  }

  /** Puts the exchanges that wait on what streams there are; the next that needs more, or null. */
  @Nullable Exchange serveWaiting() {
    for (Exchange next = waiting.oldest(); next != null; next = waiting.oldest()) {
      if (multiplexed.isEmpty()
          || (dial == null && !isWorthWaiting(next.request().addresses()) && !hasRoom(next))) {
        return next;
      }
      if (!serveMultiplexed(next)) {
        return null;
      }
    }
    return null;
  }

  private boolean hasRoom(Exchange exchange) {
    return withRoom(exchange.request().addresses()) != null;
  }

  private boolean serveMultiplexed(Exchange exchange) {
    Http2Connection connection = withRoom(exchange.request().addresses());
    if (connection == null) {
      return false;
    }
    exchange.inQueue.remove();
    connection.serve(exchange);
    return true;
  }

  private @Nullable Http2Connection withRoom(List<InetAddress> addresses) {
    for (int i = 0; i < multiplexed.size(); i++) {
      Http2Connection each = multiplexed.get(i);
      if (each.hasRoom() && addresses.contains(each.address())) {
        return each;
      }
    }
    return null;
  }

  /** Whether one of the connections will have a stream soon, as its server sees it. */
  private boolean isWorthWaiting(List<InetAddress> addresses) {
    for (Http2Connection each : multiplexed) {
      if (each.allowsAtLeast(streamsEnough) && addresses.contains(each.address())) {
        return true;
      }
    }
    return false;
  }

  /**
   * An idle connection to one of the addresses, or null. Idle ones to other addresses are closed:
   * the host may no longer be reached there.
   */
  private @Nullable Http1Connection take(List<InetAddress> addresses) {
    for (Http1Connection each = idle.newest(); each != null; each = idle.newest()) {
      if (addresses.contains(each.address())) {
        return each;
      }
      each.close();
    }
    return null;
  }
}
