package dev.weft.fetch.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Nginx;
import dev.weft.fetch.Program;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 with servers of another make: nginx, and nghttpd of nghttp2. */
@ExtendWith(NoLeaks.class)
final class RealServersTest extends Http2Fixture {
  private static final int PAGES = 400;
  private static final int LARGE_BYTES = 5_000_000;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws Exception {
    writeCertificate(folder);
    for (int i = 0; i < PAGES; i++) {
      Files.writeString(folder.resolve(i + ".html"), ("page " + i + ' ').repeat(i));
    }
    Files.write(folder.resolve("large.bin"), large());
  }

  private static byte[] large() {
    byte[] bytes = new byte[LARGE_BYTES];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static FetchRequest request(CrawlUrl url) throws IOException {
    return FetchRequest.get(url, List.of(Program.loopback()), 0, 10 << 20);
  }

  /** Fetches all pages at once, {@code times} times over, and looks at every body. */
  private void fetchAll(Function<String, CrawlUrl> site, int times) throws IOException {
    check(startAll(site, times));
  }

  private List<CompletableFuture<FetchOutcome>> startAll(Function<String, CrawlUrl> site, int times)
      throws IOException {
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < times * PAGES; i++) {
      outcomes.add(start(request(site.apply("/" + i % PAGES + ".html"))));
    }
    return outcomes;
  }

  private static void check(List<CompletableFuture<FetchOutcome>> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      Answer answer = answered(await(outcomes.get(i)));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.protocol()).isEqualTo("h2");
      assertThat(text(answer)).isEqualTo(("page " + i % PAGES + ' ').repeat(i % PAGES));
    }
  }

  private void fetchLarge(Function<String, CrawlUrl> site) throws IOException {
    List<CompletableFuture<FetchOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      outcomes.add(start(request(site.apply("/large.bin"))));
    }
    for (CompletableFuture<FetchOutcome> each : outcomes) {
      Answer answer = answered(await(each));
      try (Body body = answer.body()) {
        assertThat(answer.truncation()).isNull();
        assertThat(Arrays.equals(body.open().readAllBytes(), large())).isTrue();
      }
    }
  }

  @Test
  void nginxAnswersHundredsAtOnceWithinItsLimit() throws Exception {
    try (Nginx nginx = Nginx.start(folder, "http2_max_concurrent_streams 16;")) {
      fetchAll(nginx::url, 3);

      assertThat(nginx.errors()).doesNotContain("concurrent streams exceeded");
    }
  }

  @Test
  void nginxSaysOneConnectionServedThemAll() throws Exception {
    try (Nginx nginx =
        Nginx.start(folder, "location = /c { return 200 $connection; } keepalive_requests 9999;")) {
      String first = text(answer(request(nginx.url("/c"))));
      fetchAll(nginx::url, 1);

      assertThat(text(answer(request(nginx.url("/c"))))).isEqualTo(first);
    }
  }

  @Test
  void nginxThatSendsGoAwayEveryTenRequestsLosesNone() throws Exception {
    try (Nginx nginx = Nginx.start(folder, "keepalive_requests 10;")) {
      fetchAll(nginx::url, 1);
    }
  }

  @Test
  void nginxThatReloadsLosesNoRequest() throws Exception {
    try (Nginx nginx = Nginx.start(folder, "")) {
      for (int i = 0; i < 4; i++) {
        List<CompletableFuture<FetchOutcome>> outcomes = startAll(nginx::url, 2);
        nginx.reload();
        check(outcomes);
      }
    }
  }

  @Test
  void nginxSendsLargeBodies() throws Exception {
    try (Nginx nginx = Nginx.start(folder, "")) {
      fetchLarge(nginx::url);
    }
  }

  @Test
  void nginxTakesHeadAndPost() throws Exception {
    String lines =
        "location = /post { client_body_in_single_buffer on; client_max_body_size 1m;"
            + " client_body_buffer_size 1m; proxy_pass http://127.0.0.1:"
            + server.port()
            + "/; }";
    server.on("/", c -> c.answer(200, c.head()));
    try (Nginx nginx = Nginx.start(folder, lines)) {
      Answer head = answer(request(nginx.url("/9.html")).withMethod("HEAD", Body.EMPTY));
      byte[] content = "z".repeat(300_000).getBytes(US_ASCII);
      Body body = Body.wrap(content, content.length);
      Answer post = answer(request(nginx.url("/post")).withMethod("POST", body));

      assertThat(head.body().length()).isZero();
      assertThat(head.headers().first("content-length")).contains("63");
      assertThat(text(post)).startsWith("POST / HTTP/1.0").contains("Content-Length: 300000");
    }
  }

  @Test
  void nghttpdAnswersHundredsAtOnce() throws Exception {
    try (Nghttpd nghttpd = new Nghttpd(folder, "--max-concurrent-streams=20")) {
      fetchAll(nghttpd::url, 2);
    }
  }

  @Test
  void nghttpdSendsLargeBodies() throws Exception {
    try (Nghttpd nghttpd = new Nghttpd(folder, "--max-concurrent-streams=100")) {
      fetchLarge(nghttpd::url);
    }
  }

  @Test
  void nghttpdTakesHeadAndPost() throws Exception {
    try (Nghttpd nghttpd = new Nghttpd(folder, "--echo-upload")) {
      Answer head = answer(request(nghttpd.url("/9.html")).withMethod("HEAD", Body.EMPTY));
      byte[] content = "z".repeat(300_000).getBytes(US_ASCII);
      Body body = Body.wrap(content, content.length);
      Answer post = answer(request(nghttpd.url("/post")).withMethod("POST", body));

      assertThat(head.body().length()).isZero();
      assertThat(head.status()).isEqualTo(200);
      assertThat(text(post)).isEqualTo("z".repeat(300_000));
    }
  }

  /** The server of nghttp2. */
  private static final class Nghttpd implements AutoCloseable {
    private final int port;
    private final Program program;

    Nghttpd(Path folder, String option) throws IOException {
      String executable = Program.installed("nghttpd", "nghttp2-server");
      port = Program.freePort();
      program =
          Program.start(
              folder,
              port,
              executable,
              "--address=127.0.0.1",
              "--htdocs=" + folder,
              option,
              String.valueOf(port),
              "key.pem",
              "cert.pem");
    }

    CrawlUrl url(String path) {
      return CrawlUrl.parse("https://localhost:" + port + path).orElseThrow();
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
