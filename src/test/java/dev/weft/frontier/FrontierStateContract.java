package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Disposition;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every state of a crawl keeps, and what a frontier makes of it. */
public abstract class FrontierStateContract {
  protected static final long MUCH = Long.MAX_VALUE;
  private static final Origin A = Urls.origin("http://a.test");
  private static final FrontierLimits LIMITS = FrontierLimits.of(1_000, 100);
  private static final HostPace PACE = new HostPace(0, 1);

  private StateDesk desk;

  /** Opens the state, which is empty the first time in a test; what was open before is dead. */
  protected abstract FrontierState open() throws Exception;

  /** Opens the state as a crash just now would leave it, and lets go of the old one. */
  protected abstract FrontierState openAfterCrash() throws Exception;

  /** How many random walks every build takes. */
  protected abstract int walks();

  /** Forgets all, so that another walk can begin. */
  protected abstract void startOver() throws Exception;

  @BeforeEach
  final void begin() throws Exception {
    desk = new StateDesk(this::open, LIMITS, PACE, MUCH);
  }

  @AfterEach
  final void end() {
    desk.close();
  }

  @Test
  void aStateOfNothingIsNotBegun() {
    assertThat(desk.recovered.isBegun()).isFalse();
    assertThat(desk.recovered.nextOrder()).isZero();
    assertThat(desk.recovered.queuedUrls()).isZero();
    assertThat(desk.state.queued(A, 5)).isEmpty();
    assertThat(desk.state.finished(5)).isEmpty();
  }

  @Test
  void theFingerprintKeyStays() throws Exception {
    long before = desk.recovered.fingerprinter().fingerprint(Urls.url("http://a.test/"));
    desk.commit();
    desk.restart();

    assertThat(desk.recovered.fingerprinter().fingerprint(Urls.url("http://a.test/")))
        .isEqualTo(before);
  }

  @Test
  void whatWasNotCommittedIsGone() throws Exception {
    desk.admit("http://a.test/1");
    desk.commit();
    desk.finish(desk.lease());
    desk.admit("http://a.test/2");

    desk.restart();

    assertThat(desk.frontier.counts())
        .matches(c -> c.queued() == 1 && c.finished() == 0 && c.admitted() == 1);
    desk.admit("http://a.test/2");
    assertThat(desk.crawlOn()).containsExactly("http://a.test/1", "http://a.test/2");
  }

  @Test
  void whatWasLeasedOrWaitedForARetryIsQueuedAgain() throws Exception {
    desk.admit("http://a.test/1", "http://a.test/2", "http://b.test/3");
    Lease first = desk.lease();
    desk.lease();
    desk.frontier.snooze(first, 1_000_000, Desk.ERROR, desk.now);
    desk.commit();

    desk.restart();

    assertThat(desk.frontier.counts()).matches(c -> c.queued() == 3 && c.snoozed() == 0);
    assertThat(desk.lease().attempts()).isZero();
  }

  @Test
  void aFinishedUrlNeverComesBackAndIsKnown() throws Exception {
    desk.admit("http://a.test/1", "http://a.test/2");
    desk.commit();
    desk.finish(desk.lease());
    desk.commit();

    desk.restart();

    assertThat(desk.frontier.admit(Urls.link("http://a.test/1"), desk.now))
        .isEqualTo(Admission.DUPLICATE);
    assertThat(desk.crawlOn()).containsExactly("http://a.test/2");
    assertThat(desk.frontier.counts()).matches(c -> c.admitted() == 2 && c.finished() == 2);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void aUrlAdmittedAndFinishedInOneEpochIsFinished() throws Exception {
    desk.admit("http://a.test/1");
    desk.finish(desk.lease());
    desk.commit();

    desk.restart();

    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(desk.recovered.queuedUrls()).isZero();
  }

  @Test
  void ordersGoOnWhereTheyEnded() throws Exception {
    desk.admit("http://a.test/1", "http://a.test/2");
    desk.commit();
    desk.restart();
    desk.admit("http://a.test/3");

    assertThat(desk.crawlOn())
        .containsExactly("http://a.test/1", "http://a.test/2", "http://a.test/3");
  }

  @Test
  void limitsHoldOverARestart() throws Exception {
    FrontierLimits limits = LIMITS.withPagesMax(3).withPagesPerHostMax(2).withBytesMax(500);
    desk.close();
    desk = new StateDesk(this::open, limits, PACE, MUCH);
    for (int i = 0; i < 5; i++) {
      desk.admit("http://a.test/" + i, "http://b.test/" + i);
    }
    desk.finish(desk.lease());
    desk.finish(desk.lease());
    desk.commit();

    desk.restart();
    assertThat(desk.frontier.counts()).matches(c -> c.pagesFetched() == 2 && c.wireBytes() == 20);
    assertThat(desk.crawlOn()).hasSize(1);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.PAGES_MAX);
    desk.commit();

    desk.limits = LIMITS.withPagesPerHostMax(2);
    desk.restart();
    assertThat(desk.recovered.hostPages().sum()).isEqualTo(3);
    assertThat(desk.recovered.hostPages().size()).isEqualTo(2);
    assertThat(desk.crawlOn()).hasSize(1);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(desk.frontier.counts()).matches(c -> c.queued() == 6 && c.heldByHostLimit() == 6);
  }

