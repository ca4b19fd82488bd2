package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Proxy;
import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.blocking.Clocks.Passed;
import dev.weft.fetch.blocking.Clocks.Wait;
import dev.weft.fetch.tls.TlsFailure;
import dev.weft.page.FetchFailure;
import dev.weft.url.Origin;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections: TCP to the addresses of the request, one after another, a tunnel if there is a
 * proxy, and TLS on it. TLS takes 100 ms to set up, which the first request that needs it does. Any
 * thread.
 */
final class Connector {
  private final FetchOptions options;
  private final TlsOptions tlsOptions;
  private final Limits limits;
  private final Tunnel tunnel;
  private final Supplier<WatchedSocket> sockets;
  private @Nullable Tls tls;

  Connector(
      FetchOptions options,
      TlsOptions tlsOptions,
      Limits limits,
      Tunnel tunnel,
      Supplier<WatchedSocket> sockets) {
    this.options = options;
    this.tlsOptions = tlsOptions;
    this.limits = limits;
    this.tunnel = tunnel;
    this.sockets = sockets;
  }

  /** A connection for an exchange, which may be broken off meanwhile and later. */
  Wire connect(Exchange exchange) throws FetchEnded {
    Origin origin = exchange.request().url().origin();
    Proxy proxy = exchange.request().proxyOrNull();
    if (proxy == null) {
      return over(reach(exchange, origin.port()), exchange);
    }
    WatchedSocket tcp;
    try {
      tcp = reach(exchange, proxy.port());
      if (origin.isSecure()) {
        tunnel(tcp, exchange);
      }
    } catch (FetchEnded e) {
      throw ofTheProxy(e, proxy);
    }
    return over(tcp, exchange);
  }

  private void tunnel(WatchedSocket tcp, Exchange exchange) throws FetchEnded {
    try {
      tunnel.open(tcp, exchange.request());
    } catch (FetchEnded e) {
      Wire.breakOff(tcp);
      throw e;
    } catch (IOException e) {
      Wire.breakOff(tcp);
      checkGivenUp(exchange);
      throw new FetchEnded(FetchFailure.PROXY_FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** Whatever happens before the origin is spoken to is the proxy's doing. */
  private static FetchEnded ofTheProxy(FetchEnded cause, Proxy proxy) {
    return switch (cause.reason()) {
      case CANCELLED, TOTAL_TIMEOUT -> cause;
      default ->
          new FetchEnded(FetchFailure.PROXY_FAILED, "the proxy " + proxy + ": " + cause.what());
    };
  }

  /** TCP to the first of the addresses that takes it. */
  private WatchedSocket reach(Exchange exchange, int port) throws FetchEnded {
    List<InetAddress> addresses = exchange.request().addresses();
    int count = Math.min(limits.addressesMax(), addresses.size());
    long deadline = System.nanoTime() + options.timeouts().connect().toNanos();
    exchange.clocks().waitFor(Wait.CONNECTION, System.nanoTime());
    for (int i = 0; ; i++) {
      boolean last = i == count - 1;
      InetSocketAddress remote = new InetSocketAddress(addresses.get(i), port);
      try {
        return connect(exchange, remote, waitMillis(deadline, last));
      } catch (FetchEnded e) {
        throw e;
      } catch (IOException e) {
        checkGivenUp(exchange);
        if (String.valueOf(e.getMessage()).contains("Too many open files")) {
          throw new NoSocket(e);
        }
        if (last) {
          throw failure(e, exchange);
        }
      }
    }
  }

  private int waitMillis(long deadlineNanos, boolean last) {
    long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    long share = options.timeouts().connect().toMillis() / limits.addressesMax();
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, last ? left : Math.min(left, share)));
  }

  private WatchedSocket connect(Exchange exchange, InetSocketAddress remote, int waitMillis)
      throws IOException {
    WatchedSocket tcp = sockets.get();
    exchange.breakOffBy(() -> Wire.breakOff(tcp));
    long start = System.nanoTime();
    try {
      tcp.connect(remote, waitMillis);
      tcp.setTcpNoDelay(true);
    } catch (IOException e) {
      Wire.breakOff(tcp);
      throw e;
    }
    exchange.connected(System.nanoTime() - start);
    return tcp;
  }

  private Wire over(WatchedSocket tcp, Exchange exchange) throws FetchEnded {
    Origin origin = exchange.request().url().origin();
    InetSocketAddress remote = new InetSocketAddress(tcp.getInetAddress(), tcp.getPort());
    long start = System.nanoTime();
    exchange.clocks().waitFor(Wait.CONNECTION, start);
    try {
      if (!origin.isSecure()) {
        return Wire.over(limits, tcp, null, remote);
      }
      SSLSocket secured = tls().over(tcp, origin);
      secured.startHandshake();
      exchange.secured(System.nanoTime() - start);
      return Wire.over(limits, tcp, secured, remote);
    } catch (IOException e) {
      Wire.breakOff(tcp);
      checkGivenUp(exchange);
      TlsFailure failure = TlsFailure.of(e);
      throw new FetchEnded(failure.reason(), failure.message());
    }
  }

  private synchronized Tls tls() throws FetchEnded {
    if (tls == null) {
      try {
        tls = new Tls(tlsOptions);
      } catch (GeneralSecurityException e) {
        throw new FetchEnded(FetchFailure.TLS_FAILED, "this Java runtime cannot set up TLS");
      }
    }
    return tls;
  }

  private static void checkGivenUp(Exchange exchange) throws FetchEnded {
    Passed why = exchange.givenUp();
    if (why != null) {
      throw new FetchEnded(why.reason(), why.message());
    }
  }

  private static FetchEnded failure(IOException cause, Exchange exchange) {
    if (cause instanceof SocketTimeoutException) {
      Passed passed = exchange.clocks().connect();
      return new FetchEnded(passed.reason(), passed.message());
    }
    String message = String.valueOf(cause.getMessage());
    return cause instanceof ConnectException && message.contains("refused")
        ? new FetchEnded(FetchFailure.CONNECT_REFUSED, "connection refused: " + message)
        : new FetchEnded(FetchFailure.CONNECT_FAILED, "no connection: " + message);
  }
}
