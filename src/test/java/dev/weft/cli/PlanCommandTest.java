package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.cli.Cli.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlanCommandTest {
  private static final String HEAD = "<?xml version=\"1.0\"?>\n";
  private static final String SPACE = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

  private static final int HELD_SECONDS_MAX = 30;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Long> askedNanos = new CopyOnWriteArrayList<>();
  private final CountDownLatch mapAsked = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> robotsAsked = new CopyOnWriteArrayList<>();
  private volatile String heldHost = "no host";
  private volatile boolean wasHeldInVain;
  private HttpServer server;
  private String site;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    site = "http://localhost:" + server.getAddress().getPort();
    put(
        "/robots.txt",
        "User-agent: *\nDisallow: /private\nCrawl-delay: 0.3\nSitemap: " + site + "/index.xml\n");
    put("/index.xml", index(site + "/one.xml", site + "/two.xml.gz"));
    put("/one.xml", urls("/a", "/b", "/private/c", "/d.pdf"));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(urls("/b", "/e").getBytes(UTF_8));
    }
    files.put("/two.xml.gz", zipped.toByteArray());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void put(String path, String text) {
    files.put(path, text.getBytes(UTF_8));
  }

  private static String index(String... parts) {
    StringBuilder index = new StringBuilder(HEAD + "<sitemapindex " + SPACE + ">");
    for (String part : parts) {
      index.append("<sitemap><loc>").append(part).append("</loc></sitemap>");
    }
    return index.append("</sitemapindex>").toString();
  }

  private String urls(String... paths) {
    StringBuilder map = new StringBuilder(HEAD + "<urlset " + SPACE + ">");
    for (String path : paths) {
      map.append("<url><loc>").append(site).append(path).append("</loc></url>");
    }
    return map.append("</urlset>").toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    askedNanos.add(System.nanoTime());
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    if (path.equals("/map.xml")) {
      mapAsked.countDown();
    }
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (path.equals("/robots.txt")) {
      robotsAsked.add(host);
    }
    if (host.startsWith(heldHost)) {
      hold();
    }
    byte[] body = files.getOrDefault(path, new byte[0]);
    exchange
        .getResponseHeaders()
        .add("Content-Type", path.endsWith(".txt") ? "text/plain" : "application/xml");
    exchange.sendResponseHeaders(files.containsKey(path) ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Keeps an answer back until another host was asked for its sitemap. */
  private void hold() {
    try {
      wasHeldInVain = !mapAsked.await(HELD_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void pagesAreCountedAndNoneIsAskedFor() {
    Run run = Cli.run("plan", site + "/", "--delay=100ms", "--exclude=*.pdf");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(asked).containsExactly("/robots.txt", "/index.xml", "/one.xml", "/two.xml.gz");
    assertThat(run.out())
        .startsWith("localhost\n")
        .contains("robots.txt      " + site + ": status 200\n")
        .contains("sitemaps        3 read, with 6 URLs\n")
        .contains("delay           0.3 s by robots.txt\n")
        .contains("pages           4 known, in scope and allowed\n")
        .containsPattern("time +4 x \\(0.3 s \\+ 0.\\d s an answer\\) = 1\\.\\d s; ")
        .contains("In all\n")
        .contains("4 at 1 host\n");
    for (int i = 1; i < askedNanos.size(); i++) {
      assertThat(askedNanos.get(i) - askedNanos.get(i - 1)).isGreaterThan(290_000_000L);
    }
  }

  @Test
  void whereNoSitemapIsNamedOnlyTheRateIsKnown() throws IOException {
    put("/robots.txt", "");

    Run run = Cli.run("plan", site + "/", "--delay=2s", "--json");

    assertThat(new ObjectMapper().readTree(run.out()).get("facts").toString())
        .contains("none named, so pages behind links are not counted")
        .contains("2.0 s by --delay")
        .contains("pages an hour at most");
  }

  @Test
  void aSlowHostHoldsUpNoOther() {
    put("/map.xml", urls("/a"));
    String fast = site.replace("localhost", "fast.localhost");
    String slow = site.replace("localhost", "slow.localhost");
    put("/robots.txt", "Sitemap: " + fast + "/map.xml\n");
    heldHost = "slow.localhost";

    Run run = Cli.run("plan", slow + "/", fast + "/", "--delay=50ms");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(wasHeldInVain).isFalse();
    assertThat(asked).contains("/robots.txt", "/map.xml");
  }

  @Test
  void sitemapsThatTheUserNamesAreReadToo() {
    put("/robots.txt", "");

    Run run = Cli.run("plan", site + "/", "--delay=50ms", "--sitemap=" + site + "/one.xml");

    assertThat(asked).containsExactly("/robots.txt", "/one.xml");
    assertThat(run.out()).contains("sitemaps        1 read, with 4 URLs\n");
  }

  @Test
  void theHostOfASitemapThatTheUserNamesMayBeAnywhere() {
    put("/robots.txt", "");
    String maps = site.replace("localhost", "maps.localhost");
    put("/index.xml", index(maps + "/one.xml"));

    Run run = Cli.run("plan", site + "/", "--delay=50ms", "--sitemap=" + maps + "/index.xml");

    assertThat(asked).containsExactlyInAnyOrder("/robots.txt", "/index.xml", "/one.xml");
    assertThat(run.out()).contains("sitemaps        2 read, with 4 URLs\n");
  }

  @Test
  void ofManySitemapsAtHostsOfStrangersFewAreLookedAt() {
    StringBuilder robots = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      String stranger = site.replace("localhost", "a" + i + ".localhost");
      robots.append("Sitemap: ").append(stranger).append("/map.xml\n");
    }
    put("/robots.txt", robots.toString());

    Run run = Cli.run("plan", site + "/");

    assertThat(asked).containsExactly("/robots.txt");
    assertThat(run.out()).contains("0 read, with 0 URLs, 200 not readable, 800 left out\n");
  }

  @Test
  void aSitemapThatTwoHostsNameIsReadOnce() {
    String one = site.replace("localhost", "one.localhost");
    String two = site.replace("localhost", "two.localhost");
    put("/robots.txt", "Sitemap: " + one + "/one.xml\n");

    Run run = Cli.run("plan", one + "/", two + "/", "--delay=50ms");

    assertThat(asked).containsExactlyInAnyOrder("/robots.txt", "/robots.txt", "/one.xml");
    assertThat(run.out())
        .contains("sitemaps        1 read, with 4 URLs\n")
        .contains("0 read, with 0 URLs, 1 read for another host that names the same\n");
  }

  @Test
  void aRobotsTxtThatIsNamedAsASitemapIsRobotsTxtAllTheSame() {
    put("/map.xml", urls("/a"));
    String fast = site.replace("localhost", "fast.localhost");
    String slow = site.replace("localhost", "slow.localhost");
    put(
        "/robots.txt",
        "User-agent: *\nDisallow: /private\nSitemap: "
            + slow
            + "/robots.txt\nSitemap: "
            + fast
            + "/map.xml\n");
    heldHost = "slow.localhost";

    Run run = Cli.run("plan", slow + "/private", fast + "/", "--delay=50ms");

    assertThat(wasHeldInVain).isFalse();
    assertThat(robotsAsked).hasSize(2).doesNotHaveDuplicates();
    assertThat(run.out())
        .contains("robots.txt      " + slow + ": status 200\n")
        .contains("pages           0 known, in scope and allowed\n");
  }

  @Test
  void aHostThatDoesNotAnswerGivesNoPages() {
    files.remove("/robots.txt");
    server.stop(0);

    Run run = Cli.run("plan", site + "/");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("0 known, in scope and allowed");
  }
}
