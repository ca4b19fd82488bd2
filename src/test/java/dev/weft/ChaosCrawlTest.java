package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.config.RulesFile;
import dev.weft.frontier.FrontierLimits;
import dev.weft.page.Disposition;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.process.PoisonedPool;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crawl of pages some of which do their worst to the parser, whose workers are killed besides.
 */
final class ChaosCrawlTest {
  private static final String HOST = "chaos.localhost";

  /**
   * What any poisoned page may be recorded as: on a busy machine its time may be up before its
   * worker has ended by itself, and a page that is long in the parser meets the killer ten times.
   */
  private static final Set<String> LATE = Set.of("parseTime", "parseKilled");

  /** What poisoned pages hold, with the code each is recorded under where nothing disturbs. */
  private static final List<Poison> POISONS =
      List.of(
          new Poison("<!--poison: loop-->", "parseTime"),
          new Poison("<!--poison: heap-->", "parseMemory"),
          new Poison("<!--poison: stack-->", "parseStack"),
          new Poison("<!--poison: crash-->", "parseCrash"),
          new Poison("<div>".repeat(100_000), "fetched"),
          new Poison("<p " + "a=b ".repeat(13_000_000) + ">", "fetched"),
          new Poison("<section>".repeat(400) + "<b>t</b>".repeat(5_000), "parseTime"),
          new Poison("<p>".repeat(3_300_000), "parseMemory"));

  /**
   * Rules for all pages. The second field's selector looks at every element of a page without a
   * section once; where 400 sections are in one another, at some 10^12.
   */
  private static final String RULES =
      """
      items:
        - item: page
          fields:
            name: title
            deep: "section:has(section:has(section:has(section:has(u))))"
      """;

  /** Two workers give so many answers within a second, unless the machine is too busy to. */
  private static final long ANSWERS_BETWEEN = 8;

  private record Poison(String html, String code) {}

  @TempDir private Path folder;

  @Test
  void everyPageIsRecordedThoughWorkersAreKilled() throws Exception {
    crawl(120, 8, Duration.ofSeconds(2), new Killing(Duration.ofSeconds(2), 4));
  }

  @Test
  @Tag("proof")
  @Timeout(1_800)
  void everyOneOfTwoThousandPagesIsRecordedThoughWorkersAreKilled() throws Exception {
    Killing each = new Killing(Duration.ofSeconds(1), Integer.MAX_VALUE);
    crawl(2_000, 50, Duration.ofSeconds(3), each);
  }

  private void crawl(int pages, int poisoned, Duration timeMax, Killing killing) throws Exception {
    long seed = System.nanoTime();
    long start = System.nanoTime();
    PageList records = new PageList();
    Path file = Files.writeString(folder.resolve("rules.yaml"), RULES);
    ParseOptions options = ParseOptions.DEFAULT.withRules(RulesFile.read(file, "--rules"));
    PoisonedPool pool = new PoisonedPool(options, 2, timeMax);
    Workers workers = new Workers(pool, killing, new Random(seed));
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    try (Site site = site(pages, poisoned)) {
      killer.scheduleAtFixedRate(workers::killIfDue, 50, 50, TimeUnit.MILLISECONDS);
      Crawl crawl = crawler(site, pool, records).start();
      crawl.report().toCompletableFuture().get(1_700, TimeUnit.SECONDS);
    } finally {
      killer.shutdownNow();
    }

    System.out.printf(
        Locale.ROOT,
        "%d pages, %d poisoned, %d workers killed of %d seen, %.1f s, seed %d%n",
        pages,
        poisoned,
        workers.killed.get(),
        workers.seen.size(),
        (System.nanoTime() - start) / 1e9,
        seed);
    Map<String, Integer> outcomes = new TreeMap<>();
    assertThat(records.pages).as("seed %d", seed).hasSize(pages + 1);
    for (Page page : records.pages) {
      String outcome = outcome(page);
      if (isPoison(page)) {
        outcomes.merge(expected(page) + " as " + outcome, 1, Integer::sum);
      }
      assertThat(isPoison(page) && LATE.contains(outcome) ? expected(page) : outcome)
          .as("%s, seed %d", page.url(), seed)
          .isEqualTo(expected(page));
    }
    System.out.println(outcomes);
    assertThat(workers.killed.get()).isPositive();
    workers.awaitEnd();
  }

