package dev.weft.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What any fetcher survives; the numbers are those of the project's list of hostile servers. */
public abstract class HostileFetcherContract extends FetcherFixture {
  private static final Path GUIDE = Path.of("src/docs/guide/hostile-servers.md");

  /** Whatever a server did, the next answer is the right one. */
  @AfterEach
  void nextRequestGetsItsOwnAnswer() {
    server.on("/next", c -> c.answer(200, "the next"));

    assertThat(text(answer("/next"))).isEqualTo("the next");
  }

  /** The tables of the guide hold for every backend. */
  @ParameterizedTest
  @EnumSource
  void misbehaviourHasItsDocumentedOutcome(Misbehaviour misbehaviour) throws IOException {
    String documented = documented(misbehaviour);
    boolean isOfTime = documented.contains("Timeout") || documented.endsWith("time");
    use(options(isOfTime ? timeouts(60_000, 1_000, 1_000, 3_000) : PATIENT));

    assertThat(recorded(fetch(get(server.url(misbehaviour))))).isEqualTo(documented);
  }

  /** The last column of a misbehaviour's row. */
  private static String documented(Misbehaviour misbehaviour) throws IOException {
    String start = "| `" + misbehaviour.path().substring(1) + "` | ";
    return Files.readAllLines(GUIDE).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2) + 1))
        .map(cell -> cell.replaceAll("[ |`]+", " ").strip())
        .findFirst()
        .orElse("not in " + GUIDE);
  }

  private static String recorded(FetchOutcome outcome) {
    if (outcome instanceof FetchOutcome.Failed failed) {
      return "error " + failed.reason().code();
    }
    Truncation truncation = answered(outcome).truncation();
    return truncation == null ? "answer" : "answer, truncated " + truncation.code();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ENDLESS_HEADERS", "HEADER_LINE_OF_100_KB", "HEADERS_10_000", "ENDLESS_LINE"})
  void hostile15_headersAreBounded(Misbehaviour misbehaviour) {
    assertThat(failure(misbehaviour)).isEqualTo(FetchFailure.HEADERS_TOO_LARGE);
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile16_silenceBeforeTheAnswerEndsTheFetch() {
    use(options(timeouts(60_000, 200, 60_000, 60_000)));

    assertThat(failure(Misbehaviour.SILENT)).isEqualTo(FetchFailure.FIRST_BYTE_TIMEOUT);
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile16_silenceInTheHeadersEndsTheFetch() {
    use(options(timeouts(60_000, 60_000, 200, 60_000)));

    assertThat(failure(Misbehaviour.SILENT_IN_HEADERS)).isEqualTo(FetchFailure.IDLE_TIMEOUT);
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile16_silenceInTheBodyCutsIt() {
    use(options(timeouts(60_000, 60_000, 200, 60_000)));

    Answer answer = answer(Misbehaviour.SILENT_AFTER_HEADERS);

    assertThat(answer.truncation()).isEqualTo(Truncation.TIME);
    assertThat(text(answer)).isEqualTo("abc");
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile16_slowDripOfHeadersMeetsTheTotalLimit() {
    use(options(timeouts(60_000, 60_000, 60_000, 300)));

    assertThat(failure(Misbehaviour.SLOW_DRIP_OF_HEADERS)).isEqualTo(FetchFailure.TOTAL_TIMEOUT);
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile16_slowDripOfBodyMeetsTheTotalLimit() {
    use(options(timeouts(60_000, 60_000, 60_000, 300)));

    Answer answer = answer(Misbehaviour.SLOW_DRIP_OF_BODY);

    assertThat(answer.truncation()).isEqualTo(Truncation.TIME);
    assertThat(text(answer)).matches("x*");
    await(() -> server.openConnections() == 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDLESS_BODY", "ENDLESS_CHUNKS", "LENGTH_OF_AN_EXABYTE"})
  void hostile17_endlessBodyIsCutAtTheCap(Misbehaviour misbehaviour) {
    Answer answer = answer(misbehaviour);

    assertThat(answer.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(answer.body().length()).isEqualTo(BODY_MAX);
    await(() -> server.openConnections() == 0);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CONFLICTING_LENGTHS",
        "LENGTH_AND_CHUNKED",
        "NEGATIVE_LENGTH",
        "NEGATIVE_CHUNK",
        "HUGE_CHUNK",
        "ENDLESS_CHUNK_EXTENSION",
        "ENDLESS_TRAILERS",
        "BARE_CR",
        "BARE_LF",
        "NUL_IN_HEADER"
      })
  void hostile18_contradictoryFramingIsRefused(Misbehaviour misbehaviour) {
    assertThat(failure(misbehaviour)).isEqualTo(FetchFailure.MALFORMED_ANSWER);
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile19_connectionWithBytesLeftOverIsDiscarded() {
    assertThat(text(answer(Misbehaviour.EXTRA_BYTES))).isEqualTo("abc");
    assertThat(text(answer(Misbehaviour.EXTRA_BYTES))).isEqualTo("abc");

    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void hostile19_bytesThatComeWhileIdleCloseTheConnection() {
    server.on(
        "/late",
        c -> {
          c.answer(200, "abc");
          c.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
          c.holdUntilClosed();
        });

    assertThat(text(answer("/late"))).isEqualTo("abc");
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile19_bytesBehindTheLastAnswerMakeItMalformed() {
    assertThat(failure(Misbehaviour.EXTRA_BYTES_AFTER_THE_LAST))
        .isEqualTo(FetchFailure.MALFORMED_ANSWER);
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_STATUS_LINE", "ANOTHER_PROTOCOL", "UNASKED_UPGRADE", "INTERIM_FLOOD"})
  void hostile20_whatIsNoAnswerIsRefusedAtOnce(Misbehaviour misbehaviour) {
    assertThat(failure(misbehaviour)).isEqualTo(FetchFailure.MALFORMED_ANSWER);
    await(() -> server.openConnections() == 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"BODY_ON_204", "BODY_ON_304"})
  void hostile20_bodyWhereNoneMayBeIsNotRead(Misbehaviour misbehaviour) {
    assertThat(answer(misbehaviour).body().length()).isZero();
    await(() -> server.openConnections() == 0);
  }

  @Test
  void hostile20_bodyOnHeadIsNotRead() {
    FetchRequest head =
        FetchRequest.get(server.url(Misbehaviour.BODY_ON_HEAD), server.addresses(), 0, BODY_MAX)
            .withMethod("HEAD", Body.EMPTY);

    assertThat(answer(head).body().length()).isZero();
    await(() -> server.openConnections() == 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"DISCONNECT_BEFORE_ANSWER", "RESET_BEFORE_ANSWER", "DISCONNECT_IN_HEADERS"})
  void endWithinTheHeadersIsAFailure(Misbehaviour misbehaviour) {
    assertThat(failure(misbehaviour)).isEqualTo(FetchFailure.DISCONNECTED);
    assertThat(server.heads()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_ANY,
      names = {"DISCONNECT_IN_BODY|DISCONNECT_.*CHUNKS?"})
  void endWithinTheBodyCutsIt(Misbehaviour misbehaviour) {
    Answer answer = answer(misbehaviour);

    assertThat(answer.truncation()).isEqualTo(Truncation.DISCONNECT);
    assertThat(text(answer)).isEqualTo("abc");
  }

  @Test
  void resetOfABodyWithoutALengthCutsIt() {
    server.on(
        "/",
        c -> {
          c.send("HTTP/1.1 200 OK\r\n\r\n" + "z".repeat(100_000));
          c.send("z");
          c.reset();
        });
    FetchOutcome outcome = fetch(get(server.url("/")));

    if (outcome instanceof FetchOutcome.Answered answered) {
      assertThat(answered.answer().truncation()).isEqualTo(Truncation.DISCONNECT);
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              FetchOutcome.Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(FetchFailure.DISCONNECTED));
    }
  }

  @Test
  void deadKeptConnectionIsReplacedOnce() {
    for (int i = 0; i < 4; i++) {
      assertThat(text(answer(Misbehaviour.DEAD_WHEN_REUSED))).isEqualTo("abc");
    }

    assertThat(server.heads()).hasSize(7);
    assertThat(server.connections()).isEqualTo(4);
  }
}
