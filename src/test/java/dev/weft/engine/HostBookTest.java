package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.Frontier;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.memory.MemoryFrontierStore;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.politeness.Politeness;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HostBookTest {
  private static final HostName HOST = CrawlUrl.parse("http://a.test/").orElseThrow().host();

  private final VirtualTime time = new VirtualTime();
  private final Notes notes = new Notes(Map.of());
  private final HostBook hosts =
      new HostBook(
          new SimulatedPlan(1, false).plan(1),
          new Frontier(
              FrontierLimits.of(1, 1),
              new HostPace(0, 1),
              new MemoryFrontierStore(time),
              new SeenSet()),
          new Politeness(PolitenessOptions.DEFAULT, new Random(1)),
          notes,
          time,
          10);

  @ParameterizedTest
  @EnumSource(
      value = FetchFailure.class,
      names = {"SKIPPED_BY_HOOK", "HOOK_FAILED", "CANCELLED"})
  void whatAHostHasNoPartInEndsNoRestThatItAskedFor(FetchFailure reason) {
    hosts.answered(HOST, answer(503, "3600"), 1);
    assertThat(notes.take()).containsKey("rest/a.test");

    hosts.failed(HOST, reason, 1);
    assertThat(notes.take()).doesNotContainKey("rest/a.test");
  }

  @Test
  void anAnswerEndsTheRest() {
    hosts.answered(HOST, answer(503, "3600"), 1);
    notes.take();

    hosts.answered(HOST, answer(200, "0"), 1);
    assertThat(notes.take()).containsEntry("rest/a.test", "");
  }

  private static Answer answer(int status, String retryAfter) {
    return new Answer(
        status,
        Headers.of("Retry-After", retryAfter),
        Body.EMPTY,
        null,
        FetchTimings.NONE,
        null,
        "http/1.1");
  }
}
