package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RuledFetcherTest {
  private static final FetchRequest REQUEST =
      FetchRequest.get(
          CrawlUrl.parse("http://a.example/").orElseThrow(),
          List.of(InetAddress.getLoopbackAddress()),
          0,
          10);

  private final BlockingQueue<FetchOutcome> outcomes = new LinkedBlockingQueue<>();
  private final Holding held = new Holding();
  private final List<String> threads = new ArrayList<>();

  @Test
  void rulesRunOnAThreadOfTheirOwn() throws InterruptedException {
    RuledFetcher fetcher = new RuledFetcher(held, this::ruled);
    fetcher.fetch(REQUEST, outcomes::add);

    assertThat(held.asked.take().headers().first("x-rule")).contains("1");
    fetcher.close();
    assertThat(threads).containsExactly("weft-request");
    assertThat(held.closed).isTrue();
  }

  @Test
  void whatIsCancelledWhileItWaitsIsNeverAsked() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    RuledFetcher fetcher =
        new RuledFetcher(
            held,
            request -> {
              await(busy);
              return request;
            });
    fetcher.fetch(REQUEST, outcomes::add);
    fetcher.fetch(REQUEST, outcomes::add).cancel();
    busy.countDown();

    assertThat(outcomes.take())
        .isInstanceOfSatisfying(
            FetchOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.CANCELLED));
    assertThat(held.asked).hasSize(1);
    fetcher.close();
  }

  @Test
  void whatIsCancelledLaterIsCancelledThere() throws InterruptedException {
    RuledFetcher fetcher = new RuledFetcher(held, this::ruled);
    Fetcher.Fetch fetch = fetcher.fetch(REQUEST, outcomes::add);
    held.asked.take();
    fetch.cancel();

    assertThat(outcomes.take()).isInstanceOf(FetchOutcome.Failed.class);
    fetcher.close();
    fetcher.fetch(REQUEST, outcomes::add);
    assertThat(outcomes.take()).isInstanceOf(FetchOutcome.Failed.class);
  }

  private FetchRequest ruled(FetchRequest request) {
    threads.add(Thread.currentThread().getName());
    return request.withHeaders(Headers.of("X-Rule", "1"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Never answers but a cancel. */
  private static final class Holding implements Fetcher {
    final BlockingQueue<FetchRequest> asked = new LinkedBlockingQueue<>();
    boolean closed;

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
      asked.add(request);
      return () ->
          done.accept(new FetchOutcome.Failed(FetchFailure.CANCELLED, "held", FetchTimings.NONE));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
