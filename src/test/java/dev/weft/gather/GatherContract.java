package dev.weft.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.UrlFetcher;
import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.fetch.Conversation;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.MisbehavingServer;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists fetched over sockets, from a server on loopback; every backend runs it. */
@Timeout(60)
public abstract class GatherContract {
  private static final Timeouts PATIENT =
      new Timeouts(
          Duration.ofSeconds(50),
          Duration.ofSeconds(50),
          Duration.ofSeconds(50),
          Duration.ofSeconds(50));

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private MisbehavingServer server;
  private MisbehavingServer other;
  private UrlFetcher fetcher;

  /** A fetcher of the backend under test. */
  protected abstract Fetcher open(FetchOptions options);

  @BeforeEach
  void start() {
    server = MisbehavingServer.start();
    other = MisbehavingServer.start();
    fetcher = fetcher(UrlFetcher.builder());
  }

  @AfterEach
  void close() {
    fetcher.close();
    server.close();
    other.close();
  }

  private UrlFetcher fetcher(UrlFetcher.Builder builder) {
    FetchOptions bare = FetchOptions.of("Weft/test").withTimeouts(PATIENT).withThreads(50);
    return builder.fetcher(open(bare)).build();
  }

  private void use(UrlFetcher.Builder builder) {
    fetcher.close();
    fetcher = fetcher(builder);
  }

  /** Answers after so many tenths of a second, counting how many requests are under way. */
  private void answerAfter(String path, int tenths) {
    server.on(
        path,
        c -> {
          mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          for (int i = 0; i < 20 * tenths; i++) {
            c.pause();
          }
          underWay.decrementAndGet();
          c.answer(200, path);
        });
  }

  /** Answers when all {@code together} are under way and the turn has come. */
  private void answerInTurn(String path, CountDownLatch together, CountDownLatch turn) {
    server.on(
        path,
        c -> {
          together.countDown();
          while (together.getCount() + turn.getCount() > 0 && c.pause()) {
            Thread.onSpinWait();
          }
          c.answer(200, path);
        });
  }

  @Test
  void threeUrlsAreThereWhenTheSlowestIs() {
    CountDownLatch together = new CountDownLatch(3);
    CountDownLatch firstTaken = new CountDownLatch(1);
    CountDownLatch secondTaken = new CountDownLatch(1);
    answerInTurn("/two", together, firstTaken);
    answerInTurn("/one", together, new CountDownLatch(0));
    answerInTurn("/three", together, secondTaken);
    String[] urls = Stream.of("/two", "/one", "/three").map(p -> href(p)).toArray(String[]::new);

    Iterator<Fetched> asCompleted = fetcher.fetchAll(urls).iterator();

    assertThat(asCompleted.next().url().path()).isEqualTo("/one");
    firstTaken.countDown();
    assertThat(asCompleted.next().url().path()).isEqualTo("/two");
    secondTaken.countDown();
    assertThat(asCompleted.next().url().path()).isEqualTo("/three");
    assertThat(asCompleted.hasNext()).isFalse();
  }

  @Test
  void allAndTheOrderGivenKeepTheOrderOfTheUrls() {
    answerAfter("/two", 2);
    answerAfter("/one", 1);
    answerAfter("/three", 3);
    String[] urls = Stream.of("/two", "/one", "/three").map(p -> href(p)).toArray(String[]::new);

    assertThat(paths(fetcher.fetchAll(urls).all().toCompletableFuture().join().stream()))
        .containsExactly("/two", "/one", "/three");
    assertThat(
            paths(
                fetcher
                    .fetchAll(List.of(url("/two"), url("/one"), url("/three")), Order.AS_GIVEN)
                    .stream()))
        .containsExactly("/two", "/one", "/three");
  }

  @Test
  void noMoreThanAllowedAreUnderWay() {
    use(UrlFetcher.builder().concurrency(5).perHost(2));
    List<CrawlUrl> urls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answerAfter("/" + i, 1);
      urls.add(url("/" + i));
    }

    assertThat(fetcher.fetchAll(urls).stream()).hasSize(12);
    assertThat(mostUnderWay).hasValue(2);

