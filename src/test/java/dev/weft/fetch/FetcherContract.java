package dev.weft.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any fetcher does with servers that mean well, and with its own limits. */
public abstract class FetcherContract extends FetcherFixture {
  @Test
  void answerHasStatusHeadersBodyAndTimings() {
    server.on("/", c -> c.send("HTTP/1.1 418 Teapot\r\nA: b\r\nContent-Length: 3\r\n\r\nabc"));

    Answer answer = answer("/");

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.headers().first("a")).contains("b");
    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.wireBytes()).isEqualTo(3);
    assertThat(answer.truncation()).isNull();
    assertThat(answer.protocol()).isEqualTo("http/1.1");
    assertThat(answer.remote())
        .isEqualTo(new InetSocketAddress(server.addresses().get(0), server.port()));
    FetchTimings timings = answer.timings();
    assertThat(timings.connectNanos()).isPositive();
    assertThat(timings.tlsNanos()).isZero();
    assertThat(timings.firstByteNanos()).isPositive();
    assertThat(timings.totalNanos())
        .isGreaterThan(timings.connectNanos() + timings.firstByteNanos());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\nT: t\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nabc",
        "HTTP/1.0 200 OK\r\n\r\nabc",
        "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "\r\nHTTP/1.1 200 OK\r\nContent-Length:\t3 \r\nA: b\r\n c\r\n\r\nabc"
      })
  void bodyIsReadHoweverItsEndIsTold(String raw) {
    server.on(
        "/",
        c -> {
          c.send(raw);
          c.close();
        });

    Answer answer = answer("/");

    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.truncation()).isNull();
  }

  @Test
  void answerThatComesByteByByteIsTheSame() {
    String raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    server.on(
        "/",
        c -> {
          for (int i = 0; i < raw.length(); i++) {
            c.send(raw.substring(i, i + 1));
          }
        });

    assertThat(text(answer("/"))).isEqualTo("abc");
  }

  @Test
  void largeBodyIsWhole() {
    String body = "0123456789abcdef".repeat(50_000);
    server.on("/", c -> c.answer(200, body));

    assertThat(text(answer("/"))).isEqualTo(body);
  }

  @Test
  void connectionIsKeptForTheNextRequest() {
    server.on("/", c -> c.answer(200, "abc"));

    for (int i = 0; i < 3; i++) {
      assertThat(text(answer("/"))).isEqualTo("abc");
    }

    assertThat(server.connections()).isEqualTo(1);
    assertThat(answer("/").timings().connectNanos()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
      })
  void connectionTheServerGivesUpIsNotKept(String raw) {
    server.on("/", c -> c.send(raw));

    assertThat(answer("/").status()).isEqualTo(200);
    await(() -> server.openConnections() == 0);
    assertThat(answer("/").status()).isEqualTo(200);
  }

  @Test
  void eachLaneHasConnectionsOfItsOwn() {
    use(options(PATIENT).withLanes(2, 100));
    server.on("/", c -> c.answer(200, ""));

    int lanes = fetcher.lanes();
    for (int i = 0; i < 2 * lanes; i++) {
      answer(FetchRequest.get(server.url("/"), server.addresses(), i % lanes, BODY_MAX));
    }

    assertThat(lanes).isEqualTo(hasLanes() ? 2 : 1);
    assertThat(server.connections()).isEqualTo(lanes);
  }

  @Test
  void requestSaysWhoAsksForWhat() {
    server.on("/a?b=c", c -> c.answer(200, ""));

    answer("/a?b=c#d");

    assertThat(server.heads().get(0).lines())
        .startsWith("GET /a?b=c HTTP/1.1", "Host: localhost:" + server.port())
        .contains("User-Agent: Weft/test", "Accept-Encoding: gzip, deflate")
        .anyMatch(line -> line.startsWith("Accept: text/html"))
        .noneMatch(line -> line.startsWith("Connection:"));
  }

  @Test
  void headersOfTheRequestReplaceThoseOfTheFetcher() {
    Headers common = Headers.of("X-All", "1", "accept", "a/b");
    use(options(PATIENT).withHeaders(common));
    Headers own = Headers.of("x-all", "2", "User-Agent", "other");

    answer(get("/").withMethod("HEAD", Body.EMPTY).withHeaders(own));

    assertThat(server.heads().get(0).lines())
        .startsWith("HEAD / HTTP/1.1")
        .contains("x-all: 2", "User-Agent: other", "accept: a/b")
        .noneMatch(line -> line.startsWith("X-All") || line.startsWith("Accept:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nEvil: 1", "a\nb", "a\0b", "\r"})
  void hostile08_lineEndsNeverReachTheWire(String value) {
    for (Headers headers : List.of(Headers.of("A", value), Headers.of(value, "a"))) {
      FetchRequest request = get("/").withHeaders(headers);

      assertThatThrownBy(() -> fetch(request)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> fetch(get("/").withMethod(value, Body.EMPTY)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.heads()).isEmpty();
  }

  @Test
  void redirectIsAValue() {
    server.on("/", c -> c.send("HTTP/1.1 302 -\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"));

    Answer answer = answer("/");

    assertThat(answer.isRedirect()).isTrue();
    assertThat(answer.headers().first("Location")).contains("/x");
    assertThat(server.heads()).hasSize(1);
  }

  @Test
  void nothingListensThere() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    FetchRequest request = get(server.url("/").resolve("http://localhost:" + port).orElseThrow());

    assertThat(failure(request)).isEqualTo(FetchFailure.CONNECT_REFUSED);
  }

  @Test
  void addressesAreTriedInOrder() throws IOException {
    server.on("/", c -> c.answer(200, "abc"));
    List<InetAddress> both = List.of(elsewhere(), server.addresses().get(0));

    Answer answer = answer(FetchRequest.get(server.url("/"), both, 0, BODY_MAX));

    assertThat(answer.remote())
        .isEqualTo(new InetSocketAddress(server.addresses().get(0), server.port()));
  }

  @Test
  void hostile05_keptConnectionIsNotUsedForOtherAddresses() throws IOException {
    server.on("/", c -> c.answer(200, "abc"));
    answer("/");
    List<InetAddress> other = List.of(elsewhere());

    FetchFailure failure = failure(FetchRequest.get(server.url("/"), other, 0, BODY_MAX));

    assertThat(failure).isEqualTo(FetchFailure.CONNECT_REFUSED);
  }

  @Test
  void addressThatDoesNotAnswerGivesWayToTheNext() throws IOException {
    server.on("/", c -> c.answer(200, "abc"));
    use(options(timeouts(2_000, 60_000, 60_000, 60_000)));
    try (FullBacklog silent = new FullBacklog(server.port())) {
      List<InetAddress> both = List.of(silent.address(), server.addresses().get(0));

      assertThat(text(answer(FetchRequest.get(server.url("/"), both, 0, BODY_MAX))))
          .isEqualTo("abc");
    }
  }

  @Test
  void connectTimeOutEndsTheWaitForAConnection() throws IOException {
    use(options(timeouts(200, 60_000, 60_000, 60_000)));
    try (FullBacklog silent = new FullBacklog(server.port())) {
      List<InetAddress> address = List.of(silent.address());

      assertThat(failure(FetchRequest.get(server.url("/"), address, 0, BODY_MAX)))
          .isEqualTo(FetchFailure.CONNECT_TIMEOUT);
    }
  }

  @Test
  void connectionsAreBoundedAndRequestsWaitForThem() throws InterruptedException {
    use(options(PATIENT).withLanes(1, 2));
    CountDownLatch goOn = new CountDownLatch(1);
    server.on(
        "/",
        c -> {
          while (goOn.getCount() > 0 && c.pause()) {
            Thread.onSpinWait();
          }
          c.answer(200, "abc");
        });
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      outcomes.add(start(get(server.url(i % 2 == 0 ? "a.localhost" : "b.localhost", "/"))));
    }
    await(() -> server.heads().size() == 2);

    assertThat(server.connections()).isEqualTo(2);

    goOn.countDown();
    outcomes.forEach(outcome -> assertThat(text(answered(await(outcome)))).isEqualTo("abc"));
    await(() -> server.openConnections() <= 2); // The server hears of a close a moment late.
  }

  @Test
  void cancelledRequestReportsAndFreesItsConnection() {
    CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    Fetcher.Fetch fetch = fetcher.fetch(get(server.url(Misbehaviour.SILENT)), outcome::complete);
    await(() -> server.openConnections() == 1);

    fetch.cancel();
    fetch.cancel();

    assertThat(await(outcome))
        .isInstanceOfSatisfying(
            FetchOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.CANCELLED));
    await(() -> server.openConnections() == 0);
  }

  @Test
  void cancelWithinTheBodyIsNoAnswer() {
    CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    Fetcher.Fetch fetch =
        fetcher.fetch(get(server.url(Misbehaviour.SLOW_DRIP_OF_BODY)), outcome::complete);
    await(() -> server.heads().size() == 1);

    fetch.cancel();

    assertThat(await(outcome)).isInstanceOf(FetchOutcome.Failed.class);
  }

  @Test
  void closeCancelsWhatIsUnderWayWithinTwoSeconds() {
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      outcomes.add(start(get(server.url(Misbehaviour.SILENT))));
    }
    await(() -> server.heads().size() > 10);
    long start = System.nanoTime();

    fetcher.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    for (CompletableFuture<FetchOutcome> outcome : outcomes) {
      assertThat(outcome)
          .isCompletedWithValueMatching(
              o -> o instanceof FetchOutcome.Failed f && f.reason() == FetchFailure.CANCELLED);
    }
    await(() -> server.openConnections() == 0);
  }

  @Test
  void requestAfterCloseIsCancelled() {
    fetcher.close();
    fetcher.close();

    assertThat(failure(get(server.url("/")))).isEqualTo(FetchFailure.CANCELLED);
  }

  @Test
  void everyRequestHasExactlyOneOutcome() {
    use(options(timeouts(2_000, 200, 200, 400)));
    AtomicInteger outcomes = new AtomicInteger();
    int requests = 0;
    for (int round = 0; round < 3; round++) {
      for (Misbehaviour each : Misbehaviour.values()) {
        Fetcher.Fetch fetch =
            fetcher.fetch(get(server.url(each)), outcome -> outcomes.incrementAndGet());
        requests++;
        if (requests % 5 == 0) {
          fetch.cancel();
        }
      }
    }
    int made = requests;
    await(() -> outcomes.get() >= made);

    fetcher.close();

    assertThat(outcomes).hasValue(made);
  }

  @Test
  void consumerThatThrowsHarmsNobodyElse() {
    server.on("/", c -> c.answer(200, "abc"));
    CompletableFuture<String> reported = new CompletableFuture<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, bug) -> reported.complete(String.valueOf(bug.getMessage())));
    try {
      fetcher.fetch(
          get(server.url("/")),
          outcome -> {
            throw new IllegalStateException("a bug of the caller");
          });

      assertThat(await(reported)).isEqualTo("a bug of the caller");
      assertThat(text(answer("/"))).isEqualTo("abc");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void bodyAsLongAsTheCapIsWhole() {
    server.on("/", c -> c.answer(200, "abc"));

    Answer whole = answer(FetchRequest.get(server.url("/"), server.addresses(), 0, 3));
    Answer cut = answer(FetchRequest.get(server.url("/"), server.addresses(), 0, 2));

    assertThat(whole.truncation()).isNull();
    assertThat(cut.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(text(cut)).isEqualTo("ab");
  }

  /** An address of this machine at which the server does not listen. */
  private static InetAddress elsewhere() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
  }

  /** A port of another address that takes no more connections and says nothing about it. */
  private static final class FullBacklog implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> waiting = new ArrayList<>();

    FullBacklog(int port) throws IOException {
      InetSocketAddress here = new InetSocketAddress(elsewhere(), port);
      listener.bind(here, 1);
      try {
        while (waiting.size() < 64) {
          Socket socket = new Socket();
          waiting.add(socket);
          socket.connect(here, 100);
        }
        throw new IOException("a backlog of 1 holds 64 connections");
      } catch (SocketTimeoutException e) {
        assertThat(waiting).isNotEmpty();
      }
    }

    InetAddress address() {
      return listener.getInetAddress();
    }

    @Override
    public void close() throws IOException {
      for (Socket each : waiting) {
        each.close();
      }
      listener.close();
    }
  }
}
