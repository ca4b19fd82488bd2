package dev.weft.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trials in real processes; only what does not depend on the machine's speed is asserted. */
final class ComparisonTest {
  @TempDir private Path folder;

  private static Results run(String section) throws IOException {
    return new Comparison(
            new Comparison.Options(Set.of(section), List.of(), null, 1, true), at -> {})
        .run();
  }

  @Test
  void whatBlocksOnTheLoopWaitsInTurnAndWhatAnExecutorTakesDoesNot() throws IOException {
    Results results = run("mix");
    ContestResult blocking = results.sections().get(0).contests().get(0);
    EntryResult onLoop = blocking.of("called on the loop").orElseThrow();
    EntryResult byExecutor = blocking.of("by an executor").orElseThrow();

    // 100 calls of 50 ms on one thread; the executor has 40.
    assertThat(onLoop.seconds()).isGreaterThanOrEqualTo(5);
    assertThat(byExecutor.seconds()).isLessThan(onLoop.seconds());
    assertThat(byExecutor.connections()).isEqualTo(100);
    assertThat(results.sections().get(0).contests().get(1).fastest()).isPresent();
    assertThat(results.sections().get(0).words())
        .anyMatch(line -> line.contains("by an executor is fastest"));
  }

  @Test
  void noChangeToSharedStateAndNoMessageIsLost() throws IOException {
    SectionResult shared = run("share").sections().get(0);
    assertThat(shared.contests()).hasSize(2);
    assertThat(shared.contests().get(1).entries())
        .extracting(entry -> entry.entry().model())
        .containsExactly(
            "queue, thread", "pipe, process", "socket, process", "shared memory, process");
    for (ContestResult contest : shared.contests()) {
      assertThat(contest.entries())
          .extracting(EntryResult::figures)
          .doesNotContainNull()
          .allSatisfy(
              figures -> {
                assertThat(figures.failures()).isZero();
                assertThat(figures.operations()).isGreaterThan(1_000_000);
              });
    }
  }

  @Test
  void threeUrlsTakeAsLongAsTheSlowestWhereTheyAreAskedAtOnce() throws IOException {
    try (TrialServer server = new TrialServer()) {
      List<String> urls =
          List.of(server.url(400, 10, 0), server.url(200, 10, 1), server.url(600, 10, 2));
      Path file = Files.write(folder.resolve("urls"), urls);
      for (String kind : List.of("netty", "blocking")) {
        Figures at = fetch(kind, 3, server, file);
        assertThat(at.seconds()).as(kind).isGreaterThanOrEqualTo(0.6);
        assertThat(at.failures()).as(kind).isZero();
      }
      assertThat(fetch("blocking", 1, server, file).seconds()).isGreaterThanOrEqualTo(1.2);
    }
  }

  private static Figures fetch(String kind, int inFlight, TrialServer server, Path file)
      throws IOException {
    String most = Integer.toString(inFlight);
    return TrialProcess.run(
        List.of(FetchTrial.KIND, kind, most, most, "300", server.url(0, 10, 0), file.toString()));
  }

  @Test
  void aKilledWorkerCostsProcessesNothingAndThreadsTheRest() throws IOException {
    Path pages = Files.createDirectory(folder.resolve("pages"));
    for (int i = 0; i < 20; i++) {
      Files.write(pages.resolve(i + ".html"), MadeUpPage.html(i));
    }
    Figures processes = parse(ParseTrial.PROCESSES, pages);
    Figures threads = parse(ParseTrial.THREADS, pages);

    assertThat(processes.failures()).isZero();
    assertThat(processes.operations()).isEqualTo(threads.operations());
    assertThat((double) threads.failures()).isCloseTo(threads.operations() * 2 / 3.0, within(1.0));
  }

  private static Figures parse(String model, Path pages) throws IOException {
    return TrialProcess.run(
        List.of(ParseTrial.KIND, model, "2", pages.toString(), ParseTrial.KILL));
  }

  @Test
  void switchesOfThreadsThatAreDoneAreCounted() throws Exception {
    Figures figures = TrialProcess.run(List.of(ShareTrial.KIND, ShareTrial.OWNER, "2"));
    assumeTrue(figures.switches() >= 0, "this system tells no context switches");

    // Four million hand-overs through 1,024 places: a side that finds none waits for the other.
    assertThat(figures.switches()).isGreaterThan(1_000);
  }

  @Test
  void aTrialThatFailsIsToldOfAndTheOthersGoOn() throws IOException {
    assertThatThrownBy(() -> TrialProcess.run(List.of(ParseTrial.KIND, "no-model", "1", "")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended without figures");
  }

  @Test
  void connectionsOfTheTrialBeforeAreNotCountedAgain() throws IOException {
    try (TrialServer server = new TrialServer()) {
      List<String> urls = IntStream.range(0, 50).mapToObj(i -> server.url(100, 10, i)).toList();
      Path many = Files.write(folder.resolve("many"), urls);
      Path one = Files.write(folder.resolve("one"), urls.subList(0, 1));
      server.startCounting();
      fetch("netty", 50, server, many);
      assertThat(server.connectionsMax()).isEqualTo(50);
      server.startCounting();
      fetch("netty", 1, server, one);
      assertThat(server.connectionsMax()).isEqualTo(1);
    }
  }

  @Test
  void processesComputeWhatThreadsDo() throws IOException {
    Figures processes = TrialProcess.run(List.of(SquaresTrial.KIND, ParseTrial.PROCESSES, "2", ""));
    assertThat(processes.failures()).isZero();
    assertThat(processes.operations()).isEqualTo(40);
  }

  @Test
  void figuresAreReadAsTheyWereWritten() {
    Figures figures = new Figures(1.25, 1_000, 3, 0.5, 120.5, 17, 9_000);
    assertThat(Figures.read(figures.line())).contains(figures);
    assertThat(Figures.read("something else")).isEmpty();
    assertThat(figures.perSecond()).isEqualTo(800);
    assertThat(figures.cpuMicrosEach()).isEqualTo(500);
  }

  @Test
  void theMiddleRunCounts() {
    List<Figures> runs = new ArrayList<>();
    for (double seconds : new double[] {3, 1, 2}) {
      runs.add(new Figures(seconds, 1, 0, 0, 0, 0, 0));
    }
    assertThat(Figures.median(runs).seconds()).isEqualTo(2);
  }

  @Test
  void urlsOfTheUsersOwnAreFetchedToo() throws IOException {
    try (TrialServer server = new TrialServer()) {
      List<CrawlUrl> urls = List.of(CrawlUrl.parse(server.url(0, 10, 0)).orElseThrow());
      Comparison.Options options = new Comparison.Options(Set.of("fetch"), urls, null, 1, true);
      try (Work work = new Work(options, server)) {
        List<Section.Contest> contests = work.sections().get(0).contests();
        Section.Contest own = contests.get(contests.size() - 1);
        assertThat(own.title()).isEqualTo("a URL of your own");
        assertThat(own.entries())
            .extracting(Section.Entry::model)
            .as("a pool for one URL is the thread that takes one after another")
            .doesNotContain("1 threads", "10 threads")
            .contains(Work.SEQUENTIAL, Work.LOOP);
        Figures figures = TrialProcess.run(own.entries().get(own.entries().size() - 1).trial());
        assertThat(figures.failures()).isZero();
        assertThat(figures.operations()).isEqualTo(1);
      }
    }
  }
}
