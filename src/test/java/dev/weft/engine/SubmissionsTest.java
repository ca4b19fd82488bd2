package dev.weft.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Desk;
import dev.weft.frontier.Lease;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SubmissionsTest {
  private static final CrawlUrl URL = CrawlUrl.parse("http://a.example/form").orElseThrow();

  private final Submissions submissions =
      new Submissions(new Fingerprinter(1, 2), new Notes(Map.of()));

  @Test
  void everyDifferenceMakesAnotherKey() {
    Set<Long> keys = new HashSet<>();
    keys.add(submissions.key(URL, null));
    for (String method : List.of("POST", "PUT")) {
      for (@Nullable String type : Arrays.asList(null, "a/b")) {
        for (String body : List.of("", "x", "x\n")) {
          keys.add(submissions.key(URL, Submission.of(method, type, body.getBytes(US_ASCII))));
        }
      }
    }

    assertThat(keys).hasSize(13);
  }

  @Test
  void onlyWhatWasNotReceivedOrNotActedOnIsSentAgain() {
    Lease lease = lease(Submission.of("POST", null, new byte[0]));
    EnumSet<FetchFailure> repeated = EnumSet.noneOf(FetchFailure.class);
    for (FetchFailure reason : FetchFailure.values()) {
      if (submissions.mayRepeat(lease, failed(reason))) {
        repeated.add(reason);
      }
    }

    assertThat(repeated)
        .containsExactlyInAnyOrder(
            FetchFailure.DNS_FAILED,
            FetchFailure.CONNECT_REFUSED,
            FetchFailure.CONNECT_TIMEOUT,
            FetchFailure.CONNECT_FAILED,
            FetchFailure.TLS_FAILED);
    assertThat(List.of(408, 425, 429, 503))
        .allMatch(status -> submissions.mayRepeat(lease, answered(status, null)));
    assertThat(List.of(200, 500, 502, 504))
        .noneMatch(status -> submissions.mayRepeat(lease, answered(status, null)));
    assertThat(submissions.mayRepeat(lease, answered(503, Truncation.DISCONNECT))).isFalse();
  }

  @Test
  void whatIsIdempotentIsSentAgainAsAGetIs() {
    Lease put = lease(Submission.of("PUT", null, new byte[0]));
    Lease get = lease(null);

    assertThat(submissions.mayRepeat(put, failed(FetchFailure.DISCONNECTED))).isTrue();
    assertThat(submissions.mayRepeat(get, failed(FetchFailure.DISCONNECTED))).isTrue();
  }

  private Lease lease(@Nullable Submission submission) {
    Desk desk = Desk.unhurried();
    long key = submissions.key(URL, submission);
    desk.frontier.admit(Candidate.at(URL, key).seed().build(), desk.now);
    return desk.lease();
  }

  private static FetchOutcome failed(FetchFailure reason) {
    return new FetchOutcome.Failed(reason, "test", FetchTimings.NONE);
  }

  private static FetchOutcome answered(int status, @Nullable Truncation cut) {
    return new FetchOutcome.Answered(
        new Answer(status, Headers.NONE, Body.EMPTY, cut, FetchTimings.NONE, null, "http/1.1"));
  }
}
