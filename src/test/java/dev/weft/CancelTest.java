package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.hook.RequestHook;
import dev.weft.hook.Verdict;
import dev.weft.page.Page;
import dev.weft.report.CrawlEnd;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cancelled crawl leaves nothing behind, with everything it can have at work. */
@Timeout(120)
final class CancelTest {
  private static final Path FILES = Path.of("/proc/self/fd");
  private static final Path SOCKETS = Path.of("/proc/net/tcp");
  private static final String ESTABLISHED = "01";

  @TempDir private Path folder;

  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void cancelGivesEverythingBackWithinTwoSeconds() throws Exception {
    assumeTrue(Files.exists(FILES) && Files.exists(SOCKETS), "no /proc here");
    try (EndlessSite site = new EndlessSite(100_000, 2_000)) {
      RequestHook blocking =
          request -> {
            if (request.url().path().endsWith("7")) {
              never.await();
            }
            return Verdict.YES;
          };
      Crawl crawl =
          site.crawl()
              .parser(ParserKind.PROCESS)
              .state(folder.resolve("state"))
              .sink(SinkKind.JSONL.inFolder(folder, SinkOptions.DEFAULT))
              .sink(SinkKind.WARC.inFolder(folder, SinkOptions.DEFAULT))
              .hook(blocking)
              .keepBodies()
              .onPage(2, this::block)
              .build()
              .start();
      while (crawl.totals().finished() < 60) {
        LockSupport.parkNanos(5_000_000);
      }
      assertThat(children()).isNotEmpty();

      long start = System.nanoTime();
      crawl.cancel();
      CrawlReport report = crawl.report().toCompletableFuture().get(60, TimeUnit.SECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      System.out.println("cancelled within " + took.toMillis() + " ms");
      assertThat(report.end()).isEqualTo(CrawlEnd.STOPPED);
      assertThat(took).isLessThan(Duration.ofSeconds(2));
      assertThat(threads()).isEmpty();
      assertThat(children()).isEmpty();
      assertThat(openFiles()).isEmpty();
      assertThat(connectionsTo(site.port())).isZero();
    }
  }

  private void block(Page page) throws InterruptedException, TimeoutException {
    if (page.url().path().endsWith("9") && !never.await(100, TimeUnit.SECONDS)) {
      throw new TimeoutException();
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("weft-"))
        .toList();
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  /** The files of the crawl that this process holds open. */
  private List<Path> openFiles() throws IOException {
    try (Stream<Path> open = Files.list(FILES)) {
      return open.map(CancelTest::target).filter(path -> path.startsWith(folder)).toList();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return Path.of("gone");
    }
  }

  private static long connectionsTo(int port) throws IOException {
    String remote = String.format(Locale.ROOT, ":%04X", port);
    long count = 0;
    for (Path table : List.of(SOCKETS, SOCKETS.resolveSibling("tcp6"))) {
      count +=
          Files.readAllLines(table).stream()
              .map(line -> line.strip().split("\\s+", -1))
              .filter(row -> row.length > 3 && row[2].endsWith(remote))
              .filter(row -> row[3].equals(ESTABLISHED))
              .count();
    }
    return count;
  }
}
