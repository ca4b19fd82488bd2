package dev.weft.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import dev.weft.compare.Section.Contest;
import dev.weft.compare.Section.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What is said of figures, on a terminal, on a page and in words; no trial runs. */
final class ReportsTest {
  private static final Entry THREADS =
      Entry.of("100 threads", "fetch", "blocking").chosenBy("--fetcher blocking --threads 100");
  private static final Entry LOOP =
      Entry.of("event loop", "fetch", "netty").chosenBy("--fetcher netty");

  private static EntryResult result(Entry entry, double seconds, double megabytes) {
    return new EntryResult(
        entry, List.of(new Figures(seconds, 100, 0, 0.001, megabytes, 9, 10)), 0, null);
  }

  private static ContestResult contest(EntryResult... entries) {
    List<EntryResult> all = List.of(entries);
    return new ContestResult(
        new Contest("slow URLs", "URLs", all.stream().map(EntryResult::entry).toList()), all);
  }

  private static String words(String section, EntryResult... entries) {
    return String.join("\n", Advice.of(section, List.of(contest(entries))));
  }

  @Test
  void theFastestSuitsAndTheNextOfAnotherKindIsNamed() {
    assertThat(words("fetch", result(THREADS, 4, 200), result(LOOP, 1, 100)))
        .isEqualTo(
            "Slow URLs: event loop (--fetcher netty) suits best: 1.00 s, 9 threads, 100 MB. It is"
                + " fastest; the processors were 0 % busy: it waits, so what counts is how much can"
                + " wait at once. Next best of another kind: 100 threads (--fetcher blocking"
                + " --threads 100), 4.00 s, 9 threads, 200 MB.");
  }

  @Test
  void ofTwoThatAreTiedTheOneThatTakesLessMemorySuits() {
    assertThat(words("fetch", result(THREADS, 1, 200), result(LOOP, 1.1, 100)))
        .contains("event loop (--fetcher netty) suits best: 1.10 s")
        .contains("100 threads is hardly faster (1.00 s) and takes 100 MB more");
  }

  @Test
  void whatTheSystemDoesNotTellIsNotSaid() {
    Figures unknown = new Figures(2, 100, 0, 0, Figures.UNKNOWN, Figures.UNKNOWN, Figures.UNKNOWN);
    EntryResult loop = new EntryResult(LOOP, List.of(unknown), 0, null);
    EntryResult threads = result(THREADS, 4, Figures.UNKNOWN);

    assertThat(words("fetch", threads, loop))
        .startsWith("Slow URLs: event loop (--fetcher netty) suits best: 2.00 s. It is fastest.")
        .doesNotContain("-1", "MB");
  }

  @Test
  void aModelThatFailedOrLostSomeNeverSuits() {
    EntryResult failed = new EntryResult(LOOP, List.of(), 0, "failed: no thread could be made");
    Figures some = new Figures(0.5, 100, 40, 1, 50, 3, 10);
    EntryResult lossy =
        new EntryResult(Entry.of("lossy", "fetch", "virtual"), List.of(some), 0, null);

    assertThat(words("fetch", result(THREADS, 4, 200), failed, lossy))
        .contains("100 threads (--fetcher blocking --threads 100) suits best")
        .contains("Slow URLs: event loop failed: no thread could be made.")
        .contains("Slow URLs: lossy lost 40 of 100 URLs.");
  }

  @Test
  void aSectionWithoutAnyFigureSaysNothingOfWhatIsBest() {
    EntryResult out = new EntryResult(Entry.leftOut("out", "needs more"), List.of(), 0, "left out");
    assertThat(words("fetch", out)).isEmpty();
    assertThat(words("parse", out)).isEmpty();
  }

