package dev.weft.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.cli.Cli.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crawl that is told secrets sends them, and says them nowhere. */
@Timeout(60)
final class SecretsTest {
  private static final String HUSH = "hush-hush";
  private static final String BASIC =
      Base64.getEncoder().encodeToString(("me:" + HUSH).getBytes(US_ASCII));

  @TempDir private Path folder;
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String root;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    root = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    sent.add(
        exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + exchange.getRequestHeaders().getFirst("Cookie"));
    exchange.getResponseHeaders().add("Set-Cookie", "id=" + HUSH);
    boolean isPage = exchange.getRequestURI().getPath().equals("/");
    byte[] page = (isPage ? "<a href=/broken>x</a>" : "").getBytes(US_ASCII);
    exchange.sendResponseHeaders(isPage ? 200 : 404, page.length == 0 ? -1 : page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  @Test
  void secretsAreSentAndSaidNowhere() throws IOException {
    Path out = folder.resolve("out");

    Run run =
        Cli.run(
            Map.of(
                "PASSWORD", HUSH,
                "WEFT_HEADER", "Cookie: mine=" + HUSH,
                "WEFT_PROXY", "http://me:" + HUSH + "@proxy.invalid:3128"),
            "",
            "crawl",
            root + "/",
            "--credentials",
            root + " me env:PASSWORD",
            "--cookies",
            "--delay",
            "0s",
            "-v",
            "-o",
            out.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(sent)
        .contains(
            "Basic " + BASIC + " mine=" + HUSH,
            "Basic " + BASIC + " mine=" + HUSH + "; id=" + HUSH);
    assertThat(run.err())
        .contains("credentials: " + root + " me env:PASSWORD", "header: Cookie: …");
    assertThat(run.out() + run.err()).doesNotContain(HUSH, BASIC);
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content(ISO_8859_1).doesNotContain(HUSH, BASIC));
    }
  }

  @Test
  void aSecretThatIsMissingIsAMistakeOfUsage() {
    Run run = Cli.run("crawl", root + "/", "--credentials", root + " me env:PASSWORD");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("names the variable PASSWORD, which is not set; set it");
    assertThat(sent).isEmpty();
  }
}
