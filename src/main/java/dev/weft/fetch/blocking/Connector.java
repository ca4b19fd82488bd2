package dev.weft.fetch.blocking;

import dev.weft.fetch.FetchOptions;
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
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections: TCP to the addresses of the request, one after another, and TLS on it. TLS
 * takes 100 ms to set up, which the first request that needs it does. Any thread.
 */
final class Connector {
  private final FetchOptions options;
  private final TlsOptions tlsOptions;
  private final Limits limits;
  private @Nullable Tls tls;

  Connector(FetchOptions options, TlsOptions tlsOptions, Limits limits) {
    this.options = options;
    this.tlsOptions = tlsOptions;
    this.limits = limits;
  }

  /** A connection for an exchange, which it may break off. */
  Wire connect(Exchange exchange) throws FetchEnded {
    Origin origin = exchange.request().url().origin();
    List<InetAddress> addresses = exchange.request().addresses();
    int count = Math.min(limits.addressesMax(), addresses.size());
    long deadline = System.nanoTime() + options.timeouts().connect().toNanos();
    exchange.clocks().waitFor(Wait.CONNECTION, System.nanoTime());
    for (int i = 0; ; i++) {
      boolean last = i == count - 1;
      InetSocketAddress remote = new InetSocketAddress(addresses.get(i), origin.port());
      try {
        WatchedSocket tcp = connect(exchange, remote, waitMillis(deadline, last));
        return over(tcp, remote, exchange);
      } catch (FetchEnded e) {
        throw e;
      } catch (IOException e) {
        checkGivenUp(exchange);
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

  private static WatchedSocket connect(Exchange exchange, InetSocketAddress remote, int waitMillis)
      throws IOException {
    WatchedSocket tcp = new WatchedSocket();
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

  private Wire over(WatchedSocket tcp, InetSocketAddress remote, Exchange exchange)
      throws IOException {
    Origin origin = exchange.request().url().origin();
    if (!origin.isSecure()) {
      return Wire.over(limits, tcp, null, remote);
    }
    long start = System.nanoTime();
    exchange.clocks().waitFor(Wait.CONNECTION, start);
    try {
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
