package dev.weft.fetch.netty;

import dev.weft.fetch.TlsOptions;
import dev.weft.fetch.tls.ServerName;
import dev.weft.fetch.tls.VerifyingTrust;
import dev.weft.url.Origin;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/**
 * The client's half of TLS 1.2 and 1.3, by BoringSSL where its native library loads and by the
 * JDK's engine elsewhere, with sessions resumed per host and port. It takes about 100 ms to make,
 * so a fetcher makes it when the first https URL comes.
 */
final class Tls {
  private static final long CLOSE_NOTIFY_MILLIS = 500;

  /** Some kilobytes each; a crawl comes back to few hosts by a new connection. */
  private static final int SESSIONS_MAX = 2_000;

  private final SslContext context;

  Tls(TlsOptions options, SslProvider provider) {
    try {
      context =
          SslContextBuilder.forClient()
              .sslProvider(provider)
              .sessionCacheSize(SESSIONS_MAX)
              .protocols("TLSv1.3", "TLSv1.2")
              .endpointIdentificationAlgorithm("HTTPS")
              .trustManager(new VerifyingTrust(VerifyingTrust.platform(options.roots())))
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1))
              .build();
    } catch (GeneralSecurityException | SSLException e) {
      throw new IllegalStateException("this Java runtime cannot set up TLS", e);
    }
  }

  /** The engine that takes the least CPU of those that are here. */
  static SslProvider bestProvider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }

  /** A handler for one connection; the lane's own clock bounds its handshake. */
  SslHandler handler(Origin origin, ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator, ServerName.of(origin), origin.port());
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
    return handler;
  }
}
