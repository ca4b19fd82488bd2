package dev.weft.fetch.netty;

import dev.weft.fetch.Certificates;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherFixture;
import dev.weft.fetch.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;

/** A fetcher that trusts the certificate of a scripted {@link Http2Server}. */
abstract class Http2Fixture extends FetcherFixture {
  private static final Certificates CERTIFICATES = new Certificates();
  private static final SSLContext LOCALHOST = localhost();

  protected static final Http2Server.Greeting PLAIN = peer -> peer.settings(3, 100);

  private final List<Http2Server> servers = new ArrayList<>();

  private static SSLContext localhost() {
    try {
      return CERTIFICATES.goodFor("localhost");
    } catch (Exception e) {
      throw new IllegalStateException("no certificate", e);
    }
  }

  @Override
  protected Fetcher open(FetchOptions options, TlsOptions tls) {
    return new NettyFetcher(options, trusting());
  }

  /** Trusts the certificates of this class. */
  protected static TlsOptions trusting() {
    try {
      return new TlsOptions(CERTIFICATES.roots());
    } catch (Exception e) {
      throw new IllegalStateException("no roots", e);
    }
  }

  /** Writes a certificate that the fetcher trusts, for a server of another make. */
  protected static void writeCertificate(Path folder) throws Exception {
    CERTIFICATES.writeFor(folder, "localhost");
  }

  protected final Http2Server serve(Http2Server.Greeting greeting, Http2Peer.Script script)
      throws IOException {
    Http2Server made = new Http2Server(LOCALHOST, greeting, script);
    servers.add(made);
    return made;
  }

  protected final Http2Server serve(Http2Peer.Script script) throws IOException {
    return serve(PLAIN, script);
  }

  @AfterEach
  final void closeServers() throws IOException {
    for (Http2Server each : servers) {
      each.close();
    }
  }

  /** Starts as many requests at once, for {@code /0}, {@code /1} and so on. */
  protected final List<CompletableFuture<FetchOutcome>> startMany(Http2Server at, int count) {
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.add(start(get(at.url("/" + i))));
    }
    return outcomes;
  }
}
