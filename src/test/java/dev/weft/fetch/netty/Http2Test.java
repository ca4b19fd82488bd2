package dev.weft.fetch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.Certificates;
import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.MisbehavingServer;
import dev.weft.fetch.TlsOptions;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** HTTP/2 with servers that mean well. */
@ExtendWith(NoLeaks.class)
final class Http2Test extends Http2Fixture {
  private final Queue<Http2Headers> requests = new ConcurrentLinkedQueue<>();

  /** Answers with the path of the request. */
  private void echo(Http2Peer peer, int stream, Http2Headers request) throws IOException {
    requests.add(request);
    peer.answer(stream, "at " + request.path());
  }

  @Test
  void answerHasStatusHeadersBodyAndTimings() throws Exception {
    Http2Server h2 =
        serve(
            (peer, stream, request) -> {
              peer.headers(stream, false, ":status", "103", "link", "x");
              peer.headers(stream, false, ":status", "418", "a", "b", "set-cookie", "c=d");
              peer.data(stream, false, "ab");
              peer.data(stream, false, "c");
              peer.headers(stream, true, "trailer", "t");
            });

    Answer answer = answer(get(h2.url("/")));

    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.protocol()).isEqualTo("h2");
    assertThat(answer.headers().size()).isEqualTo(2);
    assertThat(answer.headers().first("A")).contains("b");
    assertThat(answer.headers().first("Set-Cookie")).contains("c=d");
    assertThat(text(answer)).isEqualTo("abc");
    assertThat(answer.truncation()).isNull();
    assertThat(answer.remote()).isNotNull();
    assertThat(answer.timings().connectNanos()).isPositive();
    assertThat(answer.timings().tlsNanos()).isPositive();
    assertThat(answer.timings().firstByteNanos()).isPositive();
  }

  @Test
  void requestSaysWhoAsksForWhat() throws Exception {
    Http2Server h2 = serve(this::echo);

    answer(get(h2.url("/a?b=c#d")).withHeaders(Headers.of("X-Y", "z", "Connection", "close")));

    Http2Headers request = requests.remove();
    assertThat(request.method()).hasToString("GET");
    assertThat(request.scheme()).hasToString("https");
    assertThat(request.path()).hasToString("/a?b=c");
    assertThat(request.authority()).hasToString("localhost:" + h2.url("/").port());
    assertThat(request.get("user-agent")).hasToString("Weft/test");
    assertThat(request.get("accept-encoding")).hasToString("gzip, deflate, br, zstd");
    assertThat(request.get("x-y")).hasToString("z");
    assertThat(request.contains("connection")).isFalse();
    assertThat(request.contains("host")).isFalse();
  }

  @Test
  void manyRequestsShareOneConnection() throws Exception {
    Http2Server h2 = serve(this::echo);

    List<CompletableFuture<FetchOutcome>> outcomes = startMany(h2, 500);

    for (int i = 0; i < 500; i++) {
      Answer answer = answered(await(outcomes.get(i)));
      assertThat(text(answer)).isEqualTo("at /" + i);
    }
    assertThat(h2.peers()).hasSize(1);
    assertThat(answer(get(h2.url("/again"))).timings().connectNanos()).isZero();
    assertThat(h2.peers()).hasSize(1);
  }

  @Test
  void limitOfStreamsIsKept() throws Exception {
    List<Integer> open = new ArrayList<>();
    List<Integer> most = new ArrayList<>();
    Http2Server h2 =
        serve(
            peer -> peer.settings(3, 8),
            (peer, stream, request) -> {
              open.add(stream);
              most.add(open.size());
              if (open.size() == 8 || stream > 180) {
                for (int each : open) {
                  peer.answer(each, "abc");
                }
                open.clear();
              }
            });

    startMany(h2, 96).forEach(o -> assertThat(text(answered(await(o)))).isEqualTo("abc"));

    assertThat(h2.peers()).hasSize(1);
    assertThat(most).hasSize(96).allMatch(count -> count <= 8);
  }

  @Test
  void serverOfFewStreamsGetsMoreConnections() throws Exception {
    CountDownLatch all = new CountDownLatch(6);
    Http2Server h2 =
        serve(
            peer -> peer.settings(3, 2),
            (peer, stream, request) -> {
              all.countDown();
              if (peer.streams().size() == 2) {
                waitFor(all);
                peer.answer(peer.streams().get(0), "abc");
                peer.answer(stream, "abc");
              }
            });

    startMany(h2, 6).forEach(o -> assertThat(text(answered(await(o)))).isEqualTo("abc"));

    assertThat(h2.peers()).hasSize(3);
  }

  @Test
  void goAwayLosesNoRequest() throws Exception {
    Http2Server h2 =
        serve(
            (peer, stream, request) -> {
              if (stream < 20) {
                peer.answer(stream, "at " + request.path());
              } else if (stream == 21) {
                peer.goAway(19);
              }
            });

    List<CompletableFuture<FetchOutcome>> outcomes = startMany(h2, 95);

    for (int i = 0; i < 95; i++) {
      assertThat(text(answered(await(outcomes.get(i))))).isEqualTo("at /" + i);
    }
    assertThat(h2.peers()).hasSizeBetween(10, 12);
  }

  @Test
  void postIsSentOnceWithItsBody() throws Exception {
    Http2Server h2 = serve(this::echo);
    byte[] content = "x".repeat(40_000).getBytes(StandardCharsets.US_ASCII);

    Answer answer = answer(get(h2.url("/")).withMethod("POST", Body.wrap(content, content.length)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(requests.remove().get("content-length")).hasToString("40000");
  }

  @Test
  void bodyOfARequestFollowsTheWindow() throws Exception {
    Http2Server h2 =
        serve(
            peer -> peer.settings(3, 100, 4, 1_000),
            (peer, stream, request) -> {
              peer.frame(Http2Peer.WINDOW_UPDATE, 0, stream, new byte[] {0, 0, 0x10, 0});
              peer.answer(stream, "abc");
            });
    byte[] content = "x".repeat(2_000).getBytes(StandardCharsets.US_ASCII);

    answer(get(h2.url("/")).withMethod("POST", Body.wrap(content, content.length)));
    await(() -> h2.peers().get(0).content().length() > 0);

    assertThat(h2.peers().get(0).content()).matches("x{1000,2000}");
  }

  @Test
  void headHasNoBody() throws Exception {
    Http2Server h2 =
        serve(
            (peer, stream, request) ->
                peer.headers(stream, true, ":status", "200", "content-length", "3"));

    Answer answer = answer(get(h2.url("/")).withMethod("HEAD", Body.EMPTY));

    assertThat(answer.body().length()).isZero();
    assertThat(answer.truncation()).isNull();
  }

  @Test
  void cancelEndsTheStreamAlone() throws Exception {
    Http2Server h2 =
        serve(
            (peer, stream, request) -> {
              if (stream > 3) {
                peer.answer(stream, "abc");
              }
            });
    CompletableFuture<FetchOutcome> outcome = new CompletableFuture<>();
    Fetcher.Fetch fetch = fetcher.fetch(get(h2.url("/")), outcome::complete);
    await(() -> !h2.peers().isEmpty() && h2.peers().get(0).streams().size() == 1);

    fetch.cancel();

    assertThat(await(outcome))
        .isInstanceOfSatisfying(
            FetchOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.CANCELLED));
    await(() -> h2.peers().get(0).resets().equals(List.of((long) Http2Peer.CANCEL)));
    assertThat(text(answer(get(h2.url("/"))))).isEqualTo("abc");
    assertThat(h2.peers()).hasSize(1);
  }

  @Test
  void longBodyIsCutAtItsCapAndTheConnectionLivesOn() throws Exception {
    Http2Server h2 =
        serve(
            (peer, stream, request) -> {
              if (request.path().toString().equals("/long")) {
                peer.headers(stream, false, ":status", "200");
                for (int i = 0; i < 120; i++) {
                  peer.data(stream, false, "z".repeat(10_000));
                }
              } else {
                peer.answer(stream, "abc");
              }
            });

    Answer cut = answer(get(h2.url("/long")));

    assertThat(cut.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(cut.body().length()).isEqualTo(BODY_MAX);
    assertThat(text(answer(get(h2.url("/"))))).isEqualTo("abc");
    assertThat(h2.peers()).hasSize(1);
  }

  @Test
  void firstHandshakeTellsWhetherAllNeedTheirOwnConnection() throws Exception {
    Certificates certificates = new Certificates();
    fetcher.close();
    fetcher = new NettyFetcher(options(PATIENT), new TlsOptions(certificates.roots()));
    CountDownLatch all = new CountDownLatch(5);
    try (MisbehavingServer http1 = MisbehavingServer.start(certificates.goodFor("localhost"))) {
      http1.on(
          "/",
          c -> {
            all.countDown();
            waitFor(all);
            c.answer(200, "abc");
          });
      List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        outcomes.add(start(get(http1.url("/"))));
      }

      outcomes.forEach(
          outcome -> assertThat(answered(await(outcome)).protocol()).isEqualTo("http/1.1"));
      assertThat(http1.connections()).isEqualTo(5);
    }
  }

  @Test
  void failedHandshakeIsTheFailureOfAllWhoWaited() throws Exception {
    fetcher.close();
    fetcher = new NettyFetcher(FetchOptions.of("Weft/test").withLanes(1, 100));
    Http2Server h2 = serve(this::echo);

    for (CompletableFuture<FetchOutcome> each : startMany(h2, 20)) {
      assertThat(await(each))
          .isInstanceOfSatisfying(
              FetchOutcome.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.TLS_UNTRUSTED));
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
