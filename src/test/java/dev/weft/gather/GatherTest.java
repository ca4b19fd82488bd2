package dev.weft.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.gather.HeldFetcher.Held;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.request.RequestRules;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Order, bounds and ends of a list, with answers that come when the test wants. */
@Timeout(60)
final class GatherTest {
  private static final Limits SMALL = new Limits(20, 5);

  private final HeldFetcher fetcher = new HeldFetcher();
  private final Gatherer gatherer = gatherer(3, 2);

  @AfterEach
  void close() {
    gatherer.close();
  }

  @Test
  void resultsComeAsTheyComplete() throws InterruptedException {
    Iterator<Fetched> results = gather(Order.AS_COMPLETED, "a/0", "b/1", "c/2").iterator();
    List<Held> held = fetcher.awaitOpen(3);

    held.get(1).answer(200, Headers.NONE);
    assertThat(results.next().index()).isEqualTo(1);
    held.get(0).answer(200, Headers.NONE);
    assertThat(results.next().index()).isZero();
    held.get(2).answer(200, Headers.NONE);
    assertThat(results.next().index()).isEqualTo(2);
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void inTheOrderGivenAResultWaitsForThoseBeforeIt() throws InterruptedException {
    Gather gather = gather(Order.AS_GIVEN, "a/0", "b/1", "c/2");
    List<Held> held = fetcher.awaitOpen(3);

    held.get(2).answer(200, Headers.NONE);
    held.get(1).answer(200, Headers.NONE);
    assertThat(gather.completed()).isEqualTo(2);
    held.get(0).answer(200, Headers.NONE);

    assertThat(gather.stream().map(Fetched::index)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void whatFollowsOnAllOfThemMayBlock() throws Exception {
    CompletableFuture<Thread> followed =
        gather(Order.AS_COMPLETED, "a/0")
            .all()
            .thenApply(all -> Thread.currentThread())
            .toCompletableFuture();

    fetcher.awaitOpen(1).get(0).answer(200, Headers.NONE);

    assertThat(followed.get(20, TimeUnit.SECONDS))
        .as("the thread that answered is the fetcher's")
        .isNotEqualTo(Thread.currentThread());
  }

  @Test
  void allAreGivenInTheOrderOfTheUrls() throws InterruptedException {
    CompletableFuture<List<Fetched>> all =
        gather(Order.AS_COMPLETED, "a/0", "b/1", "c/2").all().toCompletableFuture();
    List<Held> held = fetcher.awaitOpen(3);
    held.get(2).answer(404, Headers.NONE);
    held.get(1).cancel();
    assertThat(all).isNotDone();
    held.get(0).answer(200, Headers.NONE);

    assertThat(all.join())
        .extracting(each -> each.disposition().code())
        .containsExactly("fetched", "fetchFailed", "httpError");
    assertThat(all.join()).extracting(Fetched::isFailure).containsExactly(false, true, true);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void whatNobodyTakesHoldsTheListBack(Order order) throws InterruptedException {
    Endless urls = new Endless();
    Gather gather = gather(urls, order);
    Iterator<Fetched> results = gather.iterator();

    while (gather.completed() < SMALL.resultsMax()) {
      fetcher.awaitOpen(1).get(0).answer(200, Headers.NONE);
    }
    fetcher.open().forEach(held -> held.answer(200, Headers.NONE));
    while (gather.inFlight() > 0) {
      fetcher.open().forEach(held -> held.answer(200, Headers.NONE));
    }

    assertThat(gather.completed()).isBetween(5L, 5L + 3);
    assertThat(urls.given).isLessThanOrEqualTo(5 + 3 + SMALL.urlsWaitingMax() + 1);
    for (int i = 0; i < 20; i++) {
      while (gather.completed() <= i) {
        fetcher.awaitOpen(1).get(0).answer(200, Headers.NONE);
      }
      results.next();
    }
    gather.stop();
    fetcher.open().forEach(held -> held.answer(200, Headers.NONE));
    results.forEachRemaining(each -> assertThat(each.isFailure()).isFalse());
  }

  @Test
  void theFirstIsStartedThoughMemoryIsShort() throws InterruptedException {
    Gather gather = gather(Order.AS_GIVEN, "a/0", "b/1", "c/2", "d/3");
    List<Held> held = fetcher.awaitOpen(3);
    fetcher.shortOfMemory(true);

    held.get(1).answer(200, Headers.NONE);
    held.get(2).answer(200, Headers.NONE);
    assertThat(fetcher.open()).containsExactly(held.get(0));
    held.get(0).answer(200, Headers.NONE);
    fetcher.awaitOpen(1).get(0).answer(200, Headers.NONE);

    assertThat(gather.stream().map(Fetched::index)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void cancelEndsWhatIsInFlightAndKeepsWhatIsThere() throws InterruptedException {
    Gather gather = gather(Order.AS_GIVEN, "a/0", "b/1", "c/2", "d/3");
    List<Held> held = fetcher.awaitOpen(3);
    held.get(1).answer(200, Headers.NONE);

    gather.cancel();

    assertThat(gather.stream().map(Fetched::index)).containsExactly(1L);
    while (!fetcher.open().isEmpty()) {
      Thread.onSpinWait(); // One that was just being started is cancelled a moment later.
    }
  }

  @Test
  void allFailsWhenTheListIsCancelled() throws InterruptedException {
    Gather gather = gather(Order.AS_COMPLETED, "a/0", "b/1");
    CompletableFuture<List<Fetched>> all = gather.all().toCompletableFuture();
    fetcher.awaitOpen(2);

    gather.close();

    assertThatThrownBy(all::join)
        .isInstanceOfAny(CancellationException.class, CompletionException.class);
  }

  @Test
  void aCancelledListGivesItsPlacesBack() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      Gather first = gather(Order.AS_COMPLETED, "a/0", "a/1", "a/2", "b/3", "c/4");
      List<Held> held = fetcher.awaitOpen(3);
      held.get(0).answer(302, Headers.of("Location", "http://a/x"));
      first.cancel();
    }

    gather(Order.AS_COMPLETED, "a/0", "a/1", "b/2");

    assertThat(fetcher.awaitOpen(3)).hasSize(3);
  }

  @Test
  void stopLetsWhatIsInFlightFinish() throws InterruptedException {
    Gather gather = gather(new Endless(), Order.AS_GIVEN);
    fetcher.awaitOpen(3);

    gather.stop();
    fetcher.open().forEach(held -> held.answer(200, Headers.NONE));

    assertThat(gather.stream()).hasSize(3);
  }

  @Test
  void whatTheListThrowsComesOutWhereResultsAreTaken() {
    Iterator<CrawlUrl> broken =
        Stream.<CrawlUrl>generate(
                () -> {
                  throw new IllegalStateException("no more disk");
                })
            .iterator();

    assertThatThrownBy(() -> gather(broken, Order.AS_COMPLETED).iterator().hasNext())
        .hasMessage("no more disk");
    assertThatThrownBy(() -> gather(broken, Order.AS_COMPLETED).all().toCompletableFuture().join())
        .hasRootCauseMessage("no more disk");
  }

  @Test
  void resultsAreTakenOnce() {
    Gather gather = gather(Order.AS_COMPLETED);
    assertThat(gather.stream()).isEmpty();

    assertThatThrownBy(gather::all).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMillionFailuresAtOnceNeedNoStack() {
    Gatherer unresolved =
        gatherer(
            3,
            2,
            (host, done) ->
                done.accept(
                    new Resolver.Unresolved(Resolver.Unresolved.Reason.UNKNOWN_HOST, "no")));
    Iterator<CrawlUrl> urls =
        IntStream.range(0, 100_000).mapToObj(i -> url("h" + i % 7 + "/" + i)).iterator();

    assertThat(unresolved.gather(urls, Order.AS_GIVEN).stream()).hasSize(100_000);
  }

  /** Random lists, answers and redirects: each URL has one result, and no bound is broken. */
  @Test
  void everyUrlHasOneResultWhateverTheOrderOfAnswers() throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Order order = random.nextBoolean() ? Order.AS_GIVEN : Order.AS_COMPLETED;
      int count = random.nextInt(60);
      List<CrawlUrl> urls =
          IntStream.range(0, count).mapToObj(i -> url("h" + random.nextInt(6) + "/" + i)).toList();
      Gather gather = gather(urls.iterator(), order);
      List<Fetched> results = Collections.synchronizedList(new ArrayList<>());
      Thread taker = new Thread(() -> gather.iterator().forEachRemaining(results::add), "taker");
      taker.start();
      while (gather.completed() < count) {
        fetcher.shortOfMemory(random.nextInt(8) == 0);
        answerOne(random, seed);
      }
      taker.join();
      fetcher.shortOfMemory(false);

      assertThat(results)
          .as("seed %s", seed)
          .extracting(Fetched::index)
          .doesNotHaveDuplicates()
          .hasSize(count);
      assertThat(results)
          .allSatisfy(each -> assertThat(each.url()).isEqualTo(urls.get((int) each.index())));
      if (order == Order.AS_GIVEN) {
        assertThat(results).as("seed %s", seed).extracting(Fetched::index).isSorted();
      }
    }
  }

  private void answerOne(Random random, long seed) {
    List<Held> open = fetcher.open();
    Map<HostName, Integer> perHost = new HashMap<>();
    open.forEach(held -> perHost.merge(held.request.url().host(), 1, Integer::sum));
    assertThat(open).as("seed %s", seed).hasSizeLessThanOrEqualTo(3);
    assertThat(perHost.values()).as("seed %s", seed).allMatch(count -> count <= 2);
    if (open.isEmpty()) {
      Thread.onSpinWait();
      return;
    }
    Held held = open.get(random.nextInt(open.size()));
    if (random.nextInt(3) == 0) {
      held.answer(
          302,
          Headers.of("Location", "http://h" + random.nextInt(6) + "/r" + random.nextInt(1_000)));
    } else {
      held.answer(200, Headers.NONE);
    }
  }

  private Gather gather(Order order, String... urls) {
    return gather(Stream.of(urls).map(GatherTest::url).iterator(), order);
  }

  private Gather gather(Iterator<CrawlUrl> urls, Order order) {
    Gather list = new Gather(gatherer, urls, order, SMALL);
    gatherer.places.register(list);
    list.start();
    return list;
  }

  private Gatherer gatherer(int concurrency, int perHost) {
    InetAddress anywhere = HostName.parse("8.8.8.8").flatMap(HostName::address).orElseThrow();
    return gatherer(
        concurrency,
        perHost,
        (host, done) -> done.accept(new Resolver.Resolved(List.of(anywhere), Duration.ZERO, 0)));
  }

  private Gatherer gatherer(int concurrency, int perHost, Asking asking) {
    GatherOptions options =
        new GatherOptions(
            RequestRules.NONE,
            "GET",
            Body.EMPTY,
            AddressPolicy.publicOnly(),
            10,
            1_000,
            concurrency,
            perHost);
    return new Gatherer(fetcher, new Named(asking), options);
  }

  private static CrawlUrl url(String hostAndPath) {
    return CrawlUrl.parse("http://" + hostAndPath).orElseThrow();
  }

  /** How a resolver answers. */
  private interface Asking {
    void resolve(HostName host, Consumer<Resolver.Resolution> done);
  }

  /** A resolver that holds nothing. */
  private record Named(Asking asking) implements Resolver {
    @Override
    public void resolve(HostName host, Consumer<Resolution> done) {
      asking.resolve(host, done);
    }

    @Override
    public void close() {}
  }

  /** URLs for ever, of ten hosts. */
  private static final class Endless implements Iterator<CrawlUrl> {
    volatile int given;

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public CrawlUrl next() {
      int number = given;
      given = number + 1;
      return url("h" + number % 10 + "/" + number);
    }
  }
}
