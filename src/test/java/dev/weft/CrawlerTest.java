package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.ParserProvider;
import dev.weft.parse.ParserSetup;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crawl with real threads and sockets, through the library's front door. */
@Timeout(60)
class CrawlerTest {
  private static final int PAGES = 40;

  private final List<Page> pages = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private HttpServer server;
  private String root;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    root = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @AfterEach
  void endServer() {
    held.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int status = 200;
    StringBuilder body = new StringBuilder("<title>").append(path).append("</title>");
    if (path.equals("/robots.txt")) {
      body.setLength(0);
      body.append("User-agent: *\nDisallow: /denied\n");
    } else if (path.equals("/")) {
      for (int i = 0; i < PAGES; i++) {
        body.append("<a href='/page/").append(i).append("'>page</a>");
      }
      body.append("<a href=/denied>no</a><a href=/moved>moved</a><a href=/gone>gone</a>");
    } else if (path.equals("/moved")) {
      status = 301;
      exchange.getResponseHeaders().add("Location", "/page/\u00c3\u00bc");
    } else if (path.equals("/gone")) {
      status = 410;
    } else if (path.equals("/held")) {
      hold();
    }
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void hold() throws IOException {
    try {
      if (!held.await(50, TimeUnit.SECONDS)) {
        throw new IOException("never let go");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Crawler.Builder crawlOf(String url) {
    return Crawler.builder()
        .seeds(List.of(new Seed(CrawlUrl.parse(url).orElseThrow(), ScopeKind.HOST, "test")))
        .politeness(new PolitenessOptions(Duration.ZERO, 4, 0, false, true));
  }

  private static CrawlReport reportOf(Crawl crawl) {
    return crawl.report().toCompletableFuture().join();
  }

  @ParameterizedTest
  @EnumSource
  void everyUrlEndsInOneRecordWithItsDisposition(FetcherKind kind) {
    assumeThat(kind.lack()).as("what this Java lacks").isEmpty();
    Sink keeping = new Keeping(Integer.MAX_VALUE);
    CrawlReport report = reportOf(crawlOf(root).fetcher(kind).sink(keeping).build().start());

    assertThat(report.failure()).isEmpty();
    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(pages).extracting(page -> page.url().href()).doesNotHaveDuplicates();
    assertThat(count(Disposition.FETCHED)).isEqualTo(1 + PAGES + 1);
    assertThat(count(Disposition.ROBOTS_DENIED)).isEqualTo(1);
    assertThat(count(Disposition.REDIRECTED)).isEqualTo(1);
    assertThat(count(Disposition.HTTP_ERROR)).isEqualTo(1);
    assertThat(pages).extracting(page -> page.url().path()).contains("/page/%C3%BC");
    assertThat(report.totals().finished()).isEqualTo(pages.size());
  }

  private long count(Disposition disposition) {
    return pages.stream().filter(page -> page.disposition() == disposition).count();
  }

  @Test
  void aSinkThatFailsEndsTheCrawlAndKeepsWhatWasWritten() {
    CrawlReport report = reportOf(crawlOf(root).sink(new Keeping(5)).build().start());

    assertThat(report.end()).isEqualTo(CrawlEnd.SINK_FAILED);
    assertThat(report.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("full"));
    assertThat(pages).hasSize(5);
  }

  /** As one built against another version does. */
  private static final class Misbuilt implements Sink {
    @Override
    public String name() {
      return "misbuilt";
    }

    @Override
    public void open(SinkMark committed) {}

    @Override
    public void write(Page page) {
      throw new NoSuchMethodError("Page.gone()");
    }

    @Override
    public SinkMark checkpoint() {
      return SinkMark.NOTHING;
    }

    @Override
    public void close() {
      throw new IllegalStateException("cannot close");
    }
  }

  @Test
  void whateverASinkThrowsEndsTheCrawlAndCommitsNothing() {
    CrawlReport report = reportOf(crawlOf(root).sink(new Misbuilt()).build().start());

    assertThat(report.end()).isEqualTo(CrawlEnd.SINK_FAILED);
    assertThat(report.failure())
        .hasValueSatisfying(
            e ->
                assertThat(e)
                    .hasMessageStartingWith("the sink misbuilt failed: ")
                    .hasMessageEndingWith("NoSuchMethodError: Page.gone()")
                    .hasCauseInstanceOf(NoSuchMethodError.class));
  }

  @Test
  void aCrawlerIsStartedOnce() {
    Crawler crawler = crawlOf(root).build();
    reportOf(crawler.start());

    assertThatThrownBy(crawler::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("started once; build another");
  }

  /** A parser of a user's own, which does this before it has Weft's scanner parse. */
  private static ContentParser scanner(Consumer<ContentRequest> first) {
    ContentParser scanner = ParserKind.SCAN.open(ParseOptions.DEFAULT);
    return new ContentParser() {
      @Override
      public void parse(ContentRequest request, Consumer<ParsedContent> done) {
        first.accept(request);
        scanner.parse(request, done);
      }

      @Override
      public void close() {
        scanner.close();
      }
    };
  }

  @Test
  void aParserOfAUsersOwnIsAskedWhereItMayBlock() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    ContentParser own = scanner(request -> threads.add(Thread.currentThread().getName()));
    CrawlReport report = reportOf(crawlOf(root).parser(own).parseWorkers(2).build().start());

    assertThat(report.totals().pages()).isEqualTo(1 + PAGES + 1);
    assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("weft-parse-"));
  }

  @Test
  void whateverAParserOfAUsersOwnThrowsCostsThePageAlone() {
    ContentParser own =
        scanner(
            request -> {
              if (request.url().path().equals("/page/3")) {
                throw new NoSuchMethodError("Page.gone()");
              }
            });
    CrawlReport report =
        reportOf(crawlOf(root).parser(own).sink(new Keeping(Integer.MAX_VALUE)).build().start());

    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
    assertThat(pages)
        .filteredOn(page -> page.disposition() == Disposition.PARSE_FAILED)
        .singleElement()
        .satisfies(page -> assertThat(page.url().path()).isEqualTo("/page/3"))
        .satisfies(
            page -> assertThat(String.valueOf(page.error())).contains("internal", "Page.gone()"));
  }

  @Test
  void whatIsAskedOfACrawlIsAnsweredOffItsLoopAndFailsOnceItHasEnded() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (Crawl crawl = crawlOf(root + "held").build().start()) {
      for (int i = 0; i < 200; i++) {
        crawl
            .standing(1)
            .thenAccept(standing -> threads.add(Thread.currentThread().getName()))
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
      }
      assertThat(threads).doesNotContain("weft-crawl");
      held.countDown();
      reportOf(crawl);

      assertThatThrownBy(() -> crawl.standing(1).toCompletableFuture().get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the crawl has ended");
    }
  }

  @Test
  void aCrawlThatCannotStartLeavesNothingOpen(@TempDir Path folder) {
    ParserProvider lacking =
        new ParserProvider() {
          @Override
          public String code() {
            return "lacking";
          }

          @Override
          public ContentParser open(ParserSetup setup) {
            throw new IllegalStateException("no model");
          }
        };
    Crawler broken = crawlOf(root).state(folder).parser(lacking).build();

    assertThatThrownBy(broken::start).hasMessage("no model");
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("weft-io") || name.startsWith("weft-store"));
    assertThat(reportOf(crawlOf(root).state(folder).build().start()).end())
        .isEqualTo(CrawlEnd.FINISHED);
  }

  @Test
  void cancelGivesBackWhatIsInFlight() {
    Crawl crawl = crawlOf(root + "held").sink(new Keeping(Integer.MAX_VALUE)).build().start();
    while (crawl.totals().requests() < 2) {
      Thread.onSpinWait();
    }
    crawl.cancel();
    CrawlReport report = reportOf(crawl);

    assertThat(report.end()).isEqualTo(CrawlEnd.STOPPED);
    assertThat(pages).isEmpty();
    assertThat(report.totals().queued()).isEqualTo(1);
    assertThat(report.totals().inFlight()).isZero();
  }

  @Test
  void noThreadOfACrawlOutlivesIt() {
    reportOf(crawlOf(root).build().start());

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("weft-io") || name.equals("weft-sink"));
  }

  @Test
  void aCrawlWithoutASeedIsRefused() {
    assertThatThrownBy(() -> Crawler.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no seed");
  }

  /** Keeps records up to a number, then fails. */
  private final class Keeping implements Sink {
    private final int most;

    Keeping(int most) {
      this.most = most;
    }

    @Override
    public String name() {
      return "keeping";
    }

    @Override
    public void open(SinkMark committed) {}

    @Override
    public void write(Page page) throws IOException {
      if (pages.size() >= most) {
        throw new IOException("full");
      }
      pages.add(page);
    }

    @Override
    public SinkMark checkpoint() {
      return SinkMark.NOTHING;
    }

    @Override
    public void close() {}
  }
}
