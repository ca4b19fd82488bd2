package dev.weft.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.Grant;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.Lease;
import dev.weft.frontier.Preparation;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.StateException;
import dev.weft.frontier.UrlOutcome;
import dev.weft.frontier.Usage;
import dev.weft.frontier.rocksdb.RocksDbState;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many URLs through a frontier with its state on disk, nothing fetched. A page has eight links:
 * four to URLs not yet known until all are, the others to any known one. So three quarters of all
 * URLs wait at the worst moment. Each is admitted, committed, leased, finished and committed again.
 *
 * <pre>{@code
 * FrontierBench run FOLDER URLS HOSTS SEEN-MB STORE-MB
 * FrontierBench resume FOLDER SEEN-MB STORE-MB
 * FrontierBench continue FOLDER URLS HOSTS SEEN-MB STORE-MB COUNT
 * }</pre>
 *
 * {@code continue} goes on where a run was killed, until it has finished COUNT more URLs.
 *
 * <p>Prints for every hundredth of the URLs finished the CPU time of the whole process and the wall
 * time for each, and the memory resident. Linux.
 */
public final class FrontierBench {
  private static final int LINKS = 8;
  private static final int NEW_LINKS = 4;
  private static final int EPOCH_CHANGES = 50_000;
  private static final int EPOCHS_MAX = 2;
  private static final Usage PAGE = new Usage(true, true, 20_000);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Recovered recovered;
  private final Fingerprinter fingerprinter;
  private final FrontierStore store;
  private final Frontier frontier;
  private final long urls;
  private final int hosts;
  private long known;
  private long epoch;
  private int underWay;
  private long finished;
  private long offered;

  private FrontierBench(RocksDbState state, long urls, int hosts, long seenMb) {
    this.urls = urls;
    this.hosts = hosts;
    recovered = state.recover(seenMb << 20);
    fingerprinter = recovered.fingerprinter();
    store = state.store(mailbox::add, FrontierBench::failed);
    FrontierLimits limits = FrontierLimits.of(1 << 20, 10_000);
    frontier = new Frontier(limits, new HostPace(0, 1_000), store, recovered);
    epoch = recovered.epoch();
  }

  private static void failed(StateException problem) {
    throw problem;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    if (args[0].equals("run") || args[0].equals("continue")) {
      long storeMb = Long.parseLong(args[5]);
      try (RocksDbState state = RocksDbState.open(folder, storeMb << 20)) {
        long urls = Long.parseLong(args[2]);
        int hosts = Integer.parseInt(args[3]);
        long count = args[0].equals("run") ? urls : Long.parseLong(args[6]);
        new FrontierBench(state, urls, hosts, Long.parseLong(args[4])).run(folder, count);
      }
    } else {
      resume(folder, Long.parseLong(args[2]), Long.parseLong(args[3]));
    }
  }

  private static void resume(Path folder, long seenMb, long storeMb) throws Exception {
    long start = System.nanoTime();
    try (RocksDbState state = RocksDbState.open(folder, storeMb << 20)) {
      System.out.printf(Locale.ROOT, "opened after %.2f s%n", secondsSince(start));
      FrontierBench bench = new FrontierBench(state, 0, 1, seenMb);
      System.out.printf(Locale.ROOT, "frontier after %.2f s%n", secondsSince(start));
      Lease lease = bench.lease();
      System.out.printf(
          Locale.ROOT,
          "first lease after %.2f s: %s; %s; %d fingerprints; %s%n",
          secondsSince(start),
          lease,
          bench.frontier.counts(),
          bench.recovered.seen().size(),
          memory());
    }
  }

