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
      new CrawlTotals(
          Map.of(Disposition.FETCHED, 5L, Disposition.FETCH_FAILED, 2L),
          1,
          2,
          3,
          4,
          5,
          6,
          0,
          0,
          7,
          0,
          8,
          Map.of("exclude `re:a b`", 9L),
          List.of(new ErrorCount("dnsFailed", 2, "http://a.test/", "no answer")),
          Duration.ofMillis(1_234));

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
    CrawlTotals totals =
        new CrawlTotals(
            Map.of(), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of(forged), Duration.ZERO);
    CrawlTotals read = TotalsText.read(TotalsText.of(totals));
    assertThat(read.wireBytes()).isEqualTo(1);
    assertThat(read.errors().get(0).exampleMessage()).isEqualTo("one wireBytes 99");
  }
}
