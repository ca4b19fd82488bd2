package dev.weft.fetch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.MisbehavingServer;
import dev.weft.fetch.Nginx;
import dev.weft.fetch.Program;
import dev.weft.fetch.Proxy;
import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Requests through a proxy of another make, tinyproxy. */
@ExtendWith(NoLeaks.class)
final class TinyproxyTest extends Http2Fixture {
  private static final CrawlUrl SECURE = CrawlUrl.parse("https://site.example/").orElseThrow();

  /** {@code user:secret} for the Basic scheme. */
  private static final String CREDENTIALS = "Basic dXNlcjpzZWNyZXQ=";

  @TempDir Path folder;

  private static FetchRequest via(CrawlUrl url, int port) throws IOException {
    CrawlUrl itself = CrawlUrl.parse("http://localhost:" + port).orElseThrow();
    HostName host = itself.host();
    return FetchRequest.get(url, List.of(Program.loopback()), 0, BODY_MAX)
        .via(new Proxy(host, port, CREDENTIALS), List.of(Program.loopback()));
  }

  @Test
  void tinyproxyLetsHttp2Through() throws Exception {
    writeCertificate(folder);
    Files.writeString(folder.resolve("a.html"), "abc");
    String echo = "location = /head { return 200 \"$http_proxy_authorization.\"; }";
    try (Nginx nginx = Nginx.start(folder, echo);
        Tinyproxy proxy = new Tinyproxy(folder)) {
      Answer page = answer(via(nginx.url("/a.html"), proxy.port));
      Answer head = answer(via(nginx.url("/head"), proxy.port));

      assertThat(text(page)).isEqualTo("abc");
      assertThat(page.protocol()).isEqualTo("h2");
      assertThat(text(head)).isEqualTo(".");
      assertThat(head.timings().connectNanos()).isZero();
    }
  }

  @Test
  void tinyproxyFetchesPlainPages() throws Exception {
    try (MisbehavingServer origin = MisbehavingServer.start();
        Tinyproxy proxy = new Tinyproxy(folder)) {
      origin.on("/", c -> c.answer(200, "abc"));

      assertThat(text(answer(via(origin.url("/"), proxy.port)))).isEqualTo("abc");
      assertThat(origin.heads().get(0)).doesNotContain("Proxy-Authorization").contains("Via:");
    }
  }

  @Test
  void tinyproxyRefusesStrangers() throws Exception {
    try (Tinyproxy proxy = new Tinyproxy(folder)) {
      FetchRequest known = via(SECURE, proxy.port);
      Proxy nobody = new Proxy(known.proxy().orElseThrow().host(), proxy.port, null);

      assertThat(failure(known.via(nobody, known.addresses())))
          .isEqualTo(FetchFailure.PROXY_FAILED);
    }
  }

  /** A proxy of another make, for {@code user:secret} alone. */
  private static final class Tinyproxy implements AutoCloseable {
    private final int port;
    private final Program program;

    Tinyproxy(Path folder) throws IOException {
      String executable = Program.installed("tinyproxy", "tinyproxy-bin");
      port = Program.freePort();
      List<String> lines =
          List.of(
              "Port " + port,
              "Listen 127.0.0.1",
              "Timeout 60",
              "Allow 127.0.0.1",
              "BasicAuth user secret",
              "LogFile \"" + folder.resolve("tinyproxy.log") + "\"");
      Files.write(folder.resolve("tinyproxy.conf"), lines);
      program = Program.start(folder, port, executable, "-d", "-c", "tinyproxy.conf");
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
