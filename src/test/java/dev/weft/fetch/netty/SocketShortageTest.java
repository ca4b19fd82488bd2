package dev.weft.fetch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherFixture;
import dev.weft.fetch.TlsOptions;
import dev.weft.page.FetchFailure;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;
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
    Transport nio = Transport.nio();
    Transport scarce = new Transport(nio.handlers(), () -> open(nio));
    return new NettyFetcher(options, tls, scarce, Limits.DEFAULT);
  }

  private SocketChannel open(Transport transport) {
    if (left.getAndDecrement() <= 0) {
      left.incrementAndGet();
      throw new ChannelException("Too many open files");
    }
    SocketChannel channel = transport.sockets().get();
    channel.closeFuture().addListener(closed -> left.incrementAndGet());
    return channel;
  }

  @Test
  void requestsWaitForTheSocketsThereAre() {
    server.on("/", c -> c.answer(200, "abc"));
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      outcomes.add(start(get(server.url("host" + i % 5 + ".localhost", "/"))));
    }

    outcomes.forEach(outcome -> assertThat(answered(await(outcome)).status()).isEqualTo(200));
    assertThat(server.heads()).hasSize(20);
  }

  @Test
  void requestFailsWhenThereIsNone() {
    left.set(0);

    assertThat(failure(get(server.url("/")))).isEqualTo(FetchFailure.CONNECT_FAILED);
  }
}
