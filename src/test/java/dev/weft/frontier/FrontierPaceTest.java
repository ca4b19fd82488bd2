package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.frontier.HostWait.Reason;
import dev.weft.url.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class FrontierPaceTest {
  private static final FrontierLimits FREE = FrontierLimits.of(1_000, 1_000);
  private static final HostName A = Urls.host("a.test");

  private static Desk deskOf(long delayNanos, int inFlightMax, String... hrefs) {
    return new Desk(FREE, new HostPace(delayNanos, inFlightMax)).admit(hrefs);
  }

  private static void startsAt(Desk desk, long dueNanos) {
    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(dueNanos);
    desk.now = dueNanos - 1;
    desk.nothingMayStart();
    desk.now = dueNanos;
  }

  @Test
  void aHostIsNotAskedBeforeItsDelayAfterTheEndOfItsAnswer() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "http://a.test/2");
    Lease lease = desk.lease();
    desk.now += 40;
    desk.finish(lease);

    startsAt(desk, desk.now + 100);
    desk.lease();
  }

  @Test
  void theDelayBeginsWhenTheAnswerIsThereThoughItIsStillLookedInto() {
    Desk desk = deskOf(100, 2, "http://a.test/1", "http://a.test/2");
    Lease lease = desk.lease();
    desk.now += 40;
    desk.frontier.answered(lease, desk.now);

    startsAt(desk, desk.now + 100);
    desk.lease();
    desk.finish(lease);
  }

  @Test
  void aSnoozeStartsTheDelayToo() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "http://a.test/2");
    desk.frontier.snooze(desk.lease(), desk.now + 5_000, Desk.ERROR, desk.now);

    startsAt(desk, desk.now + 100);
    assertThat(desk.lease().url().href()).isEqualTo("http://a.test/2");
  }

  @Test
  void whatMadeNoRequestStartsNoDelay() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "http://a.test/2", "http://a.test/3");
    desk.finish(desk.lease(), Usage.NONE);
    desk.frontier.giveBack(desk.lease(), desk.now);

    desk.lease();
  }

  @Test
  void preparingAnOriginCountsAsARequest() {
    Desk desk = deskOf(100, 1, "http://a.test/1");
    desk.frontier.prepared(desk.preparation(), true, Desk.ERROR, desk.now);
    startsAt(desk, desk.now + 100);
    desk.lease();

    Desk failing = deskOf(100, 1, "http://a.test/1");
    failing.frontier.postpone(failing.preparation(), failing.now + 10, Desk.ERROR, failing.now);
    startsAt(failing, failing.now + 100);
    assertThat(failing.preparation().attempts()).isEqualTo(1);
  }

  @Test
  void originsOfOneHostShareItsDelayAndItsPlaces() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "https://a.test/1", "http://a.test:81/1");
    Preparation first = desk.preparation();
    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
    desk.frontier.prepared(first, true, Desk.ERROR, desk.now);

    startsAt(desk, desk.now + 100);
    assertThat(desk.grant()).isNotNull();
    desk.nothingMayStart();
  }

  @Test
  void hostsDoNotWaitForEachOther() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "http://b.test/1");
    Lease a = desk.lease();
    Lease b = desk.lease();

    assertThat(a.origin()).isNotEqualTo(b.origin());
  }

  @Test
  void aHostHasAsManyRequestsInFlightAsItsPaceAllows() {
    Desk desk = deskOf(0, 2, "http://a.test/1", "http://a.test/2", "http://a.test/3");
    Lease first = desk.lease();
    desk.lease();
    desk.nothingMayStart();

    desk.finish(first);

    assertThat(desk.lease().url().href()).isEqualTo("http://a.test/3");
  }

  @Test
  void aNewPaceHoldsFromTheLastAnswerOn() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "http://a.test/2", "http://a.test/3");
    desk.finish(desk.lease());
    long answered = desk.now;
    desk.frontier.pace(A, new HostPace(500, 1));
    startsAt(desk, answered + 500);

    desk.frontier.pace(A, new HostPace(0, 2));

    desk.lease();
    desk.lease();
  }

  @Test
  void aPaceLearntWhilePreparingHoldsForTheFirstUrl() {
    Desk desk = deskOf(0, 1, "http://a.test/1");
    Preparation preparation = desk.preparation();
    desk.frontier.pace(A, new HostPace(700, 1));
    desk.frontier.prepared(preparation, true, Desk.ERROR, desk.now);

    startsAt(desk, desk.now + 700);
    desk.lease();
  }

  @Test
  void aRestingHostIsNotAskedAndARestIsNeverShortened() {
    Desk desk = deskOf(0, 1, "http://a.test/1", "https://a.test/1");
    desk.frontier.restHost(A, desk.now + 300);
    desk.frontier.restHost(A, desk.now + 200);

    startsAt(desk, desk.now + 300);
    assertThat(desk.grant()).isNotNull();
  }

  @Test
  void hostsTakeTurnsHoweverLongTheirQueues() {
    Desk desk = deskOf(0, 1_000);
    for (int i = 0; i < 50; i++) {
      desk.admit("http://a.test/" + i);
    }
    desk.admit("http://b.test/1", "http://b.test/2", "http://c.test/1", "http://c.test/2");
    List<String> hosts = new ArrayList<>();
    while (hosts.size() < 9) {
      Grant grant = desk.nextGrant();
      hosts.add(grant.origin().host().toString().substring(0, 1));
      if (grant instanceof Preparation preparation) {
        desk.frontier.prepared(preparation, true, Usage.NONE, desk.now);
      }
    }

    assertThat(String.join("", hosts)).isEqualTo("abcabcabc");
  }

  @Test
  void drainingALongQueueDoesNotKeepOtherHostsWaiting() {
    Desk desk = deskOf(0, 1, "http://a.test/1", "http://a.test/2", "http://a.test/3");
    desk.frontier.prepared(desk.preparation(), false, Usage.NONE, desk.now);
    desk.admit("http://b.test/1");

    List<Grant> two = List.of(desk.nextGrant(), desk.nextGrant());

    assertThat(two).extracting(g -> g.origin().host()).contains(Urls.host("b.test"), A);
  }

  @Test
  void aHostTellsWhatItWaitsFor() {
    Desk desk = deskOf(100, 1, "http://a.test/1", "http://a.test/2", "http://a.test/3");
    long start = desk.now;
    assertThat(waitOf(desk)).isEqualTo(new HostWait(A, Reason.TURN, OptionalLong.of(start), 3));

    Preparation preparation = desk.preparation();
    assertThat(waitOf(desk)).isEqualTo(new HostWait(A, Reason.IN_FLIGHT, OptionalLong.empty(), 3));
    desk.frontier.postpone(preparation, start + 300, Desk.ERROR, start);
    assertThat(waitOf(desk))
        .isEqualTo(new HostWait(A, Reason.POSTPONED, OptionalLong.of(start + 300), 3));

    desk.now += 300;
    desk.frontier.snooze(desk.lease(), start + 350, Desk.ERROR, desk.now);
    assertThat(waitOf(desk))
        .isEqualTo(new HostWait(A, Reason.DELAY, OptionalLong.of(start + 400), 3));

    desk.frontier.restHost(A, start + 900);
    assertThat(waitOf(desk))
        .isEqualTo(new HostWait(A, Reason.REST, OptionalLong.of(start + 900), 3));
  }

  @Test
  void aHostWithOnlyRetriesLeftSaysSo() {
    Desk desk = deskOf(0, 2, "http://a.test/1");
    desk.frontier.snooze(desk.lease(), desk.now + 500, Desk.ERROR, desk.now);

    assertThat(waitOf(desk))
        .isEqualTo(new HostWait(A, Reason.RETRY, OptionalLong.of(desk.now + 500), 1));
  }

  @Test
  void aHostBeingPreparedSaysSo() {
    Desk desk = deskOf(0, 2, "http://a.test/1");
    desk.preparation();

    assertThat(waitOf(desk)).isEqualTo(new HostWait(A, Reason.PREPARING, OptionalLong.empty(), 1));
  }

  private static HostWait waitOf(Desk desk) {
    List<HostWait> waits = desk.frontier.waiting(10, desk.now);
    assertThat(waits).hasSize(1);
    return waits.get(0);
  }

  @Test
  void hostsAtOneAddressShareItsDelayAndItsPlaces() {
    Desk desk = deskOf(0, 2, "http://a.test/1", "http://b.test/1", "http://c.test/1");
    HostPace shared = new HostPace(100, 2);
    for (String host : List.of("a.test", "b.test", "c.test")) {
      desk.frontier.address(Urls.host(host), "192.0.2.1", shared);
    }
    Lease first = desk.lease();
    desk.lease();
    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(desk.frontier.waiting(10, desk.now))
        .containsExactly(
            new HostWait(Urls.host("c.test"), Reason.ADDRESS, OptionalLong.empty(), 1));

    desk.finish(first);
    assertThat(desk.frontier.waiting(10, desk.now))
        .containsExactly(
            new HostWait(Urls.host("c.test"), Reason.ADDRESS, OptionalLong.of(desk.now + 100), 1));
    startsAt(desk, desk.now + 100);
    assertThat(desk.lease().origin().host()).isEqualTo(Urls.host("c.test"));
  }

  @Test
  void aHostThatMovesIsCountedWhereItsRequestsWere() {
    Desk desk = deskOf(0, 5, "http://a.test/1", "http://a.test/2", "http://b.test/1");
    desk.frontier.address(A, "192.0.2.1", new HostPace(0, 1));
    desk.frontier.address(Urls.host("b.test"), "192.0.2.1", new HostPace(0, 1));
    Lease first = desk.lease();
    assertThat(first.origin().host()).isEqualTo(A);
    desk.nothingMayStart();

    desk.frontier.address(A, "192.0.2.2", new HostPace(0, 1));
    assertThat(desk.lease().origin().host()).isEqualTo(A);
    desk.nothingMayStart();
    desk.finish(first);

    assertThat(desk.lease().origin().host()).isEqualTo(Urls.host("b.test"));
  }

  @Test
  void hostsOfAnAddressTakeTurnsAndCountAsOneToOthers() {
    Desk desk = deskOf(0, 1_000);
    for (int i = 0; i < 20; i++) {
      desk.admit("http://a.test/" + i, "http://b.test/" + i, "http://c.test/" + i);
    }
    desk.frontier.address(A, "192.0.2.1", new HostPace(0, 1_000));
    desk.frontier.address(Urls.host("b.test"), "192.0.2.1", new HostPace(0, 1_000));
    List<String> hosts = new ArrayList<>();
    while (hosts.size() < 12) {
      Grant grant = desk.nextGrant();
      hosts.add(grant.origin().host().toString().substring(0, 1));
      if (grant instanceof Preparation preparation) {
        desk.frontier.prepared(preparation, true, Usage.NONE, desk.now);
      }
    }

    assertThat(String.join("", hosts)).matches("(acbc)+|(cacb)+|(bcac)+|(cbca)+");
  }

  @Test
  void aPaceOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new HostPace(-1, 1)).hasMessageContaining("delayNanos -1");
    assertThatThrownBy(() -> new HostPace(0, 0)).hasMessageContaining("inFlightMax 0");
  }
}
