package dev.weft.fetch.netty;

import dev.weft.fetch.Proxy;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.FetchFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to one connection: TCP to the address that answers first, then, for https, a tunnel if
 * that is a proxy's address, and TLS.
 *
 * <p>The addresses are raced as in RFC 8305: the next sets off when the one before has failed or
 * taken {@link Limits#attemptDelay()}, and the first to succeed closes the others. For https all
 * exchanges with the origin that come meanwhile wait here too, since the handshake decides whether
 * they share this connection (HTTP/2) or need their own (HTTP/1.1). A failure is that of all who
 * wait; a time-out or a cancellation is one exchange's own, and the last to leave ends the dial.
 */
final class Dial implements Carrier {
  /** Its place among those that may soon try the next address. */
  final ByAge.Entry<Dial> inAttempt = new ByAge.Entry<>(this);

  private final Lane lane;
  private final OriginPool pool;
  private final List<InetAddress> asked;
  private final List<InetAddress> addresses;
  private final ByAge<Exchange> waiting = new ByAge<>();
  private final List<Attempt> racing = new ArrayList<>(2);
  private @Nullable Attempt winner;
  private int tried;
  private boolean atProxy;
  private boolean slow;
  private boolean over;
  private long stepNanos = System.nanoTime();
  private long connectNanos;
  private long tlsNanos;

  /** {@code asked} are the addresses as requested, {@code addresses} those to try, in order. */
  Dial(Lane lane, OriginPool pool, List<InetAddress> asked, List<InetAddress> addresses) {
    this.lane = lane;
    this.pool = pool;
    this.asked = asked;
    this.addresses = addresses;
    atProxy = pool.route().proxyOrNull() != null;
  }

  OriginPool pool() {
    return pool;
  }

  /** Whether another exchange may wait here: not if one before has waited in vain. */
  boolean mayJoin(Exchange exchange) {
    return !slow && !over && exchange.request().addresses().equals(asked);
  }

  /** Takes an exchange that waits for the connection; the first leads. */
  void join(Exchange exchange) {
    exchange.carrier(this);
    waiting.put(exchange.inQueue, System.nanoTime());
    lane.connecting(exchange);
  }

  /** Sets off to the next address, if one is left. */
  void tryNext() {
    inAttempt.remove();
    if (over || winner != null || tried == addresses.size()) {
      return;
    }
    if (!racing.isEmpty() && !lane.hasRoom()) {
      return;
    }
    Attempt next;
    try {
      next = new Attempt(lane, this, lane.socket(pool.origin()), pool.remote(addresses.get(tried)));
    } catch (ChannelException e) {
      if (racing.isEmpty()) {
        end();
        lane.waitForASocket(waiting, e);
      }
      return;
    }
    tried++;
    racing.add(next);
    if (tried < addresses.size()) {
      lane.attempting(this);
    }
    next.start();
  }

  /** What became of an attempt. */
  void ended(Attempt attempt, ChannelFuture connecting) {
    racing.remove(attempt);
    if (over || winner != null || !connecting.isSuccess()) {
      attempt.channel().close();
    }
    if (over || winner != null) {
      return;
    }
    if (connecting.isSuccess()) {
      connected(attempt);
    } else if (tried < addresses.size()) {
      tryNext();
    } else if (racing.isEmpty()) {
      failed(String.valueOf(connecting.cause().getMessage()), connecting.cause());
    }
  }

  /** TLS is up; {@code protocol} is what ALPN chose, null if the server knows no ALPN. */
  void secured(Attempt attempt, @Nullable String protocol) {
    tlsNanos = step();
    if (!over) {
      ready(attempt, "h2".equals(protocol));
    }
  }

  /** Ends the dial and fails all who wait for it. */
  void failed(FetchFailure reason, String message) {
    if (over) {
      return;
    }
    end();
    for (Exchange each = waiting.oldest(); each != null; each = waiting.oldest()) {
      fail(each, reason, message);
    }
    lane.placeWaiting(pool);
  }

  @Override
  public void giveUp(Exchange exchange, FetchFailure reason, String message) {
    slow |= reason != FetchFailure.CANCELLED;
    fail(exchange, reason, message);
    if (waiting.isEmpty() && !over) {
      end();
      lane.placeWaiting(pool);
    }
  }

  /** What goes wrong before the proxy has let the exchange through is the proxy's doing. */
  private void fail(Exchange exchange, FetchFailure reason, String message) {
    switch (reason) {
      case CONNECT_REFUSED, CONNECT_TIMEOUT, CONNECT_FAILED -> {
        String proxied = "the proxy " + pool.route().proxyOrNull() + ": " + message;
        exchange.fail(atProxy ? FetchFailure.PROXY_FAILED : reason, atProxy ? proxied : message);
      }
      default -> exchange.fail(reason, message);
    }
  }

  private void failed(String message, Throwable cause) {
    if (cause instanceof ConnectException && message.contains("refused")) {
      failed(FetchFailure.CONNECT_REFUSED, "connection refused: " + message);
    } else {
      failed(FetchFailure.CONNECT_FAILED, "no connection: " + message);
    }
  }

  private void connected(Attempt attempt) {
    winner = attempt;
    inAttempt.remove();
    closeRacing();
    Proxy proxy = pool.route().proxyOrNull();
    if (!pool.origin().isSecure()) {
      connectNanos = step();
      ready(attempt, false);
    } else if (proxy == null) {
      secure(attempt);
    } else {
      waiting.forEach(lane::connecting);
      attempt.channel().pipeline().addLast(tunnel(attempt));
    }
  }

  private Tunnel tunnel(Attempt attempt) {
    Exchange leader = Objects.requireNonNull(waiting.oldest());
    RequestHead heads = lane.requests(pool.origin()).heads();
    return new Tunnel(this, attempt, lane, leader.request(), heads.connect(leader.request()));
  }

  /** The proxy has opened a tunnel. */
  void tunnelled(Attempt attempt) {
    atProxy = false;
    if (!over) {
      secure(attempt);
    }
  }

  private void secure(Attempt attempt) {
    connectNanos = step();
    Channel channel = attempt.channel();
    waiting.forEach(lane::connecting);
    channel.pipeline().addLast(lane.tlsHandler(pool.origin(), channel.alloc()));
    channel.pipeline().addLast(new Handshake(this, attempt));
  }

  private void ready(Attempt attempt, boolean multiplexed) {
    winner = null;
    end();
    Exchange leader = waiting.oldest();
    if (leader == null) {
      attempt.channel().close();
      return;
    }
    leader.connected(connectNanos, tlsNanos);
    leader.inQueue.remove();
    if (multiplexed) {
      Http2Connection connection =
          Http2Connection.over(attempt.channel(), lane, pool, attempt.remote());
      attempt.becomes(connection);
      pool.add(connection);
      connection.serve(leader);
    } else {
      Http1Connection connection = new Http1Connection(lane, pool, attempt.remote());
      attempt.becomes(connection);
      attempt.channel().pipeline().addLast(connection);
      pool.speaksHttp1();
      connection.serve(leader);
    }
    for (Exchange each = waiting.oldest(); each != null; each = waiting.oldest()) {
      each.startOver();
      lane.placeOrWait(each);
    }
    lane.placeWaiting(pool);
  }

  private long step() {
    long now = System.nanoTime();
    long took = now - stepNanos;
    stepNanos = now;
    return took;
  }

  private void end() {
    over = true;
    inAttempt.remove();
    pool.ended(this);
    closeRacing();
    if (winner != null) {
      winner.channel().close();
    }
  }

  private void closeRacing() {
    List<Attempt> losers = List.copyOf(racing);
    racing.clear();
    losers.forEach(attempt -> attempt.channel().close());
  }
}
