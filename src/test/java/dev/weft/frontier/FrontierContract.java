package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a URL in a frontier, whichever store it has. */
public abstract class FrontierContract {
  private Desk desk = Desk.unhurried();

  protected abstract FrontierStore open(Executor crawlLoop);

  @BeforeEach
  final void openTheDesk() {
    desk = new Desk(FrontierLimits.of(1_000, 100), new HostPace(0, 1), this::open);
  }

  @Test
  void aUrlIsAdmittedOnceWhateverBecameOfIt() {
    desk.admit("http://a.test/1");
    assertThat(desk.frontier.admit(Urls.link("http://a.test/1"), desk.now))
        .isEqualTo(Admission.DUPLICATE);
    desk.finish(desk.lease());

    assertThat(desk.frontier.admit(Urls.link("http://a.test/1"), desk.now))
        .isEqualTo(Admission.DUPLICATE);
    assertThat(desk.frontier.counts())
        .matches(c -> c.admitted() == 1 && c.duplicates() == 2 && c.finished() == 1);
  }

  @Test
  void aFinishedUrlMayBeVisitedAgain() {
    desk.admit("http://a.test/1");
    desk.finish(desk.lease());

    desk.frontier.revisit(Urls.link("http://a.test/1"), 2, desk.now);
    Lease again = desk.lease();
    desk.finish(again);

    assertThat(again.visit()).isEqualTo(2);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
    assertThat(desk.frontier.counts())
        .matches(c -> c.admitted() == 2 && c.duplicates() == 0 && c.finished() == 2);
  }

  @Test
  void aLeaseTellsWhatWasAdmitted() {
    Candidate candidate = Urls.link("http://a.test/1", 3, 1);
    desk.frontier.admit(candidate, desk.now);

    Lease lease = desk.lease();

    assertThat(lease.candidate()).isSameAs(candidate);
    assertThat(lease.url()).isSameAs(candidate.url());
    assertThat(lease.origin()).isEqualTo(candidate.url().origin());
    assertThat(lease.attempts()).isZero();
    assertThat(lease.visit()).isEqualTo(1);
    assertThat(lease.bodyBytesMax()).isEqualTo(1_000);
  }

  @Test
  void urlsOfAnOriginLeaveByPriorityThenHopsThenAdmission() {
    desk.frontier.admit(Urls.link("http://a.test/deep", 2, 0), desk.now);
    desk.frontier.admit(Urls.link("http://a.test/near", 1, 0), desk.now);
    desk.frontier.admit(Urls.link("http://a.test/near-too", 1, 0), desk.now);
    desk.frontier.admit(Urls.link("http://a.test/seed", 0, 1), desk.now);

    assertThat(desk.crawlOn())
        .containsExactly(
            "http://a.test/seed",
            "http://a.test/near",
            "http://a.test/near-too",
            "http://a.test/deep");
  }

  @Test
  void aQueueOfAnyLengthLeavesInItsOrder() {
    List<String> hrefs = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      hrefs.add("http://a.test/" + i);
    }
    desk.admit(hrefs.toArray(String[]::new));

