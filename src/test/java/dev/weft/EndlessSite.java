package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A web site on a loopback port of so many pages, each of which links to ten others. */
final class EndlessSite implements AutoCloseable {
  private static final int LINKS = 10;

  private final HttpServer server;
  private final int pages;
  private final String filling;
  final AtomicInteger asked = new AtomicInteger();

  EndlessSite(int pages, int bytesEach) throws IOException {
    this.pages = pages;
    this.filling = "x".repeat(bytesEach);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A crawl of it, as fast as it goes. */
  Crawler.Builder crawl() {
    CrawlUrl root =
        CrawlUrl.parse("http://127.0.0.1:" + server.getAddress().getPort() + "/0").orElseThrow();
    return Crawler.builder()
        .seeds(List.of(new Seed(root, ScopeKind.HOST, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 8, 0, false, true));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    StringBuilder body = new StringBuilder();
    int status = 404;
    if (!path.equals("/robots.txt")) {
      asked.incrementAndGet();
      status = 200;
      int number = Integer.parseInt(path.substring(1));
      body.append("<title>page ").append(number).append("</title>");
      for (int next = number * LINKS + 1; next <= number * LINKS + LINKS; next++) {
        if (next < pages) {
          body.append("<a href=/").append(next).append(">next</a>");
        }
      }
      body.append("<p>").append(filling);
    }
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
