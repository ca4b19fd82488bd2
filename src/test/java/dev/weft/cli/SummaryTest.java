package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.CrawlReport;
import dev.weft.page.Change;
import dev.weft.page.Disposition;
import dev.weft.report.ComparisonTotals;
import dev.weft.report.CrawlEnd;
import dev.weft.report.CrawlTotals;
import dev.weft.report.CrawlTotals.ErrorCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SummaryTest {
  private static final CrawlTotals TOTALS =
      CrawlTotals.builder()
          .records(
              Map.of(
                  Disposition.FETCHED, 4_718L,
                  Disposition.REDIRECTED, 738L,
                  Disposition.HTTP_ERROR, 332L,
                  Disposition.ROBOTS_DENIED, 12L,
                  Disposition.FETCH_FAILED, 3L))
          .wireBytes(12_911_983)
          .contentBytes(14_316_345)
          .outlinks(23_748)
          .requests(5_970)
          .robotsRequests(4)
          .retries(177)
          .queued(20)
          .hosts(1)
          .seeds(2, 1)
          .outOfScope(
              Map.of("host", 4_000L, "exclude `*.pdf`", 300L, "max-hops 3", 20L, "a", 2L, "b", 1L))
          .errors(
              List.of(
                  new ErrorCount("http404", 200, "http://a.test/x", "answered with status 404"),
                  new ErrorCount("robotsDenied", 12, "http://a.test/private/", "disallowed"),
                  new ErrorCount("connectRefused", 3, "http://a.test/", "nothing listens there")))
          .elapsed(Duration.ofMillis(6_940))
          .build();

  @Test
  void theTextTellsWhatHappenedAndNothingAboutNothing() {
    assertThat(SummaryText.headline(summary(CrawlEnd.FINISHED, 0, 0)))
        .isEqualTo("Finished after 6.9 s: 4,718 pages of 1 host, 680 a second, 12.9 MB");
    assertThat(SummaryText.lines(summary(CrawlEnd.FINISHED, 0, 2)))
        .containsExactly(
            "  fetched                 4,718  14.3 MB decoded, 23,748 links",
            "  redirected                738",
            "  HTTP errors               332",
            "  robots denied              12",
            "  not fetched                 3",
            "  left in queue              20",
            "  out of scope            4,323  links: 4,000 by host, 300 by exclude `*.pdf`, 20 by"
                + " max-hops 3, 2 by a, 1 more rules",
            "  requests                5,970  4 for robots.txt, 177 to try again",
            "  bad seed lines              2",
            "",
            "  http404                   200  http://a.test/x",
            "  connectRefused              3  http://a.test/",
            "                                 nothing listens there");
  }

  @Test
  void theOneLineOfARevisitSaysWhatChanged() {
    CrawlTotals totals =
        CrawlTotals.builder()
            .records(Map.of(Disposition.UNCHANGED, 1_160L, Disposition.HTTP_ERROR, 1L))
            .wireBytes(404)
            .hosts(1)
            .seeds(1, 1)
            .elapsed(Duration.ofSeconds(2))
            .comparisons(new ComparisonTotals(Map.of(Change.UNCHANGED, 1_160L, Change.GONE, 1L), 0))
            .build();
    CrawlRun.Result result =
        new CrawlRun.Result(
            new CrawlReport(CrawlEnd.FINISHED, totals, null), List.of(), Instant.EPOCH, 0);

    assertThat(SummaryText.line(Summary.of(result, 2, 0, List.of("r/pages.jsonl"))))
        .isEqualTo(
            "Finished after 2.0 s: 0 pages of 1 host, 0.00 a second, 404 bytes, 0 changed, 1 gone,"
                + " 1,160 unchanged, 1 URL failed; r/pages.jsonl");
  }

  @ParameterizedTest
  @CsvSource({
    "PAGES_MAX,0,Ended by max-pages",
    "BYTES_MAX,0,Ended by max-bytes",
    "DURATION_MAX,0,Ended by max-duration",
    "STOPPED,2,Stopped by SIGINT",
    "STOPPED,15,Stopped by SIGTERM",
    "SINK_FAILED,0,Failed to write",
    "BROKEN,0,Broken"
  })
  void theHeadlineSaysWhyItEnded(CrawlEnd end, int signal, String words) {
    assertThat(SummaryText.headline(summary(end, signal, 0))).startsWith(words + " after 6.9 s: ");
  }

  @ParameterizedTest
  @CsvSource({
    "FINISHED,0,1,0",
    "PAGES_MAX,0,1,0",
    "DURATION_MAX,0,0,0",
    "FINISHED,0,0,3",
    "SINK_FAILED,0,1,4",
    "SINK_FAILED,2,1,4",
    "BROKEN,0,1,1",
    "STOPPED,2,1,130",
    "STOPPED,15,0,143"
  })
  void theExitCodeSaysHowItEnded(CrawlEnd end, int signal, int seedsFetched, int code) {
    CrawlTotals totals = CrawlTotals.builder().seeds(1, seedsFetched).build();

    assertThat(
            new CrawlRun.Result(
                    new CrawlReport(end, totals, null), List.of(), Instant.EPOCH, signal)
                .exitCode())
        .isEqualTo(code);
  }

  @Test
  void theFileTellsEverythingToPrograms(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("summary.json");

    SummaryFile.write(summary(CrawlEnd.PAGES_MAX, 0, 1), "1.2.3", file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    assertThat(json.get("weft").asText()).isEqualTo("1.2.3");
    assertThat(json.get("end").asText()).isEqualTo("max-pages");
    assertThat(json.get("exitCode").asInt()).isZero();
    assertThat(json.get("startedAt").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(json.get("elapsedMillis").asLong()).isEqualTo(6_940);
    assertThat(json.get("pages").asLong()).isEqualTo(4_718);
    assertThat(json.get("pagesPerSecond").asDouble()).isEqualTo(679.83);
    assertThat(json.get("records").size()).isEqualTo(Disposition.values().length);
    assertThat(json.get("records").get("redirected").asLong()).isEqualTo(738);
    assertThat(json.get("records").get("parseFailed").asLong()).isZero();
    assertThat(json.get("outOfScope").get("exclude `*.pdf`").asLong()).isEqualTo(300);
    assertThat(json.get("errors").get(2).get("code").asText()).isEqualTo("connectRefused");
    assertThat(json.get("errors").get(2).get("exampleUrl").asText()).isEqualTo("http://a.test/");
    assertThat(json.get("seedProblems").asInt()).isEqualTo(1);
    assertThat(json.get("failure").isNull()).isTrue();
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  private static Summary summary(CrawlEnd end, int signal, int seedProblems) {
    CrawlRun.Result result =
        new CrawlRun.Result(
            new CrawlReport(end, TOTALS, null),
            List.of(),
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            signal);
    return Summary.of(result, 1, seedProblems, List.of());
  }
}