  @Test
  void aCrashIsToldByWhatItCostBesideTheSameWithoutOne() {
    Entry threads = Entry.of("2 threads", "parse", "threads", "2", "", "");
    Entry processes = Entry.of("2 processes", "parse", "processes", "2", "", "");
    ContestResult without = contest(result(threads, 1, 50), result(processes, 1, 150));
    ContestResult killed =
        contest(
            new EntryResult(
                Entry.of("2 threads", "parse", "threads", "2", "", ParseTrial.KILL),
                List.of(Figures.ended(100, 66)),
                0,
                null),
            result(
                Entry.of("2 processes", "parse", "processes", "2", "", ParseTrial.KILL), 1.5, 150));

    assertThat(Advice.of("parse", List.of(without, killed)))
        .contains(
            "Slow URLs: 2 threads lost 66 of 100 URLs, for what ends a thread ends its process.",
            "Slow URLs: 2 processes lost none of 100 URLs and took 1.50 times as long.");
    assertThat(TextReport.lines(results("parse", killed)))
        .anyMatch(line -> line.contains("2 threads") && line.contains("ended, 66 of 100 lost"));
  }

  private static Results results(String section, ContestResult... contests) {
    List<ContestResult> all = List.of(contests);
    Section asked =
        new Section(section, "A section", all.stream().map(ContestResult::contest).toList());
    return new Results(
        "a machine", 0.1, 3, List.of(new SectionResult(asked, all, Advice.of(section, all))));
  }

  @Test
  void thePageIsHtmlAndShowsWhatTheUserGaveAsText() {
    Entry slow = Entry.of("slow & <b>steady</b>", "x");
    Entry fast = Entry.of("fast", "x");
    Entry out = Entry.leftOut("out", "needs more");
    Contest contest = new Contest("<script>", "pages", List.of(slow, fast, out));
    ContestResult result =
        new ContestResult(
            contest,
            List.of(
                result(slow, 4, 50),
                new EntryResult(fast, runs(0.9, 1, 1.2), 7, null),
                new EntryResult(out, List.of(), 0, "left out: needs more")));

    String html = HtmlReport.page(results("parse", result));
    Document page = Jsoup.parse(html);

    assertThat(page.select("script, td b")).isEmpty();
    assertThat(page.select("h3").text()).isEqualTo("<script>");
    assertThat(page.select(".bar.time").eachAttr("style"))
        .containsExactly("width:100.0%", "width:25.0%");
    assertThat(page.select("tr.fastest td:first-child").text()).isEqualTo("fast");
    assertThat(page.text())
        .contains("left out: needs more", "medians of 3", "fast is fastest", "0.90–1.20", "4.00 ×");
    assertThat(html.getBytes(UTF_8).length).isLessThan(10_000);
  }

  private static List<Figures> runs(double... seconds) {
    return DoubleStream.of(seconds)
        .mapToObj(each -> new Figures(each, 100, 0, 1, 50, 3, 10))
        .toList();
  }

  @Test
  void howSpeedGrowsWithWorkersIsDrawnWhereThereAreEnough() {
    List<EntryResult> entries = new ArrayList<>();
    entries.add(result(Entry.of("inline", "parse", "inline", "1"), 8, 50));
    for (String model : List.of("threads", "processes")) {
      for (int workers : new int[] {1, 2, 4, 8}) {
        entries.add(
            result(
                Entry.of(workers + " " + model, "parse", model, Integer.toString(workers)),
                8.0 / workers,
                50));
      }
    }
    ContestResult many = contest(entries.toArray(EntryResult[]::new));
    ContestResult few = contest(entries.subList(0, 3).toArray(EntryResult[]::new));

    assertThat(ScalingChart.of(few)).isEmpty();
    Document page = Jsoup.parse(HtmlReport.page(results("parse", many)));
    assertThat(page.select("svg path.threads, svg path.processes, svg path.ideal")).hasSize(3);
    assertThat(page.select("svg text.threads").text()).isEqualTo("threads");
  }

  @Test
  void aBusyMachineIsWarnedOf() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(new Results("", processors, 1, List.of()).warning()).isPresent();
    assertThat(new Results("", 0.4 * processors, 1, List.of()).warning()).isEmpty();
    assertThat(new Results("", -1, 1, List.of()).warning()).isEmpty();
    assertThat(TextReport.lines(new Results("", 2.0 * processors, 1, List.of())))
        .anyMatch(line -> line.startsWith("This machine was busy"));
  }

  @Test
  void linesFitATerminalOf100Columns() {
    EntryResult long1 = result(THREADS, 4, 200);
    assertThat(TextReport.lines(results("fetch", contest(long1, result(LOOP, 1, 100)))))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }
}