    mostUnderWay.set(0);
    List<CrawlUrl> spread =
        IntStream.range(0, 12).mapToObj(i -> server.url("h" + i + ".localhost", "/" + i)).toList();
    assertThat(fetcher.fetchAll(spread).stream()).hasSize(12);
    assertThat(mostUnderWay).hasValue(5);
  }

  @Test
  void cancelClosesTheConnections() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(3);
    CountDownLatch came = new CountDownLatch(3);
    server.on("/held", c -> hold(c, came, left));
    Gather gather = fetcher.fetchAll(href("/held"), href("/held"), href("/held"));
    CompletableFuture<List<Fetched>> all = gather.all().toCompletableFuture();
    came.await();

    gather.cancel();

    left.await();
    assertThat(all).failsWithin(Duration.ofSeconds(30));
    assertThat(fetcher.fetchAll(href("/no")).stream()).hasSize(1);
  }

  @Test
  void closingTheStreamCancels() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(1);
    CountDownLatch came = new CountDownLatch(1);
    server.on("/held", c -> hold(c, came, left));
    server.on("/quick", c -> c.answer(200, "x"));

    try (Stream<Fetched> results = fetcher.fetchAll(href("/held"), href("/quick")).stream()) {
      assertThat(results.iterator().next().url()).isEqualTo(url("/quick"));
      came.await();
    }

    left.await();
  }

  private static void hold(Conversation c, CountDownLatch came, CountDownLatch left)
      throws IOException {
    came.countDown();
    try {
      c.holdUntilClosed();
    } finally {
      left.countDown();
    }
  }

  @Test
  void redirectsAreFollowedAndTold() {
    server.on("/a", c -> redirect(c, 301, "b?x"));
    server.on("/b?x", c -> redirect(c, 307, "/c"));
    server.on("/c", c -> c.answer(200, "end"));

    Fetched fetched = only(fetcher.fetchAll(href("/a")));

    assertThat(fetched.url()).isEqualTo(url("/a"));
    assertThat(fetched.finalUrl()).isEqualTo(url("/c"));
    assertThat(fetched.requests()).isEqualTo(3);
    assertThat(fetched.redirects())
        .containsExactly(
            new Hop(url("/a"), "GET", 301, url("/b?x")),
            new Hop(url("/b?x"), "GET", 307, url("/c")));
    assertThat(fetched.answer().orElseThrow().body().length()).isEqualTo(3);
  }

  @Test
  void hostile01_02_whatTellsWhoAsksStaysAtItsOrigin() {
    Headers secret =
        Headers.of(
            "Authorization",
            "Basic s3cret",
            "Cookie",
            "id=s3cret",
            "Proxy-Authorization",
            "s3cret",
            "X-Api-Key",
            "s3cret",
            "Accept-Language",
            "de");
    use(
        UrlFetcher.builder()
            .addresses(AddressPolicy.withSeeds(Set.of(server.url("o.localhost", "/").host())))
            .fetch(FetchOptions.of("Weft/test").withHeaders(secret)));
    server.on("/port", c -> redirect(c, 302, other.url("/x").href()));
    other.on("/x", c -> redirect(c, 302, href("/home")));
    server.on("/home", c -> redirect(c, 302, server.url("o.localhost", "/host").href()));
    server.on("/host", c -> c.answer(200, ""));

    Fetched fetched = only(fetcher.fetchAll(href("/port")));

    assertThat(fetched.redirects()).hasSize(3);
    assertThat(server.heads()).hasSize(3);
    assertThat(server.heads().get(0)).contains("Basic s3cret", "id=s3cret", "X-Api-Key", ": de");
    assertThat(other.heads()).hasSize(1);
    assertThat(List.of(other.heads().get(0), server.heads().get(1), server.heads().get(2)))
        .allSatisfy(
            head ->
                assertThat(head.toLowerCase(Locale.ROOT))
                    .doesNotContain("s3cret")
                    .contains("accept-language: de"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://localhost/", "data:,x", "jar:http://localhost/!/"})
  void hostile03_otherSchemesAreNotFollowed(String target) {
    server.on("/a", c -> redirect(c, 302, target));

    Fetched fetched = only(fetcher.fetchAll(href("/a")));

    assertThat(fetched.error().orElseThrow().code()).isEqualTo("redirectForbidden");
    assertThat(fetched.answer().orElseThrow().status()).isEqualTo(302);
    assertThat(fetched.isFailure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0x7f.1",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "inner.localhost"
      })
  void hostile04_aRedirectDoesNotLeadInside(String host) {
    server.on("/a", c -> redirect(c, 302, "http://" + host + ":" + other.port() + "/inside"));

    Fetched fetched = only(fetcher.fetchAll(href("/a")));

    assertThat(fetched.error().orElseThrow().code()).isEqualTo("addressForbidden");
    assertThat(fetched.redirects()).hasSize(1);
    assertThat(other.connections()).isZero();
  }

  @Test
  void hostile05_everyHopIsResolvedAndCheckedAgain() {
    List<HostName> asked = Collections.synchronizedList(new ArrayList<>());
    use(UrlFetcher.builder().resolver(new Loopback(asked)));
    CrawlUrl named = server.url("named.test", "/a");
    server.on("/a", c -> redirect(c, 302, "/b"));
    server.on("/b", c -> redirect(c, 302, other.url("rebound.test", "/c").href()));

    Fetched fetched = only(fetcher.fetchAll(named.href()));

    assertThat(fetched.error().orElseThrow().code()).isEqualTo("addressForbidden");
    assertThat(asked)
        .extracting(HostName::toString)
        .containsExactly("named.test", "named.test", "rebound.test");
    assertThat(other.connections()).isZero();
  }

  @Test
  void hostile07_aChainEndsAtTheLimitAndALoopAtOnce() {
    for (int i = 0; i < 1_000; i++) {
      int next = i + 1;
      server.on("/" + i, c -> redirect(c, 302, "/" + next));
    }
    server.on("/x", c -> redirect(c, 302, "/y"));
    server.on("/y", c -> redirect(c, 302, "/x"));

    Fetched chain = only(fetcher.fetchAll(href("/0")));
    assertThat(chain.disposition().code()).isEqualTo("redirectLimit");
    assertThat(chain.redirects()).hasSize(10);
    assertThat(server.heads()).hasSize(11);

    Fetched loop = only(fetcher.fetchAll(href("/x")));
    assertThat(loop.error().orElseThrow().code()).isEqualTo("redirectLoop");
    assertThat(loop.requests()).isEqualTo(2);
  }

  @Test
  void hostile08_aLocationNeverForgesARequest() {
    server.on("/a", c -> redirect(c, 302, "/b\u00e4 c?d e\u0001"));

    only(fetcher.fetchAll(href("/a")));

    assertThat(server.heads())
        .allSatisfy(
            head ->
                assertThat(head.lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).matches("GET /[!-~]* HTTP/1.1")));
  }

  @Test
  void anEndlessListGoesOnUntilItIsStopped() {
    server.on("/", c -> c.answer(200, "x"));
    AtomicInteger read = new AtomicInteger();
    Iterator<CrawlUrl> endless =
        Stream.generate(
                () -> {
                  read.incrementAndGet();
                  return url("/");
                })
            .iterator();
    int taken = 0;

    try (Gather gather = fetcher.fetchAll(endless, Order.AS_COMPLETED)) {
      for (Fetched each : gather) {
        assertThat(each.isFailure()).isFalse();
        taken++;
        if (taken == 2_000) {
          gather.stop();
        }
      }
    }

    assertThat(taken).isBetween(2_000, 2_000 + Limits.DEFAULT.resultsMax() + 6);
  }

  @Test
  void noThreadOutlivesTheFetcher() {
    server.on("/", c -> c.answer(200, "x"));
    assertThat(fetcher.fetchAll(href("/"), href("/")).stream()).hasSize(2);

    fetcher.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("weft-io") || name.startsWith("weft-fetch"));
  }

  private static void redirect(Conversation c, int status, String target) throws IOException {
    c.send("HTTP/1.1 " + status + " -\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static Fetched only(Gather gather) {
    List<Fetched> all = gather.all().toCompletableFuture().join();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static List<String> paths(Stream<Fetched> results) {
    return results.map(each -> each.url().path()).toList();
  }

  private CrawlUrl url(String path) {
    return server.url(path);
  }

  private String href(String path) {
    return url(path).href();
  }

  /** Every name is this machine, which is what a rebinding name server says. */
  private record Loopback(List<HostName> asked) implements Resolver {
    @Override
    public void resolve(HostName host, Consumer<Resolution> done) {
      asked.add(host);
      done.accept(new Resolved(List.of(InetAddress.getLoopbackAddress()), Duration.ZERO, 0));
    }

    @Override
    public void close() {}
  }
}