    assertThat(desk.crawlOn()).isEqualTo(hrefs);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
  }

  @Test
  void waitingForTheStoreIsAStateAndNotAnEnd() {
    for (int i = 0; i < 3_000; i++) {
      desk.admit("http://a.test/" + i);
    }
    int leased = 0;
    Grant grant = desk.frontier.lease(desk.now);
    while (grant != null) {
      if (grant instanceof Lease lease) {
        leased++;
        desk.finish(lease);
      } else {
        desk.frontier.prepared((Preparation) grant, true, Usage.NONE, desk.now);
      }
      grant = desk.frontier.lease(desk.now);
    }

    assertThat(leased).isBetween(100, 2_999);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.NONE);
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(desk.frontier.waiting(10, desk.now))
        .extracting(HostWait::reason)
        .containsExactly(HostWait.Reason.STORE);
    assertThat(desk.crawlOn()).hasSize(3_000 - leased);
  }

  @Test
  void aRetryComesWhenDueAndBeforeNewUrls() {
    desk.admit("http://a.test/1", "http://a.test/2", "http://a.test/3");
    desk.frontier.snooze(desk.lease(), desk.now + 50, Desk.ERROR, desk.now);
    assertThat(desk.frontier.counts().snoozed()).isEqualTo(1);

    Lease second = desk.lease();
    assertThat(second.url().href()).isEqualTo("http://a.test/2");
    desk.now += 50;
    desk.finish(second);

    Lease retry = desk.lease();
    assertThat(retry.url().href()).isEqualTo("http://a.test/1");
    assertThat(retry.attempts()).isEqualTo(1);
    assertThat(desk.frontier.counts().snoozed()).isZero();
  }

  @Test
  void aUrlSnoozedIntoThePastMayGoAtOnce() {
    desk.admit("http://a.test/1");
    desk.frontier.snooze(desk.lease(), desk.now - 500, Desk.ERROR, desk.now);

    assertThat(desk.lease().attempts()).isEqualTo(1);
  }

  @Test
  void givingBackUndoesTheLease() {
    desk = new Desk(FrontierLimits.of(1_000, 100), new HostPace(70, 2), this::open);
    desk.admit("http://a.test/1", "http://a.test/2", "http://a.test/3");
    Lease first = desk.lease();
    Lease second = desk.lease();

    desk.frontier.giveBack(second, desk.now);
    desk.frontier.giveBack(first, desk.now);

    assertThat(desk.frontier.counts()).matches(c -> c.leased() == 0 && c.queued() == 3);
    Lease again = desk.lease();
    assertThat(again.url()).isEqualTo(first.url());
    assertThat(again.attempts()).isZero();
    assertThat(desk.lease().url()).isEqualTo(second.url());
  }

  @Test
  void anOriginIsPreparedBeforeItsUrlsAreLeasedAndOneAtATime() {
    desk.admit("http://a.test/1", "http://a.test/2");
    desk.frontier.pace(Urls.host("a.test"), new HostPace(0, 5));

    Preparation preparation = desk.preparation();
    assertThat(preparation.origin()).isEqualTo(Urls.origin("http://a.test"));
    assertThat(preparation.attempts()).isZero();
    desk.nothingMayStart();
    assertThat(desk.frontier.ending()).isEqualTo(Ending.NONE);

    desk.frontier.prepared(preparation, true, Usage.NONE, desk.now);
    assertThat(desk.grant()).isInstanceOf(Lease.class);
    assertThat(desk.grant()).isInstanceOf(Lease.class);
  }

  @Test
  void aPostponedPreparationComesAgainAtItsTimeAndCountsItsAttempts() {
    desk.admit("http://a.test/1");
    desk.frontier.postpone(desk.preparation(), desk.now + 30, Usage.NONE, desk.now);

    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(desk.now + 30);
    desk.now += 30;

    assertThat(desk.preparation().attempts()).isEqualTo(1);
  }

  @Test
  void anUnpreparedOriginIsPreparedAgainWhileItsLeasesGoOn() {
    desk.admit("http://a.test/1", "http://a.test/2");
    desk.frontier.pace(Urls.host("a.test"), new HostPace(0, 5));
    Lease lease = desk.lease();

    desk.frontier.unprepare(lease.origin());
    Preparation preparation = desk.preparation();
    desk.finish(lease);
    desk.nothingMayStart();
    desk.frontier.prepared(preparation, true, Usage.NONE, desk.now);

    assertThat(desk.lease().url().href()).isEqualTo("http://a.test/2");
  }

  @Test
  void anOriginThatIsNotGatedIsDrainedWithoutRegardToItsHost() {
    desk = new Desk(FrontierLimits.of(1_000, 100), new HostPace(1_000, 1), this::open);
    desk.admit("http://a.test/1", "http://a.test/2", "https://a.test/3");
    desk.frontier.prepared(desk.preparation(), false, Desk.ERROR, desk.now);
    desk.frontier.restHost(Urls.host("a.test"), desk.now + 9_000);

    Lease first = desk.lease();
    Lease second = desk.lease();

    assertThat(List.of(first.url().href(), second.url().href()))
        .containsExactly("http://a.test/1", "http://a.test/2");
    assertThat(first.bodyBytesMax()).isZero();
    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(desk.now + 9_000);
  }

  @Test
  void unpreparingADrainedOriginPutsItBehindItsHostAgain() {
    desk.admit("http://a.test/1", "http://a.test/2", "https://a.test/3");
    desk.frontier.prepared(desk.preparation(), false, Usage.NONE, desk.now);
    desk.finish(desk.lease(), Usage.NONE);
    desk.frontier.unprepare(Urls.origin("http://a.test"));

    Preparation other = desk.preparation();
    desk.nothingMayStart();
    desk.frontier.postpone(other, desk.now + 1_000, Usage.NONE, desk.now);

    assertThat(desk.preparation().origin()).isEqualTo(Urls.origin("http://a.test"));
  }

  @Test
  void handingBackTwiceIsABrokenInvariantThatNamesTheUrl() {
    desk.admit("http://a.test/1");
    Preparation preparation = desk.preparation();
    desk.frontier.prepared(preparation, true, Usage.NONE, desk.now);
    assertThatThrownBy(() -> desk.frontier.prepared(preparation, true, Usage.NONE, desk.now))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("http://a.test");

    Lease lease = desk.lease();
    desk.finish(lease);
    assertThatThrownBy(() -> desk.frontier.giveBack(lease, desk.now))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("http://a.test/1");
    assertThat(desk.frontier.counts()).matches(c -> c.leased() == 0 && c.finished() == 1);
  }

  @Test
  void aGrantOfAnotherFrontierIsRefused() {
    Desk other = Desk.unhurried().admit("http://a.test/1");
    Preparation foreign = other.preparation();
    assertThatThrownBy(() -> desk.frontier.postpone(foreign, 0, Usage.NONE, desk.now))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("http://a.test");
    other.frontier.prepared(foreign, true, Usage.NONE, other.now);

    Lease lease = other.lease();
    assertThatThrownBy(() -> desk.finish(lease))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("http://a.test/1");
  }

  @Test
  void aStoppedFrontierLeasesNothingAndEndsWhenNothingIsInFlight() {
    desk.admit("http://a.test/1", "http://a.test/2");
    Lease lease = desk.lease();

    desk.frontier.stopLeasing();

    assertThat(desk.frontier.ending()).isEqualTo(Ending.NONE);
    desk.finish(lease);
    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void aFrontierWithNothingQueuedIsDrainedUntilSomethingIsAdmitted() {
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);

    desk.admit("http://a.test/1");

    assertThat(desk.frontier.ending()).isEqualTo(Ending.NONE);
  }
}
