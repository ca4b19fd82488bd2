package dev.weft.fetch.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.TransportKind;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.Nginx;
import dev.weft.fetch.Program;
import dev.weft.fetch.TlsOptions;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a second connection to a server takes up the session of the first, as nginx sees it. */
@ExtendWith(NoLeaks.class)
final class SessionResumptionTest extends Http2Fixture {
  @TempDir Path folder;

  private SslProvider provider = SslProvider.JDK;

  @Override
  protected Fetcher open(FetchOptions options, TlsOptions tls) {
    Transport transport = Transport.of(TransportKind.AUTO);
    return new NettyFetcher(options, trusting(), transport, Limits.DEFAULT, () -> provider);
  }

  @ParameterizedTest
  @CsvSource({"JDK,TLSv1.2", "JDK,TLSv1.3", "OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3"})
  void nginxSaysThatTheSessionIsReused(SslProvider engine, String version) throws Exception {
    assumeTrue(engine == SslProvider.JDK || OpenSsl.isAvailable(), "no BoringSSL here");
    provider = engine;
    use(options(PATIENT));
    writeCertificate(folder);
    String lines =
        "keepalive_requests 1; ssl_protocols "
            + version
            + "; location / { return 200 \"$ssl_protocol $ssl_session_reused $connection\"; }";
    try (Nginx nginx = Nginx.start(folder, lines)) {
      FetchRequest request =
          FetchRequest.get(nginx.url("/"), List.of(Program.loopback()), 0, BODY_MAX);

      assertThat(text(answer(request))).startsWith(version + " . ");
      assertThat(text(answer(request))).startsWith(version + " r ");
      assertThat(text(answer(request))).startsWith(version + " r ");
    }
  }
}
