package dev.weft.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.weft.fetch.http1.WholeAnswers;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.ContentDecoder;
import dev.weft.page.Decoded;
import dev.weft.page.Encoded;
import dev.weft.page.FetchFailure;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any fetcher does with the bodies of requests and, whatever their coding, of answers. */
public abstract class ContentFetcherContract extends FetcherFixture {
  private static final String TEXT = "<p>Some words, and some more.</p>".repeat(1_000);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw", "br", "zstd"})
  void bodyIsWhatCameOverTheWire(String coding) throws IOException {
    Body wire = Encoded.of(TEXT.getBytes(UTF_8), coding);

    Answer answer = answerWith(bytes(wire), coding.equals("raw") ? "deflate" : coding);

    assertThat(bytes(answer.body())).isEqualTo(bytes(wire));
    assertThat(answer.wireBytes()).isEqualTo(wire.length());
    assertThat(content(decoded(answer))).isEqualTo(TEXT);
  }

  @Test
  void hostile14_twoStackedCodings() throws IOException {
    Body inner = Encoded.of(TEXT.getBytes(UTF_8), "deflate");

    Answer answer = answerWith(bytes(Encoded.of(bytes(inner), "gzip")), "deflate, gzip");

    assertThat(content(decoded(answer))).isEqualTo(TEXT);
  }

  @Test
  void hostile14_wrongLabel() {
    Answer answer = answerWith(TEXT.getBytes(UTF_8), "gzip");

    assertThat(content(decoded(answer))).isEqualTo(TEXT);
    assertThat(decoded(answer).problem()).isNotNull();
  }

  @Test
  void hostile14_codedBodyThatBreaksOff() throws IOException {
    Body wire = Encoded.of(TEXT.getBytes(UTF_8), "gzip");

    Answer answer = answerWith(Arrays.copyOf(wire.array(), wire.arrayLength() - 20), "gzip");

    assertThat(answer.truncation()).isNull();
    assertThat(decoded(answer).truncation()).isEqualTo(Truncation.DISCONNECT);
    assertThat(TEXT).startsWith(content(decoded(answer)));
  }

  @Test
  void hostile13_tenGigabytesOutOfTenMegabytesCostNoMemory() throws IOException {
    Body member = Encoded.zeros("gzip", 10 << 20);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (int i = 0; i < 1_024; i++) {
      wire.write(member.array(), 0, member.arrayLength());
    }
    long contentMax = 10 << 20;
    Answer answer = answerWith(wire.toByteArray(), "gzip");
    assertThat(answer.wireBytes()).isEqualTo(wire.size()).isLessThan(12 << 20);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

    Decoded decoded = ContentDecoder.decode(answer.body(), answer.headers(), contentMax);

    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(decoded.truncation()).isEqualTo(Truncation.LENGTH);
    assertThat(decoded.content().length()).isEqualTo(contentMax);
    assertThat(allocated).isLessThan(4 * contentMax);
  }

  /** Over the wire each row is what the reader both backends share says it is. */
  @Test
  void oddAnswersAreWhatTheCorpusSays() throws IOException {
    int compared = 0;
    for (JsonNode row : Corpus.rows("llhttp-response.json")) {
      String raw = row.get("raw").asText();
      server.on(
          "/" + compared,
          c -> {
            c.send(raw);
            c.close();
          });

      FetchOutcome outcome = fetch(get("/" + compared));

      assertThat(described(outcome)).as(raw).isEqualTo(expected(raw));
      compared++;
    }
    assertThat(compared).isGreaterThan(60);
  }

  private static String expected(String raw) {
    WholeAnswers whole = WholeAnswers.of(raw, false, BODY_MAX);
    if (whole.answers().isEmpty()) {
      return "failed";
    }
    WholeAnswers.Read first = whole.answers().get(0);
    boolean leftOver = !first.head().keepAlive() && whole.refused() != null;
    return leftOver ? "failed" : first.body() + first.truncation();
  }

  private static String described(FetchOutcome outcome) {
    return outcome instanceof FetchOutcome.Answered answered
        ? text(answered.answer()) + answered.answer().truncation()
        : "failed";
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 1 << 20})
  void contentOfTheRequestIsSent(int length) {
    CompletableFuture<String> received = new CompletableFuture<>();
    server.on(
        "/",
        c -> {
          received.complete(c.content());
          c.answer(200, "");
        });
    String content = "z".repeat(length);
    Body body = Body.wrap(content.getBytes(ISO_8859_1), length);

    answer(get("/").withMethod("POST", body).withHeaders(Headers.of("Content-Type", "a/b")));

    assertThat(await(received)).isEqualTo(content);
    assertThat(server.heads().get(0).lines())
        .startsWith("POST / HTTP/1.1")
        .contains("Content-Type: a/b", "Content-Length: " + length);
  }

  @Test
  void requestThatMayNotBeMadeTwiceIsMadeOnce() {
    assertThat(text(answer(Misbehaviour.DEAD_WHEN_REUSED))).isEqualTo("abc");
    FetchRequest post =
        get(server.url(Misbehaviour.DEAD_WHEN_REUSED)).withMethod("POST", Body.EMPTY);

    assertThat(failure(post)).isEqualTo(FetchFailure.DISCONNECTED);
    assertThat(server.heads()).hasSize(2);
  }

  /** What the server gave under this Content-Encoding. */
  private Answer answerWith(byte[] wire, String codings) {
    server.on(
        "/coded",
        c -> {
          c.send("HTTP/1.1 200 -\r\nContent-Length: " + wire.length);
          c.send("\r\nContent-Encoding: " + codings + "\r\n\r\n");
          c.send(wire);
        });
    return answer(FetchRequest.get(server.url("/coded"), server.addresses(), 0, 12 << 20));
  }

  private static Decoded decoded(Answer answer) {
    return ContentDecoder.decode(answer.body(), answer.headers(), BODY_MAX);
  }

  private static String content(Decoded decoded) {
    return new String(decoded.content().array(), 0, decoded.content().arrayLength(), UTF_8);
  }

  private static byte[] bytes(Body body) throws IOException {
    return body.open().readAllBytes();
  }
}
