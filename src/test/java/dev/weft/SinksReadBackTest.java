package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.report.CrawlEnd;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.warc.WarcCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site of 16,000 pages, or the one of the user's own whose URL is in {@code WEFT_SITE}, through
 * every sink, read back by Python and by warcio.js: counts and digests must be equal.
 */
@Tag("proof")
@Timeout(900)
final class SinksReadBackTest {
  private static final int PAGES = 16_000;

  @TempDir private Path folder;

  @Test
  void everySinkHoldsTheSame() throws IOException, InterruptedException {
    String site = System.getenv("WEFT_SITE");
    if (site != null) {
      crawl(site);
    } else {
      try (DemoServer server =
          DemoServer.start(DemoOptions.DEFAULT.withPages(PAGES).withoutTroubles())) {
        crawl(server.web().seeds().get(0));
      }
    }
    List<Path> archives = Written.files(SinkKind.WARC, folder);
    Path lines = folder.resolve("warc.jsonl");
    Files.write(lines, WarcCheck.readByNode(archives));
    assertThat(WarcCheck.faults(archives)).isEmpty();

    List<String> command = new ArrayList<>();
    command.addAll(List.of("python3", "src/bench/read-back.py"));
    command.addAll(List.of(folder.toString(), lines.toString()));
    Process python = start(command);
    String said = new String(python.getInputStream().readAllBytes(), UTF_8);
    System.out.print(said);
    assertThat(python.waitFor()).as(said).isZero();
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      System.out.println("skipped: no python3 here; it is in Debian's python3");
      return Assumptions.abort("python3 is not installed");
    }
  }

  private void crawl(String site) {
    Crawler.Builder crawler =
        Crawler.builder()
            .seed(site)
            .politeness(new PolitenessOptions(Duration.ZERO, 32, 0, false, true));
    for (SinkKind kind : SinkKind.values()) {
      crawler.sink(kind.inFolder(folder, SinkOptions.DEFAULT));
    }
    CrawlReport report = crawler.build().start().await();
    assertThat(report.end()).isEqualTo(CrawlEnd.FINISHED);
  }
}