  private void run(Path folder, long count) throws Exception {
    known = recovered.finished() + recovered.queuedUrls();
    while (known < Math.min(hosts, urls)) {
      admitNew(null);
      if (frontier.changeCount() >= EPOCH_CHANGES) {
        commit();
        while (underWay > EPOCHS_MAX) {
          mailbox.take().run();
        }
      }
    }
    long window = Math.max(1, count / 100);
    long wall = System.nanoTime();
    long start = wall;
    long cpu = SYSTEM.getProcessCpuTime();
    for (Lease lease = lease(); lease != null && finished < count; lease = lease()) {
      finish(lease);
      if (finished % window == 0) {
        long nowWall = System.nanoTime();
        long nowCpu = SYSTEM.getProcessCpuTime();
        System.out.printf(
            Locale.ROOT,
            "%d finished, %d waiting, %d known: %.2f us CPU, %.2f us wall a URL; %s%n",
            finished,
            frontier.counts().queued(),
            frontier.counts().admitted(),
            (nowCpu - cpu) / 1e3 / window,
            (nowWall - wall) / 1e3 / window,
            memory());
        wall = nowWall;
        cpu = nowCpu;
      }
    }
    commit();
    while (underWay > 0) {
      mailbox.take().run();
    }
    System.out.printf(
        Locale.ROOT,
        "%d URLs of %d, %d offers, %.0f s wall, %.0f s CPU, %.0f a second, %d MB on disk; %s%n",
        finished,
        urls,
        offered,
        secondsSince(start),
        SYSTEM.getProcessCpuTime() / 1e9,
        finished / secondsSince(start),
        bytesIn(folder) >> 20,
        memory());
  }

  private @Nullable Lease lease() throws InterruptedException {
    while (true) {
      for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
        task.run();
      }
      if (frontier.changeCount() >= EPOCH_CHANGES) {
        commit();
      }
      Grant grant = underWay > EPOCHS_MAX ? null : frontier.lease(finished);
      if (grant instanceof Lease lease) {
        return lease;
      } else if (grant instanceof Preparation preparation) {
        frontier.prepared(preparation, true, Usage.NONE, finished);
      } else if (frontier.counts().queued() == 0 && !frontier.awaitsCommit()) {
        return null;
      } else {
        if (underWay == 0 && frontier.awaitsCommit()) {
          commit();
        }
        mailbox.take().run();
      }
    }
  }

  private void finish(Lease lease) {
    for (int i = 0; i < LINKS; i++) {
      offered++;
      if (i < NEW_LINKS && known < urls) {
        admitNew(lease.url());
      } else if (known > 0) {
        offerOld(lease.url());
      }
    }
    UrlOutcome outcome =
        new UrlOutcome(
            Disposition.FETCHED,
            null,
            1_780_000_000_000L + finished,
            200,
            null,
            "xxh3:" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()),
            "\"" + Long.toHexString(random.nextLong()) + "\"",
            null,
            null);
    finished++;
    frontier.finish(lease, PAGE, outcome, finished);
  }

  private void admitNew(@Nullable CrawlUrl referrer) {
    String href = href(known++);
    CrawlUrl url = CrawlUrl.parse(href).orElseThrow();
    frontier.admit(
        Candidate.at(url, fingerprinter.fingerprint(url)).hops(1).referrer(referrer).build(),
        finished);
  }

  /** As the parsers do: a link that the seen set has does not become an object. */
  private void offerOld(CrawlUrl referrer) {
    String href = href(random.nextLong(known));
    byte[] ascii = href.getBytes(US_ASCII);
    long fingerprint = fingerprinter.fingerprint(ascii, 0, ascii.length);
    if (!recovered.seen().contains(fingerprint)) {
      CrawlUrl url = CrawlUrl.parse(href).orElseThrow();
      frontier.admit(Candidate.at(url, fingerprint).hops(1).referrer(referrer).build(), finished);
    }
  }

  private String href(long number) {
    long mixed = number * 0x9e3779b97f4a7c15L;
    long host = Long.remainderUnsigned(mixed ^ (mixed >>> 32), hosts);
    return "https://www.host-" + host + ".example/section-" + (number & 63) + "/page-" + number;
  }

  private void commit() {
    underWay++;
    store.commit(
        new Epoch(++epoch, frontier.takeChanges(), Map.of(), List.of()),
        committed -> {
          underWay--;
          frontier.committed(committed, finished);
        });
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String memory() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS") || line.startsWith("VmHWM")) {
        text.append(line.replaceAll("[:\\s]+", " ")).append(' ');
      }
    }
    return text.toString().strip();
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
