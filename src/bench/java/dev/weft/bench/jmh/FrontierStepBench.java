package dev.weft.bench.jmh;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Grant;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Preparation;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.StateException;
import dev.weft.frontier.UrlOutcome;
import dev.weft.frontier.Usage;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * URLs through the frontier with its state in memory: admitted, committed, leased, finished; time a
 * URL. With the state on disk: {@link dev.weft.bench.FrontierBench}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class FrontierStepBench {
  private static final int URLS = 50_000;
  private static final Usage PAGE = new Usage(true, true, 20_000);

  @Param({"1", "1000", "20000"})
  int hosts;

  private final Queue<Runnable> mailbox = new ArrayDeque<>();
  private final List<CrawlUrl> urls = new ArrayList<>();
  private final Fingerprinter fingerprinter = new Fingerprinter(1, 2);

  @Setup(Level.Trial)
  public void name() {
    urls.clear();
    for (int i = 0; i < URLS; i++) {
      String href = "https://www.host-" + i % hosts + ".example/section-" + i % 64 + "/page-" + i;
      urls.add(CrawlUrl.parse(href).orElseThrow());
    }
  }

  @Benchmark
  @OperationsPerInvocation(URLS)
  public long crawl() throws Exception {
    try (FrontierState state = MemoryFrontierStore.state(fingerprinter)) {
      Recovered recovered = state.recover(1 << 20);
      FrontierStore store = state.store(mailbox::add, FrontierStepBench::failed);
      FrontierLimits limits = FrontierLimits.of(1 << 20, 10_000);
      Frontier frontier = new Frontier(limits, new HostPace(0, 1_000), store, recovered);
      for (CrawlUrl url : urls) {
        long fingerprint = fingerprinter.fingerprint(url);
        frontier.admit(Candidate.at(url, fingerprint).hops(1).build(), 0);
      }
      return finish(frontier, store);
    }
  }

  private long finish(Frontier frontier, FrontierStore store) {
    long finished = 0;
    for (long epoch = 1; frontier.changeCount() > 0; epoch++) {
      store.commit(
          new Epoch(epoch, frontier.takeChanges(), Map.of(), List.of()),
          committed -> frontier.committed(committed, 0));
      finished += lease(frontier, finished);
    }
    if (finished != URLS) {
      throw new IllegalStateException(finished + " URLs finished of " + URLS);
    }
    return finished;
  }

  /** Finishes what can be leased until the next commit. */
  private long lease(Frontier frontier, long before) {
    long finished = 0;
    while (true) {
      for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
        task.run();
      }
      Grant grant = frontier.lease(before + finished);
      if (grant instanceof Lease lease) {
        finished++;
        frontier.finish(lease, PAGE, outcome(), before + finished);
      } else if (grant instanceof Preparation preparation) {
        frontier.prepared(preparation, true, Usage.NONE, before + finished);
      } else if (mailbox.isEmpty()) {
        return finished;
      }
    }
  }

  private static UrlOutcome outcome() {
    return new UrlOutcome(
        Disposition.FETCHED, null, 1_780_000_000_000L, 200, null, null, null, null, null);
  }

  private static void failed(StateException problem) {
    throw problem;
  }
}