  @Test
  void notesAndFilesAreThoseOfTheLastEpoch() throws Exception {
    OutputFile first = new OutputFile("jsonl", "pages.jsonl", 10, -5, "state");
    OutputFile later = new OutputFile("jsonl", "pages.jsonl", 20, 7, "");
    OutputFile other = new OutputFile("warc", "warc/1.warc.gz", 1L << 40, Long.MIN_VALUE, "ü");
    desk.commit(Map.of("a", "1", "b", "é"), List.of(first));
    desk.commit(Map.of("a", "", "c", "3"), List.of(later, other));

    desk.restart();

    assertThat(desk.recovered.epoch()).isEqualTo(2);
    assertThat(desk.recovered.notes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("b", "é", "c", "3"));
    assertThat(desk.recovered.files()).containsExactlyInAnyOrder(later, other);
    desk.commit(Map.of(), List.of(other));
    desk.restart();
    assertThat(desk.recovered.files()).containsExactly(other);
  }

  @Test
  void tellsWhatWaitsAndHowVisitsEnded() throws Exception {
    UrlOutcome outcome =
        new UrlOutcome(
            Disposition.HTTP_ERROR,
            "POST xxh3:0",
            1_700_000_000_123L,
            503,
            "http503",
            "xxh3:00",
            "\"tag\"",
            "Mon, 01 Jan 2024 00:00:00 GMT",
            null);
    Usage usage = new Usage(true, false, 9);
    Candidate rich =
        Candidate.at(Urls.url("http://a.test/x?y"), 77)
            .seed()
            .hops(7)
            .priority(-1)
            .referrer(Urls.url("http://b.test/"))
            .redirected(Urls.url("https://c.test/"), 2)
            .listPage(3)
            .build();
    desk.frontier.admit(rich, desk.now);
    desk.admit("http://b.test/1", "http://b.test/2");
    Lease lease = desk.lease();
    desk.frontier.finish(lease, usage, outcome, desk.now);
    desk.finishWithoutRecord(desk.lease());
    desk.commit();
    desk.restart();

    FinishedUrl end = desk.state.finished(77).orElseThrow();
    assertThat(end.url()).isEqualTo(new QueuedUrl(rich, 0, 0, 1, null));
    assertThat(end.usage()).isEqualTo(usage);
    assertThat(end.outcome()).isEqualTo(outcome);
    List<FinishedUrl> ends = new ArrayList<>();
    desk.state.eachFinished(ends::add);
    assertThat(ends).hasSize(2).first().isEqualTo(end);
    assertThat(ends.get(1).outcome()).isNull();
    List<QueuedUrl> queued = new ArrayList<>();
    desk.state.eachQueued(queued::add);
    assertThat(queued).hasSize(1);
    long waiting = queued.get(0).candidate().fingerprint();
    Origin origin = queued.get(0).candidate().url().origin();
    assertThat(desk.state.queued(origin, waiting)).isEqualTo(Optional.of(queued.get(0)));
    assertThat(desk.state.finished(waiting)).isEmpty();
    assertThat(desk.state.queued(A, 77)).isEmpty();
  }

