package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.TransportKind;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherContract;
import dev.weft.fetch.HostileFetcherContract;
import dev.weft.fetch.LargeBodyContract;
import dev.weft.fetch.ProxyFetcherContract;
import dev.weft.fetch.TlsFetcherContract;
import dev.weft.fetch.TlsOptions;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contracts on both transports. */
@ExtendWith(NoLeaks.class)
final class NettyFetcherTest {
  private static Fetcher fetcher(FetchOptions options, TlsOptions tls, Transport transport) {
    return new NettyFetcher(options, tls, transport, Limits.DEFAULT);
  }

  static boolean hasEpoll() {
    return Epoll.isAvailable();
  }

  @Nested
  final class Nio extends FetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, Transport.nio());
    }
  }

  @Nested
  final class HostileToNio extends HostileFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, Transport.nio());
    }
  }

  @Nested
  @EnabledIf("dev.weft.fetch.netty.NettyFetcherTest#hasEpoll")
  final class OnEpoll extends FetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, Transport.epoll());
    }
  }

  @Nested
  @EnabledIf("dev.weft.fetch.netty.NettyFetcherTest#hasEpoll")
  final class HostileToEpoll extends HostileFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, Transport.epoll());
    }
  }

  @Nested
  final class LargeBodiesOnNio extends LargeBodyContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, Transport.nio());
    }
  }

  @Nested
  @EnabledIf("dev.weft.fetch.netty.NettyFetcherTest#hasEpoll")
  final class LargeBodiesOnEpoll extends LargeBodyContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, Transport.epoll());
    }
  }

  @Nested
  final class Proxies extends ProxyFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return new NettyFetcher(options, tls);
    }
  }

  static boolean hasBoringSsl() {
    return OpenSsl.isAvailable();
  }

  private static Fetcher fetcher(FetchOptions options, TlsOptions tls, SslProvider provider) {
    return new NettyFetcher(
        options, tls, Transport.of(TransportKind.AUTO), Limits.DEFAULT, () -> provider);
  }

  @Nested
  @EnabledIf("dev.weft.fetch.netty.NettyFetcherTest#hasBoringSsl")
  final class TlsOfBoringSsl extends TlsFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, SslProvider.OPENSSL);
    }
  }

  @Nested
  final class TlsOfTheJdk extends TlsFetcherContract {
    @Override
    protected Fetcher open(FetchOptions options, TlsOptions tls) {
      return fetcher(options, tls, SslProvider.JDK);
    }
  }
}
