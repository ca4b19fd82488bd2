package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dns.Resolver;
import dev.weft.frontier.FrontierLimits;
import dev.weft.politeness.HostReport;
import dev.weft.politeness.PolitenessCheck;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.politeness.PolitenessOptions.PerAddress;
import dev.weft.report.CrawlTotals;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.sink.NoneSink;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Politeness as servers see it: many virtual hosts on loopback, whose own log must show that no two
 * requests to a host came closer than its delay, from the end of an answer to the next request, and
 * that robots.txt came first; and that a crawl loses little time over it.
 */
final class PolitenessProofTest {
  private static final long ANSWER_NANOS = Duration.ofMillis(5).toNanos();

  /** What is crawled, and how gently. */
  private record Setting(int hosts, int pages, Duration delay, int hostsPerAddress) {
    int addresses() {
      return hostsPerAddress == 0 ? 1 : hosts / hostsPerAddress;
    }

    /** Requests a second if no time but the delay and the answer's were lost. */
    double ideal() {
      return hosts / ((delay.toNanos() + ANSWER_NANOS) / 1e9);
    }

    PolitenessOptions politeness() {
      PolitenessOptions byHost = new PolitenessOptions(delay, 1, 2, false, true);
      return byHost.withAddresses(
          hostsPerAddress == 0
              ? new PerAddress(hosts, Duration.ZERO)
              : new PerAddress(1, Duration.ofMillis(5)));
    }
  }

  @Test
  void noHostIsAskedBeforeItsDelayIsOver() throws IOException {
    crawl(new Setting(50, 5, Duration.ofMillis(200), 0));
  }

  @Test
  void noAddressIsAskedBeforeItsDelayIsOver() throws IOException {
    crawl(new Setting(50, 5, Duration.ofMillis(200), 10));
  }

  @Test
  @Tag("proof")
  void twoThousandHostsEachKeepASecondAndLittleTimeIsLost() throws IOException {
    Setting setting = new Setting(2_000, 20, Duration.ofSeconds(1), 0);
    assertThat(crawl(setting)).isGreaterThanOrEqualTo(0.9 * setting.ideal());
  }

  @Test
  @Tag("proof")
  void twoThousandHostsAtFortyAddressesDoSoToo() throws IOException {
    Setting setting = new Setting(2_000, 20, Duration.ofSeconds(1), 50);
    assertThat(crawl(setting)).isGreaterThanOrEqualTo(0.9 * setting.ideal());
  }

  /** Crawls, checks what the server saw, and gives the requests a second. */
  private static double crawl(Setting setting) throws IOException {
    try (VirtualHosts server =
        new VirtualHosts(setting.addresses(), setting.pages(), ANSWER_NANOS)) {
      Crawl crawl = crawler(setting, server.port()).start();
      CrawlReport report = crawl.report().toCompletableFuture().join();
      checkTotals(setting, report.totals());
      checkHosts(setting, server);
      checkLedger(setting, crawl);
      double perSecond = perSecond(server);
      tell(setting, server, report.totals(), perSecond);
      tellSlowed(setting, crawl);
      return perSecond;
    }
  }

  private static Crawler crawler(Setting setting, int port) {
    List<Seed> seeds = new ArrayList<>();
    for (int i = 0; i < setting.hosts(); i++) {
      CrawlUrl url = CrawlUrl.parse("http://h" + i + ".localhost:" + port + "/").orElseThrow();
      seeds.add(new Seed(url, ScopeKind.HOST, "proof"));
    }
    return Crawler.builder()
        .seeds(seeds)
        .limits(FrontierLimits.of(1 << 20, setting.hosts()))
        .politeness(setting.politeness())
        .resolver(new Loopback(setting.hostsPerAddress()))
        .sink(new NoneSink())
        .build();
  }

  private static void checkTotals(Setting setting, CrawlTotals totals) {
    assertThat(totals.pages()).isEqualTo((long) setting.hosts() * setting.pages());
    assertThat(totals.retries()).isZero();
  }

