package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.cli.Cli.Run;
import dev.weft.control.FolderLock;
import dev.weft.engine.RevisitRun;
import dev.weft.frontier.FrontierState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhyCommandTest {
  @TempDir private Path folder;

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String site;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    site = "http://localhost:" + server.getAddress().getPort();
    pages.put("/robots.txt", "# ours\nUser-agent: *\n\nDisallow: /private\n");
    pages.put("/", "<a href=/a.html>a</a> <a href=/private/x>x</a> <a href=/b.pdf>b</a>");
    pages.put("/a.html", "<a href=/busy>busy</a>");
  }

  @AfterEach
  void stop() {
    held.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/held")) {
      asked.countDown();
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] body = pages.getOrDefault(path, "").getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", path.endsWith(".txt") ? "text/plain" : "text/html");
    int status = path.equals("/busy") ? 500 : pages.containsKey(path) ? 200 : 404;
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String out() {
    return folder.toString();
  }

  private String why(String path) {
    Run run = Cli.run("why", site + path, "-o", out());
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private Run crawl(String... more) {
    String[] all = new String[6 + more.length];
    String[] usual = {"crawl", site + "/", "-o", out(), "--delay=0s", "--exclude=*.pdf"};
    System.arraycopy(usual, 0, all, 0, usual.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return Cli.run(all);
  }

  @Test
  void aFinishedCrawlTellsWhatBecameOfEachUrl() throws IOException {
    pages.remove("/busy");
    assertThat(crawl("--retries=0").code()).isZero();

    assertThat(why("/a.html"))
        .startsWith(site + "/a.html\n")
        .contains("admitted        by the scope `host` of the seed " + site + "/ (command line)")
        .contains("found on        " + site + "/, a seed")
        .contains("finished        fetched, status 200, ")
        .contains(", visit 1, 1 request\n")
        .contains("due             not again, unless `weft crawl --revisit TIME` says how old");
    assertThat(why("/private/x"))
        .contains("robots          denied by line 4: Disallow: /private\n")
        .contains("finished        robotsDenied, 2")
        .contains(", 0 requests\n");
    assertThat(why("/b.pdf"))
        .contains("not admitted    out of scope by exclude `*.pdf` (--exclude)\n");
    assertThat(why("/never.html"))
        .contains("not admitted    no page that was read has a link to it")
        .contains("would admit it by `host`");
    assertThat(why("/" + "x/".repeat(40)))
        .contains("not admitted    out of scope by max-path-depth 30\n");
    assertThat(Cli.run("why", "https://elsewhere.example/", "-o", out()).out())
        .contains("not admitted    out of scope by host\n");
    assertThat(why("/a.html#part")).contains("asked as        " + site + "/a.html#part\n");
    Run json = Cli.run("why", site + "/b.pdf", "-o", out(), "--json");
    assertThat(new ObjectMapper().readTree(json.out()).get("facts").get(0).get("about").asText())
        .isEqualTo("not admitted");
    assertThat(Cli.run("why", "--idle", "-o", out()).out())
        .contains("no run; 0 URLs wait for the next one, the last one came to its end");
  }

  @Test
  void aUrlIsDueAgainByTheAgeThatTheLastRunWasToldOrThatTheLastRevisitHad() {
    pages.put("/a.html", "no link");
    crawl("--revisit=1d");
    assertThat(why("/a.html"))
        .containsPattern("due +in a revisit from 2\\S+Z on, when it is 1 d old\n");

    pages.put("/a.html", "edited");
    crawl("--revisit=0s");
    crawl();
    assertThat(why("/a.html")).containsPattern("due +in a revisit from 2\\S+Z on, when it is 0");
  }

  @Test
  void aRevisitThatWasInterruptedIsNotTakenForAnEnd() throws Exception {
    pages.put("/a.html", "no link");
    crawl();
    assertThat(Cli.run("status", out()).out()).startsWith(out() + ": finished\n");
    try (FrontierState state = StateFiles.open(folder)) {
      RevisitRun.begin(state, state.recover(Long.MAX_VALUE), Duration.ZERO, Instant.now());
    }

    assertThat(Cli.run("status", out()).out())
        .startsWith(out() + ": stopped within a revisit; the next run goes on\n");
    assertThat(new ObjectMapper().readTree(Cli.run("status", out(), "--json").out()).get("atEnd"))
        .isEqualTo(BooleanNode.FALSE);
    assertThat(why("/a.html"))
        .contains("due             now: the revisit that has begun, run 2, has not come to it\n");
    assertThat(crawl().out()).contains("Going on in " + out());
    assertThat(Cli.run("status", out()).out()).startsWith(out() + ": finished\n");
  }

  @Test
  void aRunThatIsAboutToEndIsNotSaidToBeAtItsEndNorToBeDumb() throws Exception {
    pages.put("/a.html", "no link");
    crawl();
    Run run;
    try (FolderLock lock = FolderLock.take(folder, Instant.now())) {
      lock.announce(folder.resolve("taken-away.socket"));
      run = Cli.run("status", out(), "--json");
    }

    assertThat(run.err()).isEmpty();
    JsonNode status = new ObjectMapper().readTree(run.out());
    assertThat(status.get("running")).isEqualTo(BooleanNode.TRUE);
    assertThat(status.get("atEnd")).isEqualTo(BooleanNode.FALSE);
  }

  @Test
  void aRunThatDoesNotAnswerIsNamed() throws Exception {
    pages.put("/a.html", "no link");
    crawl();
    Run run;
    try (FolderLock lock = FolderLock.take(folder, Instant.now())) {
      lock.announce(Files.createFile(folder.resolve("dumb.socket")));
      run = Cli.run("status", out());
    }

    assertThat(run.err()).contains("the run does not answer").contains("told from its state");
  }

  @Test
  void aSitemapIsReadAgainByWhatNamesItOrByItsAge() {
    pages.put("/robots.txt", "Sitemap: " + site + "/map.xml\n");
    pages.put("/map.xml", "<urlset><url><loc>" + site + "/a.html</loc></url></urlset>");
    crawl("--sitemaps", "--retries=0");

    assertThat(why("/map.xml"))
        .contains("due             in a revisit: when what names this sitemap is read");
  }

  @Test
  void triesThatFailedAreToldOneByOneInALaterRunToo() {
    assertThat(crawl("--retries=1", "--throttle=0").code()).isZero();

    assertThat(why("/busy"))
        .containsPattern("attempt 1 +2\\S+Z  500, again after [5-7]")
        .containsPattern("attempt 2 +2\\S+Z  500\n")
        .contains("found on        " + site + "/a.html\n")
        .contains("                " + site + "/, a seed\n")
        .contains("finished        httpError, status 500, ")
        .contains(", 2 requests\n");
  }

  @Test
  void aCrawlThatWasStoppedTellsTriesAndWhatItsNextRunWaitsFor() {
    pages.put("/", "<a href=/busy>busy</a> <a href=/a.html>a</a>");
    assertThat(crawl("--max-duration=2s", "--throttle=0").code()).isZero();

    assertThat(why("/busy"))
        .containsPattern("attempt 1 +2\\S+Z  500, again after [5-7]")
        .contains("queued          1 URL waits at " + site + "\n")
        .contains("due             when a run goes on here\n");
    assertThat(Cli.run("why", "--idle", "-o", out()).out())
        .contains("no run; 1 URL waits for the next one, the last one ended by max-duration\n")
        .contains("localhost       1 URL waits for the next run\n");
  }

  @Test
  void recordsTellWhatPagesAskOfAnIndex() throws IOException {
    pages.put("/", "<meta name=robots content=noindex><a href=/a.html>a</a>");
    pages.put("/a.html", "<meta name=weft content='unavailable_after: 25 Jun 2010 15:00:00 PST'>");
    crawl();

    JsonNode first = record("/");
    JsonNode second = record("/a.html");
    assertThat(first.get("noindex").asBoolean()).isTrue();
    assertThat(first.get("unavailableAfter").isNull()).isTrue();
    assertThat(second.get("noindex").asBoolean()).isFalse();
    assertThat(second.get("unavailableAfter").asText()).isEqualTo("2010-06-25T22:00:00.000Z");
  }

  private JsonNode record(String path) throws IOException {
    for (String line : Files.readAllLines(folder.resolve("pages.jsonl"))) {
      JsonNode record = new ObjectMapper().readTree(line);
      if (record.get("url").asText().equals(site + path)) {
        return record;
      }
    }
    throw new AssertionError("no record of " + path);
  }

  @Test
  void aCrawlThatRunsIsAskedWhatItWaitsFor() throws Exception {
    pages.put("/", "<a href=/held>held</a> <a href=/a.html>a</a>");
    CompletableFuture<Run> run = CompletableFuture.supplyAsync(this::crawl, threads);
    asked.await();

    String idle = Cli.run("why", "--idle", "-o", out()).out();
    String asked = why("/held");
    String queued = why("/a.html");
    held.countDown();

    assertThat(idle)
        .contains("now             1 of 256 requests in flight, ")
        .contains("URL waits for an answer, 1 in flight are as many as may be");
    assertThat(asked).contains("now             it is being fetched\n");
    assertThat(queued).contains("robots          allowed by no rule\n").contains("its host  ");
    assertThat(run.get().code()).isZero();
    assertThat(Files.exists(folder.resolve("state/scope"))).isTrue();
  }

  @Test
  void mistakesAreNamed() {
    assertThat(Cli.run("why", "-o", out()).err()).contains("name a URL or --idle");
    assertThat(Cli.run("why", "http://a b/", "-o", out()).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("why", "https://example.com/", "-o", out()).err())
        .contains("holds no state of a crawl");
  }
}
