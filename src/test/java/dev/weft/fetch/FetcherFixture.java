package dev.weft.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, a fetcher of some backend with time-outs that no test waits for, and short words. */
public abstract class FetcherFixture {
  /** Longer than any test waits. */
  protected static final Timeouts PATIENT = timeouts(60_000, 60_000, 60_000, 60_000);

  protected static final long BODY_MAX = 1 << 20;

  protected MisbehavingServer server;
  protected Fetcher fetcher;

  /** A fetcher of the backend under test. */
  protected abstract Fetcher open(FetchOptions options, TlsOptions tls);

  /** Whether the backend has as many lanes as its options say; one that has threads has one. */
  protected boolean hasLanes() {
    return true;
  }

  protected final Fetcher open(FetchOptions options) {
    return open(options, TlsOptions.RUNTIME_ROOTS);
  }

  @BeforeEach
  final void openBoth() {
    server = MisbehavingServer.start();
    fetcher = open(options(PATIENT));
  }

  @AfterEach
  final void closeBoth() {
    fetcher.close();
    server.close();
  }

  /** Replaces the fetcher. */
  protected final void use(FetchOptions options) {
    fetcher.close();
    fetcher = open(options);
  }

  protected static FetchOptions options(Timeouts timeouts) {
    return FetchOptions.of("Weft/test").withTimeouts(timeouts).withLanes(1, 100);
  }

  protected static Timeouts timeouts(long connect, long firstByte, long idle, long total) {
    return new Timeouts(
        Duration.ofMillis(connect),
        Duration.ofMillis(firstByte),
        Duration.ofMillis(idle),
        Duration.ofMillis(total));
  }

  protected final FetchRequest get(String path) {
    return get(server.url(path));
  }

  protected final FetchRequest get(CrawlUrl url) {
    return FetchRequest.get(url, server.addresses(), 0, BODY_MAX);
  }

  protected final CompletableFuture<FetchOutcome> start(FetchRequest request) {
    CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    fetcher.fetch(request, outcome::complete);
    return outcome;
  }

  protected final FetchOutcome fetch(FetchRequest request) {
    return await(start(request));
  }

  protected final Answer answer(FetchRequest request) {
    return answered(fetch(request));
  }

  protected final Answer answer(String path) {
    return answer(get(server.url(path)));
  }

  protected final Answer answer(Misbehaviour misbehaviour) {
    return answer(get(server.url(misbehaviour)));
  }

  protected final FetchFailure failure(FetchRequest request) {
    FetchOutcome outcome = fetch(request);
    assertThat(outcome).isInstanceOf(FetchOutcome.Failed.class);
    FetchOutcome.Failed failed = (FetchOutcome.Failed) outcome;
    assertThat(failed.message()).isNotBlank();
    return failed.reason();
  }

  protected final FetchFailure failure(Misbehaviour misbehaviour) {
    return failure(get(server.url(misbehaviour)));
  }

  protected static Answer answered(FetchOutcome outcome) {
    assertThat(outcome).isInstanceOf(FetchOutcome.Answered.class);
    return ((FetchOutcome.Answered) outcome).answer();
  }

  protected static String text(Answer answer) {
    return new String(answer.body().array(), 0, answer.body().arrayLength(), ISO_8859_1);
  }

  protected static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no outcome", e);
    }
  }

  /** Waits for what another thread brings about. */
  protected static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time by which it should be so").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