  /** How often a worker is killed, and how many are at most. */
  private record Killing(Duration every, int most) {}

  /** The worker processes there were, of which one that has a document is killed now and then. */
  private static final class Workers {
    final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    final AtomicInteger killed = new AtomicInteger();
    private final Set<ProcessHandle> before = children();
    private final PoisonedPool pool;
    private final Killing killing;
    private final Random random;
    private long dueNanos = System.nanoTime();
    private long dueAnswers;

    Workers(PoisonedPool pool, Killing killing, Random random) {
      this.pool = pool;
      this.killing = killing;
      this.random = random;
    }

    void killIfDue() {
      seen.addAll(children());
      List<Long> busy = pool.busyWorkers();
      boolean isDue =
          System.nanoTime() - dueNanos >= 0
              && killed.get() < killing.most
              && pool.answers() >= dueAnswers;
      if (!busy.isEmpty() && isDue) {
        dueNanos = System.nanoTime() + killing.every.toNanos();
        dueAnswers = pool.answers() + ANSWERS_BETWEEN;
        ProcessHandle.of(busy.get(random.nextInt(busy.size())))
            .filter(ProcessHandle::destroyForcibly)
            .ifPresent(worker -> killed.incrementAndGet());
      }
    }

    /**
     * Waits until none of them, and no other process that the pool started, lives. A handle knows
     * when its process began, and is not taken in by a process id that is used again.
     */
    void awaitEnd() {
      seen.addAll(children());
      seen.removeAll(before);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (seen.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertThat(seen).noneMatch(ProcessHandle::isAlive);
    }

    private static Set<ProcessHandle> children() {
      return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }
  }

  private static Crawler crawler(Site site, PoisonedPool pool, PageList records) {
    CrawlUrl start = CrawlUrl.parse(site.url(HOST, "/")).orElseThrow();
    return Crawler.builder()
        .seeds(List.of(new Seed(start, ScopeKind.HOST, "test")))
        .limits(FrontierLimits.of(10 << 20, 32))
        .politeness(new PolitenessOptions(Duration.ZERO, 32, 0, true, false))
        .parser(pool)
        .sink(records)
        .build();
  }

  private static Site site(int pages, int poisoned) throws Exception {
    Site site = new Site();
    StringBuilder links = new StringBuilder("<title>start</title>");
    int every = pages / poisoned;
    for (int i = 0; i < pages; i++) {
      boolean isPoison = i % every == 0 && i / every < poisoned;
      int kind = i / every % POISONS.size();
      String path = isPoison ? "/poison/" + kind + "/" + i : "/page/" + i;
      String html =
          isPoison
              ? POISONS.get(kind).html
              : "<title>" + i + "</title>" + "<p>text <a href=/>start</a>".repeat(500);
      links.append("<a href=").append(path).append(">x</a>");
      site.on(path, asked -> Site.Reply.ok(html));
    }
    String start = links.toString();
    return site.on("/", asked -> Site.Reply.ok(start));
  }

  private static String outcome(Page page) {
    return page.disposition() == Disposition.PARSE_FAILED && page.error() != null
        ? page.error().code()
        : page.disposition().code() + titleOf(page);
  }

  /** What the rules found in a page that is not poisoned. */
  private static String titleOf(Page page) {
    boolean isPlain = page.url().path().startsWith("/page/");
    return isPlain
        ? " " + page.items().stream().map(item -> item.fields().get("name")).toList()
        : "";
  }

  private static boolean isPoison(Page page) {
    return page.url().path().startsWith("/poison/");
  }

  private static String expected(Page page) {
    String[] parts = page.url().path().split("/", -1);
    return switch (parts[1]) {
      case "poison" -> POISONS.get(Integer.parseInt(parts[2])).code;
      case "page" -> "fetched " + List.of(new ItemValue.Text(parts[2]));
      default -> "fetched";
    };
  }
}
