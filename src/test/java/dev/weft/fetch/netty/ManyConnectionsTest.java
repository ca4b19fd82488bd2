package dev.weft.fetch.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
final class ManyConnectionsTest {
  /** Both ends live in this process, which may have as few as 4,096 files open. */
  private static final int CONNECTIONS = 1_500;

  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

  @Test
  void slowConversationsAreHeldOpenTogetherByOneThreadALane() throws Exception {
    FetchOptions options = FetchOptions.of("Weft/test").withLanes(2, CONNECTIONS);
    long threadsBefore = ioThreads();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocketChannel listener = ServerSocketChannel.open();
        NettyFetcher fetcher = new NettyFetcher(options)) {
      listener.bind(new InetSocketAddress(loopback, 0), CONNECTIONS);
      int port = listener.socket().getLocalPort();
      CrawlUrl url = CrawlUrl.parse("http://localhost:" + port + "/").orElseThrow();
      AtomicInteger good = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(CONNECTIONS);
      for (int i = 0; i < CONNECTIONS; i++) {
        fetcher.fetch(
            FetchRequest.get(url, List.of(loopback), i % 2, 1_000),
            outcome -> {
              good.addAndGet(outcome instanceof FetchOutcome.Answered ? 1 : 0);
              done.countDown();
            });
      }

      answerAllOnceAllAreOpen(listener);

      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(good).hasValue(CONNECTIONS);
      assertThat(ioThreads()).isLessThanOrEqualTo(threadsBefore + 2);
    }
  }

  private static long ioThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("weft-io-"))
        .count();
  }

  private static void answerAllOnceAllAreOpen(ServerSocketChannel listener) throws IOException {
    List<SocketChannel> open = new ArrayList<>();
    while (open.size() < CONNECTIONS) {
      open.add(listener.accept());
    }
    ByteBuffer request = ByteBuffer.allocate(4_096);
    for (SocketChannel each : open) {
      assertThat(each.read(request.clear())).isPositive();
      each.write(ByteBuffer.wrap(ANSWER.getBytes(US_ASCII)));
    }
    for (SocketChannel each : open) {
      each.close();
    }
  }
}
