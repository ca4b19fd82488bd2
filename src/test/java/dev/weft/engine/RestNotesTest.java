package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.HostWait;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestNotesTest {
  private static final CrawlUrl URL = CrawlUrl.parse("http://a.test/").orElseThrow();
  private static final HostName HOST = URL.host();

  private final VirtualTime time = new VirtualTime();

  @Test
  void aRestGoesOnAfterARestart() {
    Map<String, String> noted = noted(Duration.ofSeconds(60));
    pass(Duration.ofSeconds(20));

    assertThat(restAfter(noted, Duration.ZERO)).isEqualTo(Duration.ofSeconds(40));
    assertThat(restAfter(noted, Duration.ofHours(1))).isZero();
  }

  @Test
  void aClockSetBackMakesNoRestLonger() {
    Map<String, String> noted = noted(Duration.ofSeconds(60));

    assertThat(restAfter(noted, Duration.ofDays(-400))).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aShortRestIsNotNotedAndAHostThatWorksLosesItsNote() {
    assertThat(noted(Duration.ofMillis(900))).isEmpty();
    Notes notes = new Notes(Map.of());
    RestNotes rests = new RestNotes(notes, new RunClock(time, Duration.ZERO));
    rests.works(HOST);
    assertThat(notes.take()).isEmpty();
    rests.rests(HOST, Duration.ofSeconds(5).toNanos());
    rests.works(HOST);
    assertThat(notes.take()).containsOnly(Map.entry("rest/a.test", ""));
  }

  private Map<String, String> noted(Duration rest) {
    Notes notes = new Notes(Map.of());
    new RestNotes(notes, new RunClock(time, Duration.ZERO)).rests(HOST, rest.toNanos());
    return notes.take();
  }

  private void pass(Duration duration) {
    time.after(duration.toNanos(), () -> {});
    time.jump(Long.MAX_VALUE);
  }

  /** What is left of the rest for a run whose wall clock was set. */
  private Duration restAfter(Map<String, String> noted, Duration wallJump) {
    Frontier frontier =
        new Frontier(
            FrontierLimits.of(1, 1),
            new HostPace(0, 1),
            new MemoryFrontierStore(time),
            new SeenSet());
    RunClock clock = new RunClock(time, wallJump);
    new RestNotes(new Notes(noted), clock).restore(frontier);
    frontier.admit(Candidate.at(URL, 1).seed().build(), clock.nanos());
    HostWait wait = frontier.waiting(1, clock.nanos()).get(0);
    return wait.reason() == HostWait.Reason.REST
        ? Duration.ofNanos(wait.dueNanos().orElseThrow() - clock.nanos())
        : Duration.ZERO;
  }
}
