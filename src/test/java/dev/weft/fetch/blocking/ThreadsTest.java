package dev.weft.fetch.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherFixture;
import dev.weft.fetch.Misbehaviour;
import dev.weft.fetch.TlsOptions;
import dev.weft.page.FetchFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** How requests get threads and connections, and what is left of either. */
final class ThreadsTest extends FetcherFixture {
  @Override
  protected Fetcher open(FetchOptions options, TlsOptions tls) {
    return new BlockingFetcher(options, tls);
  }

  @Test
  void requestsHaveNoMoreThreadsThanTheBound() {
    use(options(PATIENT).withThreads(3));
    List<CompletableFuture<FetchOutcome>> outcomes = silence(10);

    await(() -> server.heads().size() == 3);

    assertThat(fetchThreads()).filteredOn(name -> name.matches("weft-fetch-\\d+")).hasSize(3);
    assertThat(outcomes).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void requestThatWaitsForAThreadHasItsTotalLimitRunning() {
    use(options(timeouts(60_000, 60_000, 60_000, 300)).withThreads(1));

    List<CompletableFuture<FetchOutcome>> outcomes = silence(5);

    assertThat(outcomes)
        .allSatisfy(each -> assertThat(reason(each)).isEqualTo(FetchFailure.TOTAL_TIMEOUT));
    assertThat(server.heads()).hasSizeLessThan(5);
  }

  @Test
  void requestThatWaitsForAThreadCanBeCancelled() {
    use(options(PATIENT).withThreads(1));
    silence(1);
    CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    Fetcher.Fetch waiting = fetcher.fetch(get(server.url(Misbehaviour.SILENT)), outcome::complete);

    waiting.cancel();

    assertThat(reason(outcome)).isEqualTo(FetchFailure.CANCELLED);
    await(() -> server.heads().size() == 1);
  }

  @Test
  void requestThatWaitsForAConnectionHasItsTotalLimitRunning() {
    use(options(timeouts(60_000, 60_000, 60_000, 300)).withLanes(1, 1));

    List<CompletableFuture<FetchOutcome>> outcomes = silence(5);

    assertThat(outcomes)
        .allSatisfy(each -> assertThat(reason(each)).isEqualTo(FetchFailure.TOTAL_TIMEOUT));
  }

  @Test
  void closeLeavesNoThread() {
    use(options(PATIENT).withThreads(20));
    silence(50);
    await(() -> server.heads().size() == 20);

    fetcher.close();

    assertThat(fetchThreads()).isEmpty();
  }

  @Test
  void idleThreadsAndConnectionsEnd() {
    Limits usual = Limits.DEFAULT;
    Limits quick =
        new Limits(
            usual.waitingMax(),
            usual.addressesMax(),
            Duration.ofMillis(50),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            usual.connectionBufferBytes(),
            usual.receiveBytes(),
            usual.buffersKept());
    fetcher.close();
    fetcher = new BlockingFetcher(options(PATIENT), TlsOptions.RUNTIME_ROOTS, quick);
    server.on("/", c -> c.answer(200, "abc"));

    answer("/");

    await(() -> server.openConnections() == 0);
    await(() -> fetchThreads().equals(List.of("weft-fetch-clock")));
    assertThat(text(answer("/"))).isEqualTo("abc");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before Java 21")
  void virtualThreadsHaveNames() {
    fetcher.close();
    fetcher = BlockingFetcher.virtual(options(PATIENT), TlsOptions.RUNTIME_ROOTS).orElseThrow();
    server.on("/", c -> c.answer(200, "abc"));
    CompletableFuture<Thread> thread = new CompletableFuture<>();

    fetcher.fetch(get("/"), outcome -> thread.complete(Thread.currentThread()));

    assertThat(await(thread).getName()).matches("weft-fetch-\\d+");
    assertThat(fetchThreads()).doesNotContain(await(thread).getName());
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "there are virtual threads")
  void withoutVirtualThreadsThereIsNoSuchFetcher() {
    assertThat(BlockingFetcher.virtual(options(PATIENT), TlsOptions.RUNTIME_ROOTS)).isEmpty();
  }

  /** Requests that are not answered. */
  private List<CompletableFuture<FetchOutcome>> silence(int count) {
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.add(start(get(server.url(Misbehaviour.SILENT))));
    }
    return outcomes;
  }

  private static FetchFailure reason(CompletableFuture<FetchOutcome> outcome) {
    FetchOutcome.Failed failed = (FetchOutcome.Failed) await(outcome);
    return Objects.requireNonNull(failed).reason();
  }

  /** The names of all platform threads of blocking fetchers. */
  private static List<String> fetchThreads() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (name.startsWith(Threads.NAME)) {
        names.add(name);
      }
    }
    return names;
  }
}