  @Test
  void aRevisitWaitsBesideTheVisitBefore() throws Exception {
    Candidate candidate = Urls.link("http://a.test/1");
    desk.frontier.admit(candidate, desk.now);
    desk.finish(desk.lease());
    desk.commit();
    desk.frontier.revisit(candidate, 2, desk.now);
    desk.commit();
    desk.restart();

    long fingerprint = candidate.fingerprint();
    assertThat(desk.state.finished(fingerprint)).map(end -> end.url().visit()).contains(1);
    assertThat(desk.state.queued(A, fingerprint)).map(QueuedUrl::visit).contains(2);
    Lease lease = desk.lease();
    assertThat(lease.visit()).isEqualTo(2);
    desk.finish(lease);
    desk.commit();
    desk.restart();
    assertThat(desk.state.finished(fingerprint)).map(end -> end.url().visit()).contains(2);
    assertThat(desk.state.queued(A, fingerprint)).isEmpty();
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void queuedUrlsAreCountedByOrigin() throws Exception {
    desk.admit("http://a.test/1", "http://a.test:81/2", "https://a.test/3", "http://a.test/4");
    desk.commit();
    desk.restart();

    Map<Origin, Long> expected =
        Map.of(
            Urls.origin("http://a.test"), 2L,
            Urls.origin("http://a.test:81"), 1L,
            Urls.origin("https://a.test"), 1L);
    Map<Origin, Long> found = new HashMap<>();
    desk.state.eachOrigin(found::put);
    assertThat(found).isEqualTo(expected);
    assertThat(desk.frontier.counts().hosts()).isEqualTo(1);
  }

  @Test
  void beyondTheSeenSetsMemoryTheCommitFindsOutWhatIsNew() throws Exception {
    desk.admit("http://a.test/1", "http://a.test/2");
    desk.finish(desk.lease());
    desk.commit();
    desk.seenBytesMax = 1;
    desk.restart();

    assertThat(desk.offer("http://a.test/1")).isEqualTo(Admission.DEFERRED);
    assertThat(desk.offer("http://a.test/1")).isEqualTo(Admission.DUPLICATE);
    assertThat(desk.offer("http://a.test/2")).isEqualTo(Admission.DEFERRED);
    assertThat(desk.offer("http://a.test/3")).isEqualTo(Admission.DEFERRED);
    assertThat(desk.offer("http://b.test/4")).isEqualTo(Admission.DEFERRED);
    assertThat(desk.crawlOn()).containsExactly("http://a.test/2");
    assertThat(desk.frontier.ending()).isEqualTo(Ending.NONE);
    assertThat(desk.frontier.awaitsCommit()).isTrue();

    desk.commit();

    assertThat(desk.frontier.awaitsCommit()).isFalse();
    assertThat(desk.crawlOn()).containsExactlyInAnyOrder("http://a.test/3", "http://b.test/4");
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(desk.frontier.counts()).matches(c -> c.admitted() == 4 && c.finished() == 4);
    desk.commit();
    desk.restart();
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void deferredUrlsAreThereAfterARestart() throws Exception {
    desk.close();
    desk = new StateDesk(this::open, LIMITS, PACE, 1);
    assertThat(desk.offer("http://a.test/1")).isEqualTo(Admission.DEFERRED);
    desk.commit();
    desk.restart();

    assertThat(desk.crawlOn()).containsExactly("http://a.test/1");
  }

  @Test
  void aLongQueueLeavesInItsOrderOverRestarts() throws Exception {
    List<String> hrefs = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      hrefs.add("http://a.test/" + i);
      desk.admit("http://a.test/" + i);
      if (i % 700 == 0) {
        desk.commit();
      }
    }
    desk.commit();
    List<String> left = new ArrayList<>();
    while (left.size() < hrefs.size()) {
      for (int i = 0; i < 900 && left.size() < hrefs.size(); i++) {
        Lease lease = desk.lease();
        left.add(lease.url().href());
        desk.finish(lease);
      }
      desk.commit();
      desk.restart();
    }
    assertThat(left).isEqualTo(hrefs);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void isAsTheModelSaysWhereverItCrashes() throws Exception {
    walk(815, walks(), 400);
  }

  @Test
  @Tag("proof")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void isAsTheModelSaysOnManyLongWalks() throws Exception {
    walk(8_150, 500, 2_000);
  }

  private void walk(long firstSeed, int walks, int steps) throws Exception {
    desk.close();
    for (long seed = firstSeed; seed < firstSeed + walks; seed++) {
      try {
        startOver();
        new StateWalk(seed, this::openAfterCrash).run(steps);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("walk of seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
