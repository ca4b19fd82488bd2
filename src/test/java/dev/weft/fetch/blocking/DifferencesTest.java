package dev.weft.fetch.blocking;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.Bodies;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherFixture;
import dev.weft.fetch.TlsOptions;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.url.CrawlUrl;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what this backend differs from the event loop, as the guide lists it. */
final class DifferencesTest extends FetcherFixture {
  @TempDir private Path folder;

  @Override
  protected Fetcher open(FetchOptions options, TlsOptions tls) {
    return new BlockingFetcher(options, tls);
  }

  @Test
  void noOtherProtocolIsOffered() throws Exception {
    CrawlUrl url = CrawlUrl.parse("https://example.org/").orElseThrow();
    try (Socket tcp = new Socket(server.addresses().get(0), server.port());
        SSLSocket socket = new Tls(TlsOptions.RUNTIME_ROOTS).over(tcp, url.origin())) {
      assertThat(socket.getSSLParameters().getApplicationProtocols()).containsExactly("http/1.1");
    }
  }

  @Test
  void thereIsOneLane() {
    FetchRequest second = FetchRequest.get(server.url("/"), server.addresses(), 1, BODY_MAX);

    assertThat(fetcher.lanes()).isEqualTo(1);
    assertThatThrownBy(() -> fetch(second)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requestThatMayNotBeMadeTwiceGetsAConnectionThatIsOpen() {
    server.on(
        "/leaves",
        c -> {
          c.answer(200, "abc");
          c.close();
        });
    server.on("/", c -> c.answer(200, "abc"));
    answer("/leaves");
    await(() -> server.openConnections() == 0);

    Answer answer = answer(get("/").withMethod("POST", Body.EMPTY));

    assertThat(text(answer)).isEqualTo("abc");
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void bodiesGoIntoFilesWhenTheirMemoryIsSpent() throws Exception {
    use(options(PATIENT).withBodies(new Bodies(64 << 10, 60 << 10, folder)));
    server.on("/first", c -> c.answer(200, "a".repeat(50_000)));
    server.on("/second", c -> c.answer(200, "b".repeat(50_000)));

    Body first = answer("/first").body();
    Body second = answer("/second").body();

    assertThat(fetcher.isShortOfMemory()).isTrue();
    assertThat(first.isInMemory()).isTrue();
    assertThat(second.isInMemory()).isFalse();
    assertThat(new String(second.open().readAllBytes(), US_ASCII)).isEqualTo("b".repeat(50_000));
    first.close();
    second.close();
    assertThat(fetcher.isShortOfMemory()).isFalse();
  }
}
