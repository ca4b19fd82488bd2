package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.dns.SystemResolver;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.request.RequestRules;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import dev.weft.url.HostName;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @Test
  @Timeout(60)
  void theCrawlEndsThoughTheSinksCloseWhileItsLoopWaits() throws Exception {
    MemorySink sink =
        new MemorySink(0) {
          @Override
          public void close() {
            super.close();
            awaitParkedLoop();
          }
        };
    Engine engine =
        Engine.start(
            plan(FrontierLimits.of(1_000, 1).withPagesMax(0), "http://a.localhost/"),
            backends(new NoFetcher()),
            Storage.of(List.of(sink)));
    assertThat(engine.result().toCompletableFuture().get(20, TimeUnit.SECONDS).end())
        .isEqualTo(CrawlEnd.PAGES_MAX);
    assertThat(sink.closed).isTrue();
  }

  @Test
  @Timeout(60)
  void theCrawlEndsThoughWhatBrokeItBreaksItsClosingToo() throws Exception {
    Error fault = new OutOfMemoryError("one instance, as the runtime keeps it");
    NoFetcher breaking =
        new NoFetcher() {
          private boolean asked;

          @Override
          public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
            if (asked) {
              throw fault;
            }
            asked = true;
            return () -> {
              throw fault;
            };
          }
        };
    CrawlPlan plan =
        plan(FrontierLimits.of(1_000, 2), "http://a.localhost/", "http://b.localhost/");
    Engine engine = Engine.start(plan, backends(breaking), Storage.of(List.of(new MemorySink(0))));
    Engine.CrawlResult result = engine.result().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(result.end()).isEqualTo(CrawlEnd.BROKEN);
    assertThat(result.failure()).isSameAs(fault);
  }

  @Test
  @Timeout(60)
  void theCrawlEndsThoughItsDiskCannotBeAsked(@TempDir Path folder) throws Exception {
    Path gone;
    try (FileSystem closed =
        FileSystems.newFileSystem(folder.resolve("closed.zip"), Map.of("create", "true"))) {
      gone = closed.getPath("/");
    }
    FrontierState state = MemoryFrontierStore.state(new Fingerprinter(1, 2));
    Engine engine =
        Engine.start(
            plan(FrontierLimits.of(1_000, 1).withPagesMax(0), "http://a.localhost/"),
            backends(new NoFetcher()),
            Storage.of(List.of(new MemorySink(0)))
                .with(state, state.recover(1_000_000))
                .with(new DiskWatch(gone, 0)));
    Engine.CrawlResult result = engine.result().toCompletableFuture().get(20, TimeUnit.SECONDS);

    assertThat(result.end()).isEqualTo(CrawlEnd.SINK_FAILED);
    assertThat(result.failure()).hasMessageStartingWith("writing records failed: ");
  }

  @Test
  @Timeout(60)
  void aPartThatCannotBeClosedKeepsNoOtherOpenNorTheCrawlFromEnding() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    NoFetcher misbuilt =
        new NoFetcher() {
          @Override
          public void close() {
            throw new NoSuchMethodError("gone()");
          }
        };
    Engine engine =
        Engine.start(
            plan(FrontierLimits.of(1_000, 1).withPagesMax(0), "http://a.localhost/"),
            backends(misbuilt, closed),
            Storage.of(List.of(new MemorySink(0))));
    Engine.CrawlResult result = engine.result().toCompletableFuture().get(20, TimeUnit.SECONDS);

    assertThat(result.end()).isEqualTo(CrawlEnd.BROKEN);
    assertThat(result.failure()).isInstanceOf(NoSuchMethodError.class);
    assertThat(closed).isTrue();
  }

  @Test
  void aCrawlThatCannotBeginClosesWhatItOpened() {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    NoFetcher broken =
        new NoFetcher() {
          @Override
          public int lanes() {
            // The engine asks first, then the loop.
            if (asked.getAndIncrement() == 0) {
              return 1;
            }
            throw new IllegalStateException("no lanes");
          }
        };
    CrawlPlan plan = plan(FrontierLimits.of(1_000, 1), "http://a.localhost/");
    Engine.Backends usual = backends(broken);
    Engine.Backends telling =
        new Engine.Backends(
            broken,
            usual.resolver(),
            usual.addresses(),
            known ->
                new ContentParser() {
                  @Override
                  public void parse(ContentRequest request, Consumer<ParsedContent> done) {}

                  @Override
                  public void close() {
                    closed.set(true);
                  }
                });

    assertThatThrownBy(() -> Engine.start(plan, telling, Storage.of(List.of())))
        .hasMessage("no lanes");
    assertThat(closed).isTrue();
  }

  /** Then the only message still to come is the one that the sinks are closed. */
  private static void awaitParkedLoop() {
    Thread loop =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("weft-crawl"))
            .findFirst()
            .orElseThrow();
    while (loop.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  /** A plan that asks for no robots.txt. */
  private static CrawlPlan plan(FrontierLimits limits, String... urls) {
    return new CrawlPlan(
        Stream.of(urls)
            .map(url -> new Seed(CrawlUrl.parse(url).orElseThrow(), ScopeKind.HOST, "test"))
            .toList(),
        ScopeOptions.NONE,
        limits,
        new PolitenessOptions(Duration.ZERO, 1, 0, false, false),
        ParseOptions.DEFAULT,
        RequestRules.NONE,
        DiscoveryOptions.NONE,
        "weft",
        null,
        Duration.ZERO);
  }

  private static Engine.Backends backends(Fetcher fetcher) {
    return new Engine.Backends(
        fetcher,
        new SystemResolver(),
        AddressPolicy.withSeeds(Set.of(host("http://a.localhost/"), host("http://b.localhost/"))),
        known -> new InlineParser(new JsoupParser(ParseOptions.DEFAULT)));
  }

  /** The same with a resolver that tells when it is closed, which is after the fetcher. */
  private static Engine.Backends backends(Fetcher fetcher, AtomicBoolean closed) {
    Engine.Backends usual = backends(fetcher);
    Resolver telling =
        new Resolver() {
          @Override
          public void resolve(HostName host, Consumer<Resolution> done) {
            usual.resolver().resolve(host, done);
          }

          @Override
          public void close() {
            usual.resolver().close();
            closed.set(true);
          }
        };
    return new Engine.Backends(fetcher, telling, usual.addresses(), usual.parser());
  }

  private static HostName host(String url) {
    return CrawlUrl.parse(url).orElseThrow().host();
  }

  /** A fetcher that nothing must be asked of. */
  private static class NoFetcher implements Fetcher {
    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
      throw new IllegalStateException("asked for " + request.url());
    }

    @Override
    public void close() {}
  }
}
