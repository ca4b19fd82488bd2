package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.page.Transcript;
import dev.weft.page.Truncation;
import dev.weft.sink.Pages;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.warc.Archive.Read;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarcSinkTest {
  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 Fine\r\ncontent-TYPE:  text/html\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir private Path folder;
  private Archive archive;

  @BeforeEach
  void setUp() {
    archive = new Archive(folder);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  private static Body body(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Body.wrap(bytes, bytes.length);
  }

  private static Page answered(int number, Headers headers, Body wire, Transcript transcript) {
    return Pages.answered(Pages.fetched(number), headers, wire, "http/1.1", transcript);
  }

  private static Page chunked(Body wire, @Nullable Truncation cut) {
    return answered(
        1,
        Headers.of("content-TYPE", "text/html", "Transfer-Encoding", "chunked"),
        wire,
        new Transcript(Pages.request(Pages.url(1)), Body.EMPTY, CHUNKED_HEAD, cut, null));
  }

  /** Bodies that compress badly, so that short ones are done before long ones. */
  private static Body noise(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Body.wrap(bytes, length);
  }

  @Test
  void recordsStandInTheOrderInWhichTheyCameWhateverTheirLength() throws IOException {
    Random random = new Random(7);
    List<String> urls = new ArrayList<>();
    try (WarcSink sink = WarcSink.inFolder(folder, SinkOptions.DEFAULT)) {
      sink.open(SinkMark.NOTHING);
      for (int i = 0; i < 120; i++) {
        int length = i % 40 == 20 ? 1_200_000 : i % 7 == 3 ? 300_000 : 100 + i;
        String head = "HTTP/1.1 200 Fine\r\nContent-Length: " + length + "\r\n\r\n";
        Transcript said = new Transcript(Pages.request(Pages.url(i)), Body.EMPTY, head, null, null);
        Body body = noise(random, length);
        sink.write(answered(i, Headers.of("Content-Length", "" + length), body, said));
        // The fetcher may use a body's memory again once it is written.
        Arrays.fill(body.array(), (byte) 'x');
        urls.add(Pages.url(i).href());
      }
      sink.checkpoint();
    }

    assertThat(archive.records("metadata"))
        .extracting(record -> record.header("warc-target-uri"))
        .isEqualTo(urls);
    assertThat(archive.records("response"))
        .extracting(record -> record.header("warc-target-uri"))
        .isEqualTo(urls);
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
  }

  @Test
  void filesSortByNameAsTheyAreWrittenWhateverTheTimesOfTheirPages() throws IOException {
    Instant time = Instant.parse("2026-11-21T10:00:00Z");
    List<String> urls = new ArrayList<>();
    try (WarcSink sink = WarcSink.inFolder(folder, SinkOptions.DEFAULT.withRollBytes(1))) {
      sink.open(SinkMark.NOTHING);
      for (int i = 0; i < 5; i++) {
        Instant earlier = time.minusSeconds(i);
        sink.write(Page.of(Pages.url(i), Disposition.ROBOTS_DENIED, earlier).build());
        urls.add(Pages.url(i).href());
      }
      sink.checkpoint();
    }

    assertThat(archive.files()).hasSize(5);
    assertThat(archive.records("metadata"))
        .extracting(record -> record.header("warc-target-uri"))
        .isEqualTo(urls);
  }

  @Test
  void anAnswerThatNothingHasChangedIsARevisit() throws IOException {
    Page before = Pages.archived(1, "HTTP/1.1 304 Not Modified", "", null);
    Page page =
        Page.of(before.url(), Disposition.UNCHANGED, before.fetchedAt())
            .visit(2)
            .attempts(1)
            .reply(before.reply())
            .build();
    archive.write(page);

    Read revisit = archive.records("revisit").get(0);
    assertThat(revisit.header("warc-profile"))
        .isEqualTo("http://netpreserve.org/warc/1.1/revisit/server-not-modified");
    assertThat(revisit.header("warc-refers-to-target-uri")).isEqualTo(page.url().href());
    assertThat(revisit.header("warc-payload-digest")).isEmpty();
    assertThat(revisit.block()).startsWith("HTTP/1.1 304 Not Modified\r\n");
    assertThat(archive.records("response")).isEmpty();
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
    assertThat(WarcCheck.readByNode(archive.files()))
        .noneMatch(line -> line.startsWith("ERROR"))
        .anyMatch(line -> line.contains("\"revisit\"") && line.contains(page.url().href()));
  }

  @Test
  void whatIsCompressedIsShownToReadersWithoutAnotherPage() throws IOException {
    try (WarcSink sink = WarcSink.inFolder(folder, SinkOptions.DEFAULT)) {
      sink.open(SinkMark.NOTHING);
      sink.write(Pages.archived(1));
      do {
        sink.flush();
      } while (archive.files().isEmpty() || Files.size(archive.files().get(0)) == 0);
      assertThat(archive.records("metadata")).hasSize(1);
    }
  }

  @Test
  void nothingIsWrittenBehindARecordThatCouldNotBe() throws IOException {
    Path files = folder.resolve("warc");
    Path away = folder.resolve("away");
    Random random = new Random(7);
    WarcSink sink = WarcSink.inFolder(folder, SinkOptions.DEFAULT.withRollBytes(1));
    sink.open(SinkMark.NOTHING);
    sink.write(Pages.archived(0));
    sink.checkpoint();
    Files.move(files, away);
    Files.createFile(files);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 4; i++) {
                // The first takes longest, so that others stand behind it.
                sink.write(chunked(noise(random, i == 0 ? 300_000 : 10), null));
              }
              sink.checkpoint();
            })
        .isInstanceOf(IOException.class);
    Files.delete(files);
    Files.move(away, files);
    try {
      sink.close();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("records before these could not be written");
    }

    assertThat(archive.records("metadata"))
        .extracting(record -> record.header("warc-target-uri"))
        .containsExactly(Pages.url(0).href());
  }

  @Test
  void aBodyThatIsCompressedAlreadyIsStoredAsItIs() throws IOException {
    String letters = "abcdefgh".repeat(30_000);
    Page plain = Pages.archived(1, "HTTP/1.1 200 OK", letters, null);
    Body body = body(letters);
    Page coded =
        answered(
            2,
            Headers.of("Content-Encoding", "gzip", "Transfer-Encoding", "chunked"),
            body,
            new Transcript(
                Pages.request(Pages.url(2)),
                Body.EMPTY,
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
                null,
                null));
    long[] sizes = new long[2];
    for (int i = 0; i < 2; i++) {
      Archive one = new Archive(folder.resolve("archive" + i)).write(i == 0 ? plain : coded);
      sizes[i] = Files.size(one.files().get(0));
      assertThat(one.types()).containsExactly("warcinfo", "request", "response", "metadata");
      assertThat(WarcCheck.faults(one.files()).stream().filter(line -> !line.contains("gzip")))
          .isEmpty();
    }

    assertThat(sizes[0]).isLessThan(5_000);
    assertThat(sizes[1]).isBetween(body.length(), body.length() + 3_000);
  }

  @Test
  void aHigherLevelOfGzipTakesFewerBytes() throws IOException {
    long[] sizes = new long[2];
    for (int i = 0; i < 2; i++) {
      Path into = folder.resolve("level" + i);
      try (WarcSink sink = WarcSink.inFolder(into, SinkOptions.DEFAULT.withLevel(1 + 8 * i))) {
        sink.open(SinkMark.NOTHING);
        String text = IntStream.range(0, 5_000).mapToObj(n -> n % 97 + " ").collect(joining());
        sink.write(Pages.archived(1, "HTTP/1.1 200 OK", text, null));
        sizes[i] = sink.checkpoint().files().get(0).length();
      }
      assertThat(new Archive(into).types())
          .containsExactly("warcinfo", "request", "response", "metadata");
    }

    assertThat(sizes[1]).isLessThan(sizes[0]);
  }

  @Test
  void aPageIsARequestAResponseAndMetadataAfterTheFilesOwn() throws IOException {
    archive.write(Pages.archived(1));

    assertThat(archive.types()).containsExactly("warcinfo", "request", "response", "metadata");
    Read response = archive.records("response").get(0);
    assertThat(response.block())
        .isEqualTo(
            lines(
                "HTTP/1.1 200 OK",
                "Content-Type: text/html",
                "X-Number: 1",
                "",
                "<p>This is page 1.\n"));
    assertThat(response.header("warc-target-uri")).isEqualTo(Pages.url(1).href());
    assertThat(response.header("warc-date")).isEqualTo("2026-03-04T05:06:07.078Z");
    assertThat(response.header("content-type")).isEqualTo("application/http;msgtype=response");
    assertThat(response.header("warc-protocol")).isEqualTo("http/1.1");
    Read request = archive.records("request").get(0);
    assertThat(request.block()).isEqualTo(Pages.request(Pages.url(1)));
    assertThat(request.header("warc-concurrent-to")).isEqualTo(response.header("warc-record-id"));
    Read metadata = archive.records("metadata").get(0);
    assertThat(metadata.header("warc-concurrent-to")).isEqualTo(response.header("warc-record-id"));
    assertThat(metadata.block())
        .contains("via: " + Pages.url(2).href() + "\r\n", "hopsFromSeed: LL\r\n")
        .contains("disposition: fetched\r\n", "visit: 1\r\n", "fetchTimeMs: 10\r\n");
  }

  @Test
  void theFirstRecordNamesTheFileAndTheSoftware() throws IOException {
    archive.write(Pages.archived(1));

    Path file = archive.files().get(0);
    assertThat(file.getFileName().toString())
        .matches("weft-20260304050607078-00000-[A-Za-z0-9.-]+\\.warc\\.gz");
    Read info = archive.records().get(0);
    assertThat(info.header("warc-filename")).isEqualTo(file.getFileName().toString());
    assertThat(info.block())
        .startsWith("software: Weft/")
        .contains("format: WARC File Format 1.1\r\n");
  }

  @Test
  void aUrlWithoutAnAnswerHasItsMetadata() throws IOException {
    archive.write(Pages.robotsDenied(), Pages.failed("a\r\nvia: forged\u001b[2J"));

    assertThat(archive.types()).containsExactly("warcinfo", "metadata", "metadata");
    assertThat(archive.records("metadata").get(0).block()).contains("disposition: robotsDenied");
    assertThat(archive.records("metadata").get(1).block())
        .contains("error: malformedAnswer: a")
        .doesNotContain("\r\nvia:", "\u001b");
  }

  @Test
  void aChunkedBodyIsChunkedAgainUnderItsOwnHead() throws IOException {
    archive.write(chunked(body("0123456789abcdefg"), null));

    assertThat(archive.records("response").get(0).block())
        .isEqualTo(CHUNKED_HEAD + "11\r\n0123456789abcdefg\r\n0\r\n\r\n");
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
  }

  @Test
  void aCutBodyIsMarkedAndHasNoEnd() throws IOException {
    archive.write(chunked(body("0123456789"), Truncation.LENGTH));

    Read response = archive.records("response").get(0);
    assertThat(response.header("warc-truncated")).isEqualTo("length");
    assertThat(response.block()).isEqualTo(CHUNKED_HEAD + "a\r\n0123456789\r\n");
  }

  @Test
  void everyWayToCutABodyHasItsWord() throws IOException {
    for (Truncation cut : Truncation.values()) {
      Path own = folder.resolve(cut.code());
      new Archive(own).write(Pages.archived(1, "HTTP/1.1 200 OK", "cut", cut));

      assertThat(new Archive(own).records("response").get(0).header("warc-truncated"))
          .isEqualTo(cut.code());
    }
  }

  @Test
  void anAnswerOverHttp2IsWrittenAsReadersKnowIt() throws IOException {
    Page page =
        Pages.answered(
            Pages.fetched(1),
            Headers.of("content-type", "text/html", "x-a", "1", "x-a", "2"),
            body("<p>two"),
            "h2",
            new Transcript(
                Pages.request(Pages.url(1)),
                Body.EMPTY,
                "",
                null,
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    archive.write(page);

    Read response = archive.records("response").get(0);
    assertThat(response.header("warc-protocol")).isEqualTo("h2");
    assertThat(response.header("warc-ip-address")).isEqualTo("127.0.0.1");
    assertThat(response.block())
        .isEqualTo("HTTP/1.1 200 \r\ncontent-type: text/html\r\nx-a: 1\r\nx-a: 2\r\n\r\n<p>two");
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
  }

  @Test
  void thePayloadOfAnEarlierPageIsReferredTo() throws IOException {
    Page first = Pages.archived(1, "HTTP/1.1 200 OK", "the same", null);
    Page again = Pages.archived(2, "HTTP/1.1 200 OK", "the same", null);
    Page cut = Pages.archived(3, "HTTP/1.1 200 OK", "the same", Truncation.TIME);
    Page empty = Pages.archived(4, "HTTP/1.1 200 OK", "", null);
    archive.write(first, again, cut, empty, empty);

    Read response = archive.records("response").get(0);
    List<Read> revisits = archive.records("revisit");
    assertThat(revisits).hasSize(1);
    Read revisit = revisits.get(0);
    assertThat(revisit.header("warc-profile"))
        .isEqualTo("http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
    assertThat(revisit.header("warc-target-uri")).isEqualTo(Pages.url(2).href());
    assertThat(revisit.header("warc-refers-to")).isEqualTo(response.header("warc-record-id"));
    assertThat(revisit.header("warc-refers-to-target-uri")).isEqualTo(Pages.url(1).href());
    assertThat(revisit.header("warc-refers-to-date")).isEqualTo(response.header("warc-date"));
    assertThat(revisit.header("warc-payload-digest"))
        .isEqualTo(response.header("warc-payload-digest"));
    assertThat(revisit.block()).contains("X-Number: 2").endsWith("\r\n\r\n");
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
  }

  @Test
  void credentialsAndCookiesOfRequestsAreNotArchived() throws IOException {
    String request =
        lines(
            "POST /login HTTP/1.1",
            "Host: a.example",
            "authorization: Basic c2VjcmV0",
            "Cookie: id=secret",
            "Content-Length: 3",
            "",
            "");
    archive.write(
        answered(
            1,
            Headers.of("Set-Cookie", "id=theirs"),
            body("in"),
            new Transcript(
                request,
                body("a=b"),
                "HTTP/1.1 200 OK\r\nSet-Cookie: id=theirs\r\n\r\n",
                null,
                null)));

    assertThat(archive.records("request").get(0).block())
        .isEqualTo(
            lines(
                "POST /login HTTP/1.1",
                "Host: a.example",
                "authorization: (not archived)",
                "Cookie: (not archived)",
                "Content-Length: 3",
                "",
                "a=b"));
    assertThat(archive.records("response").get(0).block()).contains("Set-Cookie: id=theirs");
  }

  @Test
  void aBodyThatIsInAFileIsWrittenFromThere() throws IOException {
    byte[] bytes = new byte[1_000_003];
    new Random(7).nextBytes(bytes);
    FileChannel file =
        FileChannel.open(
            folder.resolve("spilled"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    file.write(ByteBuffer.wrap(bytes));
    try (Body spilled = Body.ofFile(file, bytes.length)) {
      Page plain = Pages.answered(Pages.fetched(2), Headers.NONE, spilled, "h2", null);
      archive.write(chunked(spilled, null), plain);
    }

    assertThat(archive.types()).contains("revisit");
    assertThat(archive.records("response").get(0).block()).hasSizeGreaterThan(bytes.length);
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
  }

  @Test
  void aCodedBodyStaysCoded() throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write("<p>coded".getBytes(UTF_8));
    }
    byte[] bytes = coded.toByteArray();
    archive.write(
        Pages.answered(
            Pages.fetched(1),
            Headers.of("Content-Encoding", "gzip", "Content-Length", "" + bytes.length),
            Body.wrap(bytes, bytes.length),
            "h2",
            null));

    assertThat(WarcCheck.faults(archive.files())).isEmpty();
    assertThat(archive.types()).containsExactly("warcinfo", "response", "metadata");
  }

  @Test
  void hostile29_headersOfPagesForgeNoRecord() throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nX: \u00ff\u0080\r\nLocation: WARC/1.1\r\nContent-Type: a/b\tc\r\n\r\n";
    archive.write(
        answered(
            1,
            Headers.of("X", "\u00ff\u0080", "Content-Type", "a/b\tc"),
            body("\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n"),
            new Transcript(Pages.request(Pages.url(1)), Body.EMPTY, head, null, null)));

    assertThat(archive.types()).containsExactly("warcinfo", "request", "response", "metadata");
    assertThat(WarcCheck.faults(archive.files())).isEmpty();
  }
}
