package dev.weft.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.page.Truncation;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any fetcher does over TLS: whom it trusts, and with what reason it does not. */
public abstract class TlsFetcherContract extends FetcherFixture {
  private static final Certificates CERTIFICATES = new Certificates();

  @Test
  void certificateOfTheHostIsGood() throws Exception {
    serve(CERTIFICATES.goodFor("localhost"));
    server.on("/", c -> c.answer(200, "abc".repeat(100_000)));

    Answer first = answer("/");
    Answer second = answer("/");

    assertThat(text(first)).isEqualTo("abc".repeat(100_000));
    assertThat(first.timings().tlsNanos()).isPositive();
    assertThat(second.timings().tlsNanos()).isZero();
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void certificateOfTheAddressIsGoodForTheLiteral() throws Exception {
    serve(CERTIFICATES.goodFor("elsewhere.example"));
    server.on("/", c -> c.answer(200, "abc"));

    assertThat(text(answer(get(server.url("127.0.0.1", "/"))))).isEqualTo("abc");
  }

  @Test
  void dotAtTheEndOfTheHostIsNoPartOfItsName() throws Exception {
    serve(CERTIFICATES.goodFor("localhost"));
    server.on("/", c -> c.answer(200, "abc"));

    assertThat(text(answer(get(server.url("localhost.", "/"))))).isEqualTo("abc");
  }

  @Test
  void codingsOfNativeLibrariesAreAccepted() throws Exception {
    serve(CERTIFICATES.goodFor("localhost"));
    server.on("/", c -> c.answer(200, ""));

    answer("/");

    assertThat(server.heads().get(0)).contains("Accept-Encoding: gzip, deflate, br, zstd\r\n");
  }

  @Test
  void hostile12_wrongHost() throws Exception {
    serve(CERTIFICATES.goodFor("elsewhere.example"));

    assertThat(failure()).isEqualTo(FetchFailure.TLS_WRONG_HOST);
  }

  @Test
  void hostile12_commonNameAlone() throws Exception {
    serve(CERTIFICATES.withACommonNameOnly());

    assertThat(failure()).isEqualTo(FetchFailure.TLS_WRONG_HOST);
  }

  @Test
  void hostile12_expired() throws Exception {
    serve(CERTIFICATES.expired());

    assertThat(failure()).isEqualTo(FetchFailure.TLS_EXPIRED);
  }

  @Test
  void hostile12_notYetValid() throws Exception {
    serve(CERTIFICATES.notYetValid());

    assertThat(failure()).isEqualTo(FetchFailure.TLS_NOT_YET_VALID);
  }

  @Test
  void hostile12_selfSigned() throws Exception {
    serve(CERTIFICATES.selfSigned());

    assertThat(failure()).isEqualTo(FetchFailure.TLS_UNTRUSTED);
  }

  @Test
  void hostile12_unknownRoot() throws Exception {
    serve(CERTIFICATES.ofAnUnknownRoot());

    assertThat(failure()).isEqualTo(FetchFailure.TLS_UNTRUSTED);
  }

  @Test
  void hostile12_missingIntermediate() throws Exception {
    serve(CERTIFICATES.withoutItsIntermediate());

    assertThat(failure()).isEqualTo(FetchFailure.TLS_UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void eitherVersionOfTlsWillDo(String version) throws Exception {
    serve(CERTIFICATES.goodFor("localhost"), version);
    server.on("/", c -> c.answer(200, "abc"));

    assertThat(text(answer("/"))).isEqualTo("abc");
    assertThat(text(answer("/"))).isEqualTo("abc");
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void hostile12_serverThatKnowsOnlyTls11() throws Exception {
    // A ServerHello of TLS 1.1: version, 32 bytes of random, no session, a cipher, no compression.
    String hello = "0302" + "00".repeat(32) + "00" + "002f" + "00";
    byte[] record = HexFormat.of().parseHex("160302002a" + "02000026" + hello);
    try (RawServer old = new RawServer(record)) {
      trustTheRoot(PATIENT);

      assertThat(failure(get(old.url("https")))).isEqualTo(FetchFailure.TLS_FAILED);
    }
  }

  @Test
  void serverWithoutTls() throws Exception {
    try (RawServer plain = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))) {
      trustTheRoot(PATIENT);

      assertThat(failure(get(plain.url("https")))).isEqualTo(FetchFailure.TLS_FAILED);
    }
  }

  @Test
  void silenceInTheHandshakeMeetsTheConnectTimeOut() throws Exception {
    try (RawServer silent = new RawServer(new byte[0])) {
      trustTheRoot(timeouts(300, 60_000, 60_000, 60_000));

      assertThat(failure(get(silent.url("https")))).isEqualTo(FetchFailure.CONNECT_TIMEOUT);
    }
  }

  @Test
  void bodyThatEndsWithTheConnectionNeedsItsFarewell() throws Exception {
    serve(CERTIFICATES.goodFor("localhost"));
    server.on(
        "/whole",
        c -> {
          c.send("HTTP/1.1 200 OK\r\n\r\nabc");
          c.close();
        });
    server.on(
        "/cut",
        c -> {
          c.send("HTTP/1.1 200 OK\r\n\r\nabc");
          c.drop();
        });

    Answer whole = answer("/whole");
    Answer cut = answer("/cut");

    assertThat(text(whole)).isEqualTo("abc");
    assertThat(whole.truncation()).isNull();
    assertThat(text(cut)).isEqualTo("abc");
    assertThat(cut.truncation()).isEqualTo(Truncation.DISCONNECT);
  }

  @Test
  void closeEndsConnectionsInAnyState() throws Exception {
    serve(CERTIFICATES.goodFor("localhost"));
    server.on("/", c -> c.answer(200, "abc"));
    answer("/");

    fetcher.close();

    await(() -> server.openConnections() == 0);
  }

  private FetchFailure failure() {
    return failure(get(server.url("/")));
  }

  private void serve(SSLContext context, String... protocols) throws Exception {
    server.close();
    server = MisbehavingServer.start(context, protocols);
    trustTheRoot(PATIENT);
  }

  private void trustTheRoot(FetchOptions.Timeouts timeouts) throws Exception {
    fetcher.close();
    fetcher = open(options(timeouts), new TlsOptions(CERTIFICATES.roots()));
  }
}
