package dev.weft.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.UrlOutcome;
import dev.weft.frontier.Usage;
import dev.weft.page.Disposition;
import dev.weft.sink.Pages;
import dev.weft.sink.RecordVisitor.Place;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.jsonl.JsonlSink;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {
  @TempDir private Path folder;

  @Test
  void recordsThatAreTheFinishedUrlsAreRight() throws IOException {
    List<FinishedUrl> ends = new ArrayList<>(finished(0, 50));
    ends.add(dropped(50));

    Findings findings = verify(ends, write(0, 50));

    assertThat(findings.problems()).isEmpty();
    assertThat(findings.isRight()).isTrue();
    assertThat(findings.finished()).isEqualTo(50);
    assertThat(findings.dropped()).isOne();
    assertThat(findings.records()).containsExactly(Map.entry("jsonl", 50L));
    assertThat(findings.epoch()).isEqualTo(7);
    assertThat(findings.fileBytes()).isEqualTo(Files.size(file()));
  }

  @Test
  void aFinishedUrlWithoutRecordIsNamed() throws IOException {
    Findings findings = verify(finished(0, 4), write(0, 3));

    assertProblem(findings, Pages.url(3) + " is finished, but jsonl has no record of it");
  }

  @Test
  void aRecordOfNoFinishedUrlIsNamedWithItsPlace() throws IOException {
    Findings findings = verify(finished(1, 4), write(0, 4));

    assertProblem(findings, "[pages.jsonl:1]: " + Pages.url(0) + " is not finished");
  }

  @Test
  void aSecondRecordOfAVisitIsNamedWithBothPlaces() throws IOException {
    Findings findings = verify(finished(0, 3), write(0, 3, 1));

    assertProblem(findings, Pages.url(1) + " has 2 records: [pages.jsonl:2, pages.jsonl:4]");
  }

  @Test
  void anotherVisitIsAnotherRecord() throws IOException {
    List<FinishedUrl> ends = new ArrayList<>(finished(0, 2));
    ends.add(end(1, 2, UrlOutcome.of(Disposition.FETCHED, 0)));

    Findings findings = verify(ends, write(0, 2));

    assertProblem(findings, Pages.url(1) + " (visit 2) is finished, but jsonl has no record of it");
  }

  @Test
  void aFileThatIsMissingShortOrOtherIsNamed() throws IOException {
    FileMark mark = write(0, 3);
    byte[] bytes = Files.readAllBytes(file());

    bytes[10] ^= 1;
    Files.write(file(), bytes);
    assertThat(verify(finished(0, 3), mark).problems())
        .anyMatch(problem -> problem.startsWith("pages.jsonl: the first " + mark.length()));

    Files.write(file(), List.of());
    assertThat(verify(finished(0, 3), mark).problems())
        .contains(
            String.format(
                Locale.ROOT,
                "pages.jsonl is %1$d bytes short: it has 0 of the %1$d that were committed",
                mark.length()));

    Files.delete(file());
    Findings findings = verify(finished(0, 3), mark);
    assertThat(findings.problems())
        .contains("pages.jsonl is missing, but " + mark.length() + " bytes of it were committed");
    assertThat(findings.problemCount()).isEqualTo(4);
  }

  @Test
  void ofAFileThatIsShortOnlyTheRecordsAtItsEndAreMissing() throws IOException {
    FileMark mark = write(0, 10);
    byte[] bytes = Files.readAllBytes(file());
    int twoLines = Files.readString(file()).lines().skip(8).mapToInt(String::length).sum() + 2;
    Files.write(file(), Arrays.copyOf(bytes, bytes.length - twoLines + 5));

    Findings findings = verify(finished(0, 10), mark);

    assertThat(findings.problems())
        .containsExactlyInAnyOrder(
            String.format(
                Locale.ROOT,
                "pages.jsonl is %d bytes short: it has %d of the %d that were committed",
                twoLines - 5,
                mark.length() - twoLines + 5,
                mark.length()),
            Pages.url(8) + " is finished, but jsonl has no record of it",
            Pages.url(9) + " is finished, but jsonl has no record of it");
    assertThat(findings.problemCount()).isEqualTo(3);
    assertThat(findings.records()).containsExactly(Map.entry("jsonl", 8L));
  }

  @Test
  void whatWasNotCommittedIsNoProblem() throws IOException {
    FileMark mark = write(0, 3);
    Files.writeString(file(), "{\"url\":\"half a rec", StandardOpenOption.APPEND);

    Findings findings = verify(finished(0, 3), mark);

    assertThat(findings.problems()).isEmpty();
    assertThat(findings.remarks())
        .containsExactly(
            "pages.jsonl has 18 bytes that were not committed; the next run cuts them off");
  }

  @Test
  void aLineThatIsNoRecordIsNamed() throws IOException {
    for (String line : List.of("{\"url\":", "[1]", "{} {}", "{\"url\":\"x\"}", "", "{}\n{}")) {
      FileMark good = write(0, 2);
      Files.writeString(file(), line + "\n", StandardOpenOption.APPEND);
      FileMark mark = new FileMark(good.path(), Files.size(file()), good.checksum());

      assertThat(verify(finished(0, 2), mark).problems())
          .as(line)
          .anyMatch(problem -> problem.startsWith("pages.jsonl:3: "));
    }
  }

  @Test
  void manyProblemsAreCountedAndTheFirstAreTold() throws IOException {
    Findings findings = verify(finished(0, 1_000), write(0, 0));

    assertThat(findings.problemCount()).isEqualTo(1_000);
    assertThat(findings.problems()).hasSize(Limits.TOLD_MAX);
  }

  @Test
  void keysThatDoNotFitInMemoryAreComparedAllTheSame() throws IOException {
    int count = Limits.PARTS * Limits.PART_KEYS_IN_MEMORY * 2;
    FixedState state =
        new FixedState(
            count,
            () -> IntStream.range(0, count).mapToObj(VerificationTest::end),
            List.of(new OutputFile("twin", "none", 0, EMPTY, "")));
    Files.createFile(folder.resolve("none"));
    Verification verification =
        new Verification(
            state,
            folder,
            Map.of(
                "twin",
                (where, files, visitor) ->
                    IntStream.range(1, count)
                        .forEach(i -> visitor.record(url(i).toString(), null, 1, PLACE))));

    Findings findings = verification.run();

    assertThat(findings.problems())
        .containsExactly(url(0) + " is finished, but twin has no record of it");
    assertThat(findings.records()).containsEntry("twin", count - 1L);
  }

  @Test
  void aSinkThatCannotBeReadBackIsSaidToBe() throws IOException {
    FileMark mark = write(0, 1);
    OutputFile file = new OutputFile("other", mark.path(), mark.length(), mark.checksum(), "");

    Findings findings =
        new Verification(FixedState.of(finished(0, 1), List.of(file)), folder, Map.of()).run();

    assertThat(findings.isRight()).isTrue();
    assertThat(findings.remarks())
        .containsExactly("the records of other cannot be read back; only its files were checked");
  }

  private static final long EMPTY = 0x2d06800538d394c2L;
  private static final Place PLACE = new Place("none", 1);

  private Findings verify(List<FinishedUrl> ends, FileMark mark) throws IOException {
    OutputFile file = new OutputFile("jsonl", mark.path(), mark.length(), mark.checksum(), "");
    return new Verification(
            FixedState.of(ends, List.of(file)), folder, Map.of("jsonl", JsonlSink.reader()))
        .run();
  }

  /** Writes the records of pages {@code from} to {@code to}, exclusive, and of some again. */
  private FileMark write(int from, int to, int... again) throws IOException {
    try (JsonlSink sink = JsonlSink.inFolder(folder)) {
      sink.open(SinkMark.NOTHING);
      for (int page = from; page < to; page++) {
        sink.write(Pages.fetched(page));
      }
      for (int page : again) {
        sink.write(Pages.fetched(page));
      }
      return sink.checkpoint().files().get(0);
    }
  }

  private Path file() {
    return folder.resolve(JsonlSink.FILE);
  }

  private static void assertProblem(Findings findings, String words) {
    assertThat(findings.problems()).containsExactly(words);
    assertThat(findings.problemCount()).isOne();
    assertThat(findings.isRight()).isFalse();
  }

  private static List<FinishedUrl> finished(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(page -> end(page, 1, UrlOutcome.of(Disposition.FETCHED, 0)))
        .toList();
  }

  private static FinishedUrl dropped(int page) {
    return end(page, 1, null);
  }

  private static FinishedUrl end(int page, int visit, @Nullable UrlOutcome outcome) {
    return end(Pages.url(page), page, visit, outcome);
  }

  /** A URL that costs little to make, for many. */
  private static CrawlUrl url(int number) {
    return CrawlUrl.parse("http://a.test/" + number).orElseThrow();
  }

  private static FinishedUrl end(int number) {
    return end(url(number), number, 1, UrlOutcome.of(Disposition.FETCHED, 0));
  }

  private static FinishedUrl end(CrawlUrl url, int order, int visit, @Nullable UrlOutcome outcome) {
    Candidate candidate = Candidate.at(url, order).build();
    return new FinishedUrl(new QueuedUrl(candidate, order, 0, visit, null), Usage.NONE, outcome);
  }
}