  private static void checkHosts(Setting setting, VirtualHosts server) {
    assertThat(server.hosts()).hasSize(setting.hosts());
    server
        .hosts()
        .forEach(
            (host, log) -> {
              assertThat(log.paths.get(0)).as("first request to %s", host).isEqualTo("/robots.txt");
              assertThat(log.paths).as("requests to %s", host).doesNotHaveDuplicates();
              assertThat(log.inFlightPeak).as("in flight to %s", host).isEqualTo(1);
              assertThat(log.gapMinNanos)
                  .as("smallest gap of %s", host)
                  .isGreaterThanOrEqualTo(setting.delay().toNanos());
            });
    if (setting.hostsPerAddress() > 0) {
      assertThat(server.addresses()).hasSize(setting.addresses());
      server
          .addresses()
          .forEach(
              (address, log) -> {
                assertThat(log.inFlightPeak).as("in flight to %s", address).isEqualTo(1);
                assertThat(log.gapMinNanos)
                    .as("smallest gap of %s", address)
                    .isGreaterThanOrEqualTo(setting.politeness().addresses().delay().toNanos());
              });
    }
  }

  /** The ledger's own figures can be no better than what the server saw. */
  private static void checkLedger(Setting setting, Crawl crawl) {
    int hosts = 0;
    for (HostReport host : crawl.hosts()) {
      assertThat(PolitenessCheck.problems(host, setting.delay())).isEmpty();
      assertThat(host.requests()).isEqualTo(setting.pages() + 1);
      assertThat(host.gaps().count()).isEqualTo(setting.pages());
      hosts++;
    }
    assertThat(hosts).isEqualTo(setting.hosts());
  }

  private static double perSecond(VirtualHosts server) {
    List<VirtualHosts.Log> logs = List.copyOf(server.hosts().values());
    long first = logs.stream().mapToLong(log -> log.firstNanos).min().orElseThrow();
    long last = logs.stream().mapToLong(log -> log.endNanos).max().orElseThrow();
    long requests = logs.stream().mapToLong(log -> log.requests).sum();
    return requests / ((last - first) / 1e9);
  }

  private static void tell(
      Setting setting, VirtualHosts server, CrawlTotals totals, double perSecond)
      throws IOException {
    long gap =
        server.hosts().values().stream().mapToLong(log -> log.gapMinNanos).min().orElseThrow();
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d hosts, %d addresses, delay %d ms: %d requests in %.1f s, %.0f a second, %.3f of the"
                + " ideal; smallest gap %.3f ms; resident at most %s, CPU %.1f s since the start",
            setting.hosts(),
            setting.addresses(),
            setting.delay().toMillis(),
            totals.requests(),
            totals.elapsed().toMillis() / 1e3,
            perSecond,
            perSecond / setting.ideal(),
            gap / 1e6,
            residentMax(),
            ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                / 1e3));
    System.out.println("requests of each second: " + server.bySecond());
  }

  /** How many hosts the throttle slowed down, as by a machine that is slow itself. */
  private static void tellSlowed(Setting setting, Crawl crawl) {
    int slowed = 0;
    Duration longest = Duration.ZERO;
    for (HostReport host : crawl.hosts()) {
      Duration gap = host.gaps().median();
      slowed += gap.compareTo(setting.delay().multipliedBy(5).dividedBy(4)) > 0 ? 1 : 0;
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d hosts had a median gap over 1.25 of the delay, the longest %d ms",
            slowed,
            longest.toMillis()));
  }

  private static String residentMax() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.substring("VmHWM:".length()).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  /** So many virtual hosts at each loopback address; 0 for all at one. */
  private record Loopback(int hostsPerAddress) implements Resolver {
    @Override
    public void resolve(HostName host, Consumer<Resolution> done) {
      String name = host.toString();
      int number = Integer.parseInt(name.substring(1, name.indexOf('.')));
      try {
        InetAddress address =
            VirtualHosts.address(hostsPerAddress == 0 ? 0 : number / hostsPerAddress);
        done.accept(new Resolved(List.of(address), Duration.ofHours(1), 0));
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {}
  }
}
