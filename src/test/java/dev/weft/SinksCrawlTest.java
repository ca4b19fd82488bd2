package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.fetch.FetchOptions;
import dev.weft.page.ContentDigest;
import dev.weft.page.Headers;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.sink.Compression;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.warc.WarcCheck;
import dev.weft.url.CrawlUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/** Several sinks of one crawl over real sockets, read back by programs of other makes. */
@Timeout(120)
final class SinksCrawlTest {
  private static final int PAGES = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of no bytes, which records have none of. */
  private static final String NOTHING = ContentDigest.of(new byte[0]);

  private static final String SAME = "<p>" + "the same on two pages ".repeat(4_000);

  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SinksCrawlTest::answer);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/")) {
      StringBuilder links = new StringBuilder("<a href=/same/1>1</a><a href=/same/2>2</a>");
      for (int i = 0; i < PAGES; i++) {
        links.append("<a href=/page/").append(i).append('>').append(i).append("</a>");
      }
      send(exchange, 200, links.toString().getBytes(UTF_8), true);
    } else if (path.startsWith("/same/")) {
      send(exchange, 200, SAME.getBytes(UTF_8), path.endsWith("1"));
    } else if (path.startsWith("/page/")) {
      page(exchange, Integer.parseInt(path.substring("/page/".length())));
    } else {
      send(exchange, 404, "<p>nothing".getBytes(UTF_8), false);
    }
  }

  private static void page(HttpExchange exchange, int number) throws IOException {
    byte[] bytes = ("<title>=Page " + number + "</title>").repeat(number + 1).getBytes(UTF_8);
    if (number % 10 == 7) {
      exchange.getResponseHeaders().add("Location", "/page/" + (number - 1));
      send(exchange, 301, new byte[0], false);
    } else if (number % 10 == 8) {
      ByteArrayOutputStream coded = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
        gzip.write(bytes);
      }
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      send(exchange, 200, coded.toByteArray(), true);
    } else {
      send(exchange, 200, bytes, number % 2 == 0);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes, boolean chunked)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().add("X-Case", "Kept As  It Came");
    exchange.sendResponseHeaders(status, chunked ? 0 : bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void crawl(FetcherKind fetcher) {
    String root = "http://localhost:" + server.getAddress().getPort() + "/";
    CrawlReport report =
        Crawler.builder()
            .seeds(List.of(new Seed(CrawlUrl.parse(root).orElseThrow(), ScopeKind.HOST, "test")))
            .politeness(new PolitenessOptions(Duration.ZERO, 8, 0, true, true))
            .fetcher(fetcher)
            .fetch(FetchOptions.of("Weft").withHeaders(Headers.of("Cookie", "id=secret")))
            .sink(SinkKind.JSONL.inFolder(folder, SinkOptions.DEFAULT.withRollBytes(10_000)))
            .sink(
                SinkKind.CSV.inFolder(
                    folder, SinkOptions.DEFAULT.withCompression(Compression.ZSTD)))
            .sink(SinkKind.WARC.inFolder(folder, SinkOptions.DEFAULT.withRollBytes(20_000)))
            .build()
            .start()
            .report()
            .toCompletableFuture()
            .join();
    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
  }

  @ParameterizedTest
  @EnumSource(names = {"NETTY", "BLOCKING"})
  void allSinksTellOfTheSamePages(FetcherKind fetcher) throws IOException {
    crawl(fetcher);

    List<String> urls = Written.urls(SinkKind.JSONL, folder);
    assertThat(urls).hasSize(PAGES + 3).doesNotHaveDuplicates();
    assertThat(Written.urls(SinkKind.CSV, folder)).isEqualTo(urls);
    assertThat(Written.urls(SinkKind.WARC, folder)).isEqualTo(urls);
    assertThat(Written.files(SinkKind.JSONL, folder)).hasSizeGreaterThan(1);
    assertThat(Written.files(SinkKind.WARC, folder)).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"NETTY", "BLOCKING"})
  void archivesAreWithoutFault(FetcherKind fetcher) throws IOException {
    crawl(fetcher);
    List<Path> files = Written.files(SinkKind.WARC, folder);

    assertThat(WarcCheck.faults(files)).isEmpty();
    List<String> heads = new ArrayList<>();
    TreeSet<String> types = new TreeSet<>();
    for (Path file : files) {
      try (WarcReader records = new WarcReader(file)) {
        for (WarcRecord record : records) {
          types.add(record.type());
          String block = new String(record.body().stream().readAllBytes(), UTF_8);
          assertThat(block).doesNotContain("secret");
          if (record instanceof WarcResponse) {
            heads.add(block.substring(0, block.indexOf("\r\n\r\n")));
          }
        }
      }
    }
    assertThat(types).containsExactly("metadata", "request", "response", "revisit", "warcinfo");
    assertThat(heads)
        .hasSize(PAGES + 3 - 1)
        .allMatch(head -> head.startsWith("HTTP/1.1 "))
        .allMatch(head -> head.contains("\r\nX-case: Kept As  It Came"));
    List<String> found = WarcCheck.readByNode(files);
    assertThat(found).noneMatch(line -> line.startsWith("ERROR"));
    assertThat(found).filteredOn(line -> line.contains("\"response\"")).hasSize(PAGES + 2);
    assertThat(digestsOfArchives(found)).isEqualTo(digestsOfRecords());
  }

  /** The digests of the contents in the archives, as they were taken from the bytes there. */
  private static Map<String, String> digestsOfArchives(List<String> lines) throws IOException {
    Map<String, String> digests = new HashMap<>();
    Map<String, String> same = new HashMap<>();
    for (String line : lines) {
      JsonNode record = JSON.readTree(line);
      if (record.get("type").asText().equals("response")) {
        digests.put(record.get("url").asText(), record.get("digest").asText());
      } else if (record.get("type").asText().equals("revisit")) {
        same.put(record.get("url").asText(), record.get("refersTo").asText());
      }
    }
    same.forEach((url, original) -> digests.put(url, String.valueOf(digests.get(original))));
    return digests;
  }

  private Map<String, String> digestsOfRecords() throws IOException {
    Map<String, String> digests = new HashMap<>();
    for (Path file : Written.files(SinkKind.JSONL, folder)) {
      for (String line : Files.readAllLines(file)) {
        JsonNode record = JSON.readTree(line);
        JsonNode digest = record.get("digest");
        digests.put(record.get("url").asText(), digest.isNull() ? NOTHING : digest.asText());
      }
    }
    return digests;
  }
}
