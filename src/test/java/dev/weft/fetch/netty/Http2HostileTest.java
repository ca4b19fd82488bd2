package dev.weft.fetch.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOutcome;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2 with servers that do not; line 21 of the list of hostile servers. */
@ExtendWith(NoLeaks.class)
final class Http2HostileTest extends Http2Fixture {
  /** Answers all requests but those for {@code /bad}, which {@code script} sees to. */
  private Http2Server serveBad(Http2Peer.Script script) throws IOException {
    return serve(
        (peer, stream, request) -> {
          if (path(request).equals("/bad")) {
            script.answer(peer, stream, request);
          } else {
            peer.answer(stream, "at " + path(request));
          }
        });
  }

  private static String path(Http2Headers request) {
    return String.valueOf(request.path());
  }

  private void assertOthersGoOn(Http2Server h2, int connections) {
    assertThat(text(answer(get(h2.url("/next"))))).isEqualTo("at /next");
    assertThat(h2.peers()).hasSize(connections);
  }

  private FetchFailure failureOf(Http2Server h2) {
    return failure(get(h2.url("/bad")));
  }

  @Test
  void hostile21_goAwayThatNeverTakesAnything() throws Exception {
    Http2Server h2 = serve((peer, stream, request) -> peer.goAway(0));

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.DISCONNECTED);
    assertThat(h2.peers()).hasSize(2);
  }

  @Test
  void hostile21_refusedStreamIsTriedOnceMore() throws Exception {
    AtomicBoolean refused = new AtomicBoolean();
    Http2Server once =
        serve(
            (peer, stream, request) -> {
              if (refused.compareAndSet(false, true)) {
                peer.reset(stream, Http2Peer.REFUSED_STREAM);
              } else {
                peer.answer(stream, "abc");
              }
            });
    Http2Server always =
        serve((peer, stream, request) -> peer.reset(stream, Http2Peer.REFUSED_STREAM));

    assertThat(text(answer(get(once.url("/"))))).isEqualTo("abc");
    assertThat(failureOf(always)).isEqualTo(FetchFailure.DISCONNECTED);
    assertThat(once.peers()).hasSize(1);
    assertThat(always.peers().get(0).streams()).hasSize(2);
  }

  @Test
  void hostile21_resetBeforeTheHeadersIsAFailure() throws Exception {
    Http2Server h2 = serveBad((peer, stream, request) -> peer.reset(stream, 2));

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.DISCONNECTED);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile21_resetInTheBodyCutsIt() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              peer.headers(stream, false, ":status", "200", "content-length", "10");
              peer.data(stream, false, "abc");
              peer.reset(stream, 2);
            });

    Answer answer = answer(get(h2.url("/bad")));

    assertThat(answer.truncation()).isEqualTo(Truncation.DISCONNECT);
    assertThat(text(answer)).isEqualTo("abc");
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile21_continuationFloodHurtsItsRequestAlone() throws Exception {
    Http2Server h2 = serveBad(Http2HostileTest::floodAfterTheOther);
    answer(get(h2.url("/first")));
    CompletableFuture<FetchOutcome> bad = start(get(h2.url("/bad")));
    CompletableFuture<FetchOutcome> other = start(get(h2.url("/other")));

    assertThat(await(bad))
        .isInstanceOfSatisfying(
            FetchOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.HEADERS_TOO_LARGE));
    assertThat(text(answered(await(other)))).isEqualTo("at /other");
    assertOthersGoOn(h2, 2);
  }

  private static void floodAfterTheOther(Http2Peer peer, int stream, Http2Headers request)
      throws IOException {
    peer.frame(Http2Peer.HEADERS, 0, stream, Http2Peer.block(":status", "200"));
    while (true) {
      peer.frame(Http2Peer.CONTINUATION, 0, stream, Http2Peer.block("x", "y"));
    }
  }

  @Test
  void hostile21_largeHeadersHurtTheirRequestAlone() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              String[] fields = new String[12];
              for (int i = 0; i < fields.length; i += 2) {
                fields[i] = i == 0 ? ":status" : "x" + i;
                fields[i + 1] = i == 0 ? "200" : "y".repeat(14_000);
              }
              byte[] block = Http2Peer.block(fields);
              for (int from = 0; from < block.length; from += 16_000) {
                int to = Math.min(block.length, from + 16_000);
                peer.frame(
                    from == 0 ? Http2Peer.HEADERS : Http2Peer.CONTINUATION,
                    to == block.length ? Http2Peer.END_HEADERS : 0,
                    stream,
                    Arrays.copyOfRange(block, from, to));
              }
            });

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.HEADERS_TOO_LARGE);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile21_headersThatGrowWhenUnpackedAreRefused() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              ByteArrayOutputStream block = new ByteArrayOutputStream();
              block.writeBytes(Http2Peer.block(":status", "200"));
              byte[] entry = Http2Peer.block("x", "y".repeat(3_900));
              entry[0] = 0x40; // To be put into the table.
              block.writeBytes(entry);
              for (int i = 0; i < 10_000; i++) {
                block.write(0xbe); // The newest entry of the table.
              }
              peer.frame(
                  Http2Peer.HEADERS,
                  Http2Peer.END_HEADERS | Http2Peer.END_STREAM,
                  stream,
                  block.toByteArray());
            });

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.HEADERS_TOO_LARGE);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile21_hugeTableForOurHeadersIsNotFilled() throws Exception {
    Http2Server h2 =
        serve(
            peer -> peer.settings(1, Integer.MAX_VALUE, 3, 1_000),
            (peer, stream, request) -> peer.answer(stream, "abc"));

    startMany(h2, 100).forEach(each -> assertThat(text(answered(await(each)))).isEqualTo("abc"));
  }

  /** Frames that a server can send for ever. */
  private enum Flood {
    PING(peer -> peer.frame(Http2Peer.PING, 0, 0, new byte[8])),
    SETTINGS(Http2Peer::settings),
    RESET_OF_AN_ENDED_STREAM(peer -> peer.reset(peer.streams().get(0), Http2Peer.CANCEL)),
    PRIORITY(peer -> peer.frame(Http2Peer.PRIORITY, 0, 3, new byte[5])),
    WINDOW_UPDATE(peer -> peer.frame(Http2Peer.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1})),
    UNKNOWN(peer -> peer.frame(99, 0, 0, new byte[100])),
    EMPTY_DATA(peer -> peer.frame(Http2Peer.DATA, 0, peer.streams().get(1)));

    @SuppressWarnings("ImmutableEnumChecker") // The scripts keep nothing.
    private final Http2Server.Greeting frame;

    Flood(Http2Server.Greeting frame) {
      this.frame = frame;
    }
  }

  @ParameterizedTest
  @EnumSource
  void hostile21_floodOfFramesEndsTheConnection(Flood flood) throws Exception {
    AtomicBoolean flooded = new AtomicBoolean();
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              if (flooded.getAndSet(true)) {
                peer.answer(stream, "at last");
                return;
              }
              peer.headers(stream, false, ":status", "200");
              while (true) {
                flood.frame.say(peer);
              }
            });
    answer(get(h2.url("/first")));

    Answer answer = answer(get(h2.url("/bad")));

    assertThat(answer.truncation()).isEqualTo(Truncation.DISCONNECT);
    assertThat(text(answer)).isEmpty();
    assertOthersGoOn(h2, 2);
  }

  @Test
  void hostile21_floodBeforeAnyAnswerIsAFailure() throws Exception {
    Http2Server h2 =
        serve(
            (peer, stream, request) -> {
              while (true) {
                Flood.PING.frame.say(peer);
              }
            });

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.DISCONNECTED);
    assertThat(h2.peers()).hasSize(1);
  }

  @Test
  void hostile21_dataForACancelledStreamHasAnEnd() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              peer.headers(stream, false, ":status", "200");
              while (true) {
                peer.data(stream, false, "z".repeat(10_000));
              }
            });

    assertThat(answer(get(h2.url("/bad"))).truncation()).isEqualTo(Truncation.LENGTH);
    assertOthersGoOn(h2, 2);
  }

  @Test
  void hostile21_zeroWindowForEverMeetsTheTimeOut() throws Exception {
    use(options(timeouts(60_000, 1_000, 60_000, 60_000)));
    Http2Server h2 = serve(peer -> peer.settings(3, 100, 4, 0), (peer, stream, request) -> {});
    answerNothing(h2);

    FetchFailure failure =
        failure(get(h2.url("/bad")).withMethod("POST", Body.wrap(new byte[100], 100)));

    assertThat(failure).isEqualTo(FetchFailure.FIRST_BYTE_TIMEOUT);
  }

  private void answerNothing(Http2Server h2) {
    assertThat(failureOf(h2)).isEqualTo(FetchFailure.FIRST_BYTE_TIMEOUT);
  }

  @Test
  void hostile21_serverThatAllowsNoStreamMeetsTheTotalLimit() throws Exception {
    use(options(timeouts(60_000, 60_000, 60_000, 1_500)));
    Http2Server h2 = serve(peer -> peer.settings(3, 0), (peer, stream, request) -> {});

    for (CompletableFuture<FetchOutcome> each : startMany(h2, 10)) {
      assertThat(await(each))
          .isInstanceOfSatisfying(
              FetchOutcome.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.TOTAL_TIMEOUT));
    }
  }

  @Test
  void hostile16_silenceInTheBodyCutsItAndTheConnectionLivesOn() throws Exception {
    use(options(timeouts(60_000, 60_000, 1_000, 60_000)));
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              peer.headers(stream, false, ":status", "200");
              peer.data(stream, false, "abc");
            });
    CompletableFuture<FetchOutcome> bad = start(get(h2.url("/bad")));
    await(() -> !h2.peers().isEmpty() && h2.peers().get(0).streams().size() == 1);
    answer(get(h2.url("/other"))); // Perhaps in one read with what came for the bad one.
    answer(get(h2.url("/other")));

    Answer answer = answered(await(bad));

    assertThat(answer.truncation()).isEqualTo(Truncation.TIME);
    assertThat(text(answer)).isEqualTo("abc");
    await(() -> h2.peers().get(0).resets().equals(List.of((long) Http2Peer.CANCEL)));
    assertOthersGoOn(h2, 1);
  }

  @Test
  void connectionThatIsSilentToATimeOutIsNotUsedAgain() throws Exception {
    use(options(timeouts(60_000, 1_000, 60_000, 60_000)));
    AtomicBoolean dead = new AtomicBoolean();
    Http2Server h2 =
        serve(
            (peer, stream, request) -> {
              if (path(request).equals("/bad")) {
                dead.set(true);
              } else {
                peer.answer(stream, "at " + path(request));
              }
            });
    answer(get(h2.url("/first")));

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.FIRST_BYTE_TIMEOUT);
    assertThat(dead).isTrue();
    assertOthersGoOn(h2, 2);
  }

  /** Answers whose form HTTP/2 forbids. */
  private enum Malformed {
    NO_STATUS("a", "b"),
    STATUS_THAT_IS_NONE(":status", "OK"),
    STATUS_OF_TWO_DIGITS(":status", "20"),
    CAPITALS(":status", "200", "Content-Type", "text/html"),
    PATH_IN_AN_ANSWER(":status", "200", ":path", "/"),
    UNKNOWN_PSEUDO_FIELD(":status", "200", ":a", "b"),
    STATUS_BEHIND_A_FIELD("a", "b", ":status", "200"),
    CONNECTION_FIELD(":status", "200", "connection", "close"),
    TRANSFER_ENCODING(":status", "200", "transfer-encoding", "chunked"),
    LINE_END(":status", "200", "a", "b\r\nc: d"),
    TWO_LENGTHS(":status", "200", "content-length", "3", "content-length", "4"),
    NEGATIVE_LENGTH(":status", "200", "content-length", "-3"),
    SWITCHING(":status", "101"),
    LENGTH_TOO_LARGE(":status", "200", "content-length", "10"),
    LENGTH_TOO_SMALL(":status", "200", "content-length", "2");

    @SuppressWarnings("ImmutableEnumChecker") // Written by nobody.
    private final String[] fields;

    Malformed(String... fields) {
      this.fields = fields;
    }
  }

  @ParameterizedTest
  @EnumSource
  void hostile21_malformedAnswerHurtsItsRequestAlone(Malformed malformed) throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              peer.headers(stream, false, malformed.fields);
              peer.data(stream, true, "abc");
            });

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.MALFORMED_ANSWER);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile21_declaredBodyThatDoesNotComeIsMalformed() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) ->
                peer.headers(stream, true, ":status", "200", "content-length", "3"));

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.MALFORMED_ANSWER);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile21_dataBeforeHeadersIsMalformed() throws Exception {
    Http2Server h2 = serveBad((peer, stream, request) -> peer.data(stream, true, "abc"));

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.MALFORMED_ANSWER);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile20_interimFloodIsRefused() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              for (int i = 0; i < 100; i++) {
                peer.headers(stream, false, ":status", "103");
              }
            });

    assertThat(failureOf(h2)).isEqualTo(FetchFailure.MALFORMED_ANSWER);
    assertOthersGoOn(h2, 1);
  }

  @Test
  void hostile20_bodyWhereNoneMayBeIsNotRead() throws Exception {
    Http2Server h2 =
        serveBad(
            (peer, stream, request) -> {
              peer.headers(stream, false, ":status", "204");
              peer.data(stream, false, "abc");
            });

    assertThat(answer(get(h2.url("/bad"))).body().length()).isZero();
    assertOthersGoOn(h2, 1);
  }

  /** What breaks a whole connection. */
  private enum Breach {
    PUSH((peer, stream, request) -> push(peer, stream)),
    DATA_ON_A_STREAM_NEVER_OPENED((peer, stream, request) -> peer.data(stream + 100, true, "abc")),
    FRAME_OF_16_MB((peer, stream, request) -> peer.raw(new byte[] {-1, -1, -1, 0, 0, 0, 0, 0, 1})),
    BLOCK_THAT_IS_NONE(
        (peer, stream, request) ->
            peer.frame(Http2Peer.HEADERS, Http2Peer.END_HEADERS, stream, new byte[] {-1, -1, -1})),
    PING_IN_A_BLOCK(
        (peer, stream, request) -> {
          peer.frame(Http2Peer.HEADERS, 0, stream, Http2Peer.block(":status", "200"));
          peer.frame(Http2Peer.PING, 0, 0, new byte[8]);
        }),
    WINDOW_OVERFLOW(
        (peer, stream, request) ->
            peer.frame(Http2Peer.WINDOW_UPDATE, 0, 0, new byte[] {127, -1, -1, -1})),
    ANOTHER_PROTOCOL(
        (peer, stream, request) -> peer.raw("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))),
    END((peer, stream, request) -> peer.close());

    @SuppressWarnings("ImmutableEnumChecker") // The scripts keep nothing.
    private final Http2Peer.Script script;

    Breach(Http2Peer.Script script) {
      this.script = script;
    }

    private static void push(Http2Peer peer, int stream) throws IOException {
      byte[] block = Http2Peer.block(":method", "GET", ":path", "/", ":scheme", "https");
      byte[] payload = new byte[4 + block.length];
      payload[3] = 2;
      System.arraycopy(block, 0, payload, 4, block.length);
      peer.frame(Http2Peer.PUSH_PROMISE, Http2Peer.END_HEADERS, stream, payload);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hostile21_breachOfTheProtocolIsADefiniteFailure(Breach breach) throws Exception {
    Http2Server h2 = serveBad(breach.script);
    answer(get(h2.url("/first")));

    assertThat(failureOf(h2)).isIn(FetchFailure.MALFORMED_ANSWER, FetchFailure.DISCONNECTED);
    assertThat(text(answer(get(h2.url("/next"))))).isEqualTo("at /next");
    assertThat(h2.peers()).hasSizeBetween(2, 3);
  }
}
