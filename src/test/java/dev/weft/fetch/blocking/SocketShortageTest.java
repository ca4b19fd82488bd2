package dev.weft.fetch.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherFixture;
import dev.weft.fetch.TlsOptions;
import dev.weft.page.FetchFailure;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A process that may open only so many files. */
final class SocketShortageTest extends FetcherFixture {
  private final AtomicInteger left = new AtomicInteger(2);

  @Override
  protected Fetcher open(FetchOptions options, TlsOptions tls) {
    Limits limits = Limits.DEFAULT;
    Threads threads = Threads.platform(options.threadsMax(), limits);
    return new BlockingFetcher(options, tls, limits, threads, Scarce::new);
  }

  @Test
  void requestsWaitForTheConnectionsThereAre() {
    server.on("/", c -> c.answer(200, "abc"));
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String host = "h" + i % 5 + ".localhost";
      outcomes.add(start(get(server.url(host, "/"))));
    }

    outcomes.forEach(outcome -> assertThat(text(answered(await(outcome)))).isEqualTo("abc"));
  }

  @Test
  void requestWithoutAnyConnectionFails() {
    left.set(0);

    assertThat(failure(get("/"))).isEqualTo(FetchFailure.CONNECT_FAILED);
  }

  /** One of the few sockets there are. */
  private final class Scarce extends WatchedSocket {
    private boolean counted;

    @Override
    public void connect(SocketAddress remote, int millis) throws IOException {
      if (left.getAndDecrement() <= 0) {
        left.incrementAndGet();
        throw new SocketException("Too many open files");
      }
      counted = true;
      super.connect(remote, millis);
    }

    @Override
    public synchronized void close() throws IOException {
      super.close();
      if (counted) {
        counted = false;
        left.incrementAndGet();
      }
    }
  }
}
