package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.UrlOutcome;
import dev.weft.frontier.Usage;
import dev.weft.page.Disposition;
import dev.weft.url.CrawlUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RevisitRunTest {
  private static final RevisitRun OPEN = new RevisitRun(2, 2_000, 1_000, 0, 10, 10);

  @Test
  void whatIsOldEnoughIsStillToQueue() {
    assertThat(OPEN.isStillToQueue(fetched(1_000, null))).isTrue();
    assertThat(OPEN.isStillToQueue(fetched(1_001, null))).isFalse();
    assertThat(OPEN.movedOn(10, 10).isStillToQueue(fetched(1_000, null))).isFalse();
  }

  @Test
  void whatWasSentIsNotSentAgain() {
    assertThat(OPEN.isStillToQueue(fetched(1_000, "POST xxh3:1"))).isFalse();
  }

  private static FinishedUrl fetched(long millis, @Nullable String request) {
    CrawlUrl url = CrawlUrl.parse("http://example.com/").orElseThrow();
    return new FinishedUrl(
        new QueuedUrl(Candidate.at(url, 1).build(), 0, 0, 1, null),
        new Usage(true, true, 100),
        new UrlOutcome(Disposition.FETCHED, request, millis, 200, null, null, null, null, null));
  }
}
