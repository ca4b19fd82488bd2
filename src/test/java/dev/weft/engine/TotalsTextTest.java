package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Disposition;
import dev.weft.report.CrawlTotals;
import dev.weft.report.CrawlTotals.ErrorCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTextTest {
  private static final CrawlTotals TOTALS =
      CrawlTotals.builder()
          .records(Map.of(Disposition.FETCHED, 5L, Disposition.FETCH_FAILED, 2L))
          .wireBytes(1)
          .contentBytes(2)
          .outlinks(3)
          .requests(4)
          .robotsRequests(5)
          .retries(6)
          .hosts(7)
          .seeds(0, 8)
          .outOfScope(Map.of("exclude `re:a b`", 9L))
          .errors(List.of(new ErrorCount("dnsFailed", 2, "http://a.test/", "no answer")))
          .elapsed(Duration.ofMillis(1_234))
          .build();

  @Test
  void totalsAreReadAsTheyWereWritten() {
    assertThat(TotalsText.read(TotalsText.of(TOTALS))).isEqualTo(TOTALS);
  }

  @Test
  void anEmptyTextIsACrawlThatHasNotBegun() {
    CrawlTotals nothing = TotalsText.read("");
    assertThat(nothing.finished()).isZero();
    assertThat(nothing.elapsed()).isZero();
  }

  @Test
  void whatANewerWeftAddsIsLeftOut() {
    String text = TotalsText.of(TOTALS) + "record\t3\tdreamt\nsomething\t1\tx\ty\tz\n";
    assertThat(TotalsText.read(text)).isEqualTo(TOTALS);
  }

  @Test
  void aMessageCannotForgeALine() {
    ErrorCount forged = new ErrorCount("bad", 1, "http://a.test/", "one\nwireBytes\t99");
    CrawlTotals totals = CrawlTotals.builder().wireBytes(1).errors(List.of(forged)).build();
    CrawlTotals read = TotalsText.read(TotalsText.of(totals));
    assertThat(read.wireBytes()).isEqualTo(1);
    assertThat(read.errors().get(0).exampleMessage()).isEqualTo("one wireBytes 99");
  }
}
