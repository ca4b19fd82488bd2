package dev.weft.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FaultServer.Fault;
import dev.weft.fetch.FetchOptions.Bodies;
import dev.weft.fetch.FetchOptions.Timeouts;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million requests, a fifth of which go wrong in one way or another or are cancelled, leave no
 * buffer, socket, file or thread behind. {@code -Dweft.proof.requests=N} makes fewer; the seed is
 * printed and taken back by {@code -Dweft.proof.seed=N}.
 */
@Tag("proof")
@EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
public abstract class NothingLeftContract {
  private static final int IN_FLIGHT = 128;

  /** After these the runtime has the pollers that it keeps, as for virtual threads. */
  private static final int WARM_UP = 2_000;

  /** Each has ports of its own, which a closed connection keeps for a minute. */
  private static final int ADDRESSES = 100;

  @TempDir private Path spills;

  private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final Semaphore places = new Semaphore(IN_FLIGHT);

  /** A fetcher of the backend under test. */
  protected abstract Fetcher open(FetchOptions options);

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void aMillionRequestsLeaveNothingBehind() throws Exception {
    int requests = Integer.getInteger("weft.proof.requests", 1_000_000);
    long seed = Long.getLong("weft.proof.seed", new Random().nextLong());
    run(WARM_UP, new Random(seed));
    long filesBefore = openFiles();
    outcomes.clear();
    long start = System.nanoTime();

    run(requests, new Random(seed));

    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d requests in %.0f s, seed %d: %s%n",
        getClass().getSimpleName(),
        requests,
        seconds,
        seed,
        new TreeMap<>(outcomes));
    await(() -> openFiles() <= filesBefore);
    assertThat(threads()).noneMatch(name -> name.startsWith("weft-"));
    assertThat(spills).isEmptyDirectory();
  }

  private void run(int requests, Random random) throws Exception {
    ended.set(0);
    try (FaultServer server = new FaultServer()) {
      Fetcher fetcher = open(options());
      makeAll(fetcher, server, requests, random);
      await(() -> ended.get() >= requests);
      assertThat(fetcher.isShortOfMemory()).as("bodies hold three quarters of 32 MB").isFalse();
      fetcher.close();
      await(() -> server.openConnections() == 0);
    }
    assertThat(ended).hasValue(requests);
  }

  private FetchOptions options() {
    Duration little = Duration.ofMillis(100);
    Timeouts timeouts = new Timeouts(Duration.ofSeconds(2), little, little, little.multipliedBy(3));
    return FetchOptions.of("Weft/proof")
        .withTimeouts(timeouts)
        .withLanes(2, IN_FLIGHT)
        .withThreads(IN_FLIGHT)
        .withBodies(new Bodies(32 << 20, 128 << 10, spills));
  }

  private void makeAll(Fetcher fetcher, FaultServer server, int requests, Random random)
      throws InterruptedException {
    Fault[] faults = Fault.values();
    for (int i = 0; i < requests; i++) {
      Fault fault = random.nextInt(100) < 80 ? Fault.NONE : faults[random.nextInt(faults.length)];
      FetchRequest request = request(server, fault, random, i % fetcher.lanes());
      places.acquire();
      Fetcher.Fetch fetch = fetcher.fetch(request, this::ended);
      if (random.nextInt(100) == 0) {
        fetch.cancel();
      }
    }
  }

  private static FetchRequest request(FaultServer server, Fault fault, Random random, int lane) {
    byte[] address = {127, 0, 0, (byte) (1 + random.nextInt(ADDRESSES))};
    CrawlUrl url =
        CrawlUrl.parse("http://host" + address[3] + ".example:" + server.port() + "/" + fault)
            .orElseThrow();
    try {
      return FetchRequest.get(url, List.of(InetAddress.getByAddress(address)), lane, 1 << 20);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ended(FetchOutcome outcome) {
    String what;
    if (outcome instanceof FetchOutcome.Answered answered) {
      answered.answer().body().close();
      what = "answer, truncated " + answered.answer().truncation();
    } else {
      what = ((FetchOutcome.Failed) outcome).reason().code();
    }
    outcomes.computeIfAbsent(what, any -> new AtomicInteger()).incrementAndGet();
    places.release();
    ended.incrementAndGet();
  }

  /** Sockets, selectors and temporary files of this process. */
  private static long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.map(NothingLeftContract::target).filter(NothingLeftContract::counts).count();
    } catch (IOException e) {
      throw new IllegalStateException("open files cannot be counted", e);
    }
  }

  private static boolean counts(String target) {
    return target.startsWith("socket:")
        || target.startsWith("anon_inode:")
        || target.startsWith("pipe:")
        || target.contains("weft-");
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "gone";
    }
  }

  private static Stream<String> threads() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 16];
    return Stream.of(threads).limit(Thread.enumerate(threads)).map(Thread::getName);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time by which it should be so").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
