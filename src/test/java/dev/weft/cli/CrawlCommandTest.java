package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cli.Cli.Run;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import dev.weft.demo.DemoTruth;
import dev.weft.page.Disposition;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

final class CrawlCommandTest {
  private static DemoServer server;
  private static String root;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = DemoServer.start(DemoOptions.DEFAULT.withPages(200).withoutTroubles());
    root = server.web().seeds().get(0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCrawlWritesRecordsAndASummary() throws IOException {
    Path out = folder.resolve("new/folder");

    Run run = Cli.run("crawl", root, "--own-site", "-o", out.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Finished after ").contains(out.resolve("pages.jsonl") + "\n");
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary.get("end").asText()).isEqualTo("finished");
    assertThat(records(out)).hasSize(sum(summary.get("records")));
  }

  @Test
  void threadsCrawlAsTheEventLoopDoes() throws IOException {
    Path onThreads = folder.resolve("threads");
    Path onLoops = folder.resolve("loops");
    String threads = onThreads.toString();

    Run run =
        Cli.run(
            "crawl", root, "--own-site", "--fetcher", "blocking", "--threads", "4", "-o", threads);
    Cli.run("crawl", root, "--own-site", "-o", onLoops.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(urls(onThreads)).containsExactlyInAnyOrderElementsOf(urls(onLoops));
  }

  private static List<String> urls(Path out) throws IOException {
    return records(out).stream().map(record -> record.get("url").asText()).toList();
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "there are virtual threads")
  void virtualThreadsNeedANewerJava() {
    Run run = Cli.run("crawl", root, "--fetcher", "virtual", "-o", folder.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "weft: --fetcher virtual needs Java 21 or newer; this is "
                + Runtime.version().feature()
                + "; use --fetcher blocking\n");
  }

  @Test
  void recordsOnStandardOutputAreAllThereIs() throws IOException {
    Run run = Cli.run("crawl", root, "--own-site", "--max-pages", "5", "-o", "-");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).has("url")).isTrue());
    assertThat(run.err()).startsWith("Ended by max-pages after ");
  }

  @Test
  void quietSaysNothingButWhatWentWrong() {
    Run run = Cli.run("crawl", root, "--own-site", "-q", "-o", folder.toString());

    assertThat(run).isEqualTo(new Run(0, "", ""));
    assertThat(folder.resolve("summary.json")).exists();
  }

  @Test
  void verboseTellsOptionsAndEveryUrl() {
    Run run = Cli.run("crawl", root, "-v", "--max-hops=0", "--delay=0s", "-o", folder.toString());

    assertThat(run.err())
        .contains("max-hops: 0  # flag\n", "delay: 0s  # flag\n", "user agent: Weft/")
        .contains("\n200 " + root + "\n");
  }

  @Test
  void limitsAreNotOvershot() throws IOException {
    Run run = Cli.run("crawl", root, "--own-site", "--max-pages", "7", "-o", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(records(folder).stream().filter(record -> record.get("status").asInt() == 200))
        .hasSize(7);
  }

  @Test
  void seedsComeFromFilesStandardInputAndArguments() throws IOException {
    List<String> seeds = server.web().seeds();
    Path file = Files.writeString(folder.resolve("seeds.txt"), "# two\n" + seeds.get(1) + "\n");
    Path out = folder.resolve("out");

    Run run =
        Cli.run(
            Map.of("WEFT_MAX_HOPS", "0", "WEFT_DELAY", "0s"),
            seeds.get(2) + "\n",
            "crawl",
            seeds.get(0),
            "-f",
            file.toString(),
            "-f",
            "-",
            "-o",
            out.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(records(out))
        .extracting(record -> record.get("url").asText())
        .containsExactlyInAnyOrderElementsOf(seeds.subList(0, 3));
  }

  @Test
  void aBadSeedLineIsNamedAndTheOthersGoOn() throws IOException {
    Path file = Files.writeString(folder.resolve("seeds.txt"), "ftp://a/\n" + root + "\n:::\n");
    Path out = folder.resolve("out");

    Run run = Cli.run("crawl", "-f", file.toString(), "--max-hops=0", "-o", out.toString());

    assertThat(run.code()).isZero();
    assertThat(run.err().lines())
        .hasSize(2)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("weft: " + file + ":1: `ftp://a/` is no seed: "),
            two -> assertThat(two).startsWith("weft: " + file + ":3: `:::` is no seed: "));
    assertThat(run.out()).contains("  bad seed lines              2\n");
    assertThat(records(out)).hasSize(1);
  }

  @Test
  void noSeedIsAUsageError() throws IOException {
    Path empty = Files.writeString(folder.resolve("none.txt"), "# nothing\n");
    String remedy = "weft: no seed; name a URL, or with -f a file of URLs (- is standard input)\n";

    assertThat(Cli.run("crawl")).isEqualTo(new Run(2, "", remedy));
    assertThat(Cli.run("crawl", "-f", empty.toString())).isEqualTo(new Run(2, "", remedy));
    Run bad = Cli.run("crawl", "http://");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).startsWith("weft: command line: `http://` is no seed: ").endsWith(remedy);
  }

  @Test
  void aMissingSeedFileIsAUsageError() {
    Path none = folder.resolve("none.txt");

    assertThat(Cli.run("crawl", "-f", none.toString()))
        .isEqualTo(new Run(2, "", "weft: " + none + ": there is no such file of seeds\n"));
  }

  @Test
  void mistakesInOptionsAreAllToldBeforeAnythingStarts() throws IOException {
    Path config = Files.writeString(folder.resolve("c.yaml"), "delay: -2s\nscop: host\n");
    Path out = folder.resolve("out");

    Run run =
        Cli.run("crawl", root, "-c", config.toString(), "--retries", "x", "-o", out.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "weft: " + config + ":1: delay is -2s; must be 0s or more",
            "weft: " + config + ":2: scop is no option; did you mean scope?",
            "weft: --retries is x; must be a whole number such as 100 or 10k");
    assertThat(out).doesNotExist();
  }

  @Test
  void anUnknownFlagIsAUsageError() {
    Run run = Cli.run("crawl", root, "--colour");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("weft: there is no option `--colour`")
        .endsWith("weft: `weft crawl --help` tells what it understands\n");
  }

  @Test
  void aFolderThatHoldsRecordsIsRefusedUnlessFresh() throws IOException {
    Files.writeString(folder.resolve("pages.jsonl"), "{}\n");

    Run refused = Cli.run("crawl", root, "--max-hops=0", "-o", folder.toString());
    Run fresh = Cli.run("crawl", root, "--max-hops=0", "--fresh", "--yes", "-o", folder.toString());

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("already holds pages.jsonl").contains("--fresh");
    assertThat(fresh.code()).isZero();
    assertThat(records(folder)).hasSize(1);
  }

  @Test
  void anOutputFolderThatCannotBeMadeIsAStorageError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Run run = Cli.run("crawl", root, "-o", file.resolve("out").toString());

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("out cannot be written to: ");
  }

  @Test
  void aFullDiskIsAStorageErrorThatSaysWhere() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    Run run = Cli.run(full, "crawl", root, "--own-site", "-q", "-o", "-");

    assertThat(run)
        .isEqualTo(
            new Run(
                4,
                "",
                "weft: standard output: No space left on device; what was written before is"
                    + " kept\n"));
  }

  @Test
  void seedsThatCannotBeFetchedGiveTheirOwnCode() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    Run run =
        Cli.run(
            "crawl",
            "http://127.0.0.1:" + port + "/",
            "--retries=0",
            "-q",
            "-o",
            folder.toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("weft: no seed could be fetched: http://127.0.0.1:" + port + "/: ")
        .endsWith(" (connectRefused)\n");
    assertThat(records(folder)).hasSize(1);
  }

  @Test
  void sinkNoneWritesTheSummaryAlone() {
    Run run = Cli.run("crawl", root, "--own-site", "--sink=none", "-o", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(folder.resolve("pages.jsonl")).doesNotExist();
    assertThat(run.out()).endsWith(folder.resolve("summary.json") + "\n");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(Cli.run("--version").out()).isEqualTo("weft " + Main.version() + "\n");
    Run help = Cli.run("crawl", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("--max-pages=N", "How gently:", "--[no-]own-site");
    assertThat(Cli.run("--help").out()).contains("crawl", "demo").doesNotContain("training");
    Run nothing = Cli.run();
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).startsWith("Usage: weft");
  }

  @Test
  void trainingCrawlsWithoutAWord() {
    assertThat(Cli.run("training")).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void robotsHoldOnOwnSitesAndCanBeIgnored() throws IOException {
    Path polite = folder.resolve("polite");
    Path rude = folder.resolve("rude");
    DemoTruth truth = DemoTruth.of(server.web());

    Cli.run(seeds("crawl", "--own-site", "-q", "-o", polite.toString()));
    Cli.run(seeds("crawl", "--own-site", "--ignore-robots", "-q", "-o", rude.toString()));

    assertThat(count(records(polite), Disposition.ROBOTS_DENIED))
        .isEqualTo(truth.count(Disposition.ROBOTS_DENIED));
    assertThat(count(records(rude), Disposition.ROBOTS_DENIED)).isZero();
  }

  private static String[] seeds(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(server.web().seeds());
    return all.toArray(String[]::new);
  }

  private static long count(List<JsonNode> records, Disposition disposition) {
    return records.stream()
        .filter(record -> record.get("disposition").asText().equals(disposition.code()))
        .count();
  }

  static List<JsonNode> records(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("pages.jsonl"))) {
      records.add(mapper.readTree(line));
    }
    return records;
  }

  private static int sum(JsonNode counts) {
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    return sum;
  }
}
