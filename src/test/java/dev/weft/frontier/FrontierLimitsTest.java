package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FrontierLimitsTest {
  private static final HostPace WIDE = new HostPace(0, 100);
  private static final FrontierLimits FREE = FrontierLimits.of(1_000, 100);

  private static Desk deskOf(FrontierLimits limits, String... hrefs) {
    return new Desk(limits, WIDE).admit(hrefs);
  }

  @Test
  void pagesAreReservedWhenLeasedAndReturnedWhenNoneCame() {
    Desk desk =
        deskOf(FREE.withPagesMax(2), "http://a.test/1", "http://a.test/2", "http://a.test/3");
    Lease first = desk.lease();
    Lease second = desk.lease();
    desk.nothingMayStart();

    desk.finish(first, Desk.ERROR);

    Lease third = desk.lease();
    desk.finish(second);
    desk.finish(third);
    assertThat(desk.frontier.counts().pagesFetched()).isEqualTo(2);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.PAGES_MAX);
  }

  @Test
  void aSnoozeAndAGiveBackReturnTheirReservations() {
    Desk desk = deskOf(FREE.withPagesMax(1), "http://a.test/1", "http://a.test/2");
    desk.frontier.snooze(desk.lease(), desk.now + 1_000, Desk.ERROR, desk.now);
    desk.frontier.giveBack(desk.lease(), desk.now);

    desk.finish(desk.lease());

    assertThat(desk.frontier.ending()).isEqualTo(Ending.PAGES_MAX);
    desk.nothingMayStart();
  }

  @Test
  void aFullReservationHoldsPreparationsBackToo() {
    Desk desk = deskOf(FREE.withPagesMax(1), "http://a.test/1");
    Lease lease = desk.lease();
    desk.admit("http://b.test/1");

    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(desk.frontier.waiting(5, desk.now))
        .extracting(HostWait::reason)
        .containsExactly(HostWait.Reason.BUDGET);
    desk.finish(lease, Desk.ERROR);

    assertThat(desk.preparation().origin()).isEqualTo(Urls.origin("http://b.test"));
  }

  @Test
  void aHostAtItsPageLimitKeepsItsUrlsAndDoesNotHoldUpTheEnd() {
    Desk desk =
        deskOf(
            FREE.withPagesPerHostMax(1),
            "http://a.test/1",
            "https://a.test/2",
            "http://a.test/3",
            "http://b.test/1");

    assertThat(desk.crawlOn()).containsExactlyInAnyOrder("http://a.test/1", "http://b.test/1");

    assertThat(desk.frontier.counts()).matches(c -> c.queued() == 2 && c.heldByHostLimit() == 2);
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
    desk.admit("http://a.test/4");
    assertThat(desk.frontier.counts().heldByHostLimit()).isEqualTo(3);
    assertThat(desk.frontier.waiting(5, desk.now))
        .extracting(HostWait::reason, HostWait::queued)
        .containsExactly(tuple(HostWait.Reason.HOST_PAGES, 3L));
  }

  @Test
  void drainingAnOriginTakesNoPagesFromItsHost() {
    Desk desk =
        deskOf(
            FREE.withPagesPerHostMax(1), "http://a.test/1", "http://a.test/2", "https://a.test/3");
    desk.frontier.prepared(desk.preparation(), false, Usage.NONE, desk.now);

    Lease first = desk.lease();
    Lease second = desk.lease();
    Lease other = desk.lease();

    assertThat(List.of(first, second, other))
        .extracting(lease -> lease.url().href())
        .containsExactlyInAnyOrder("http://a.test/1", "http://a.test/2", "https://a.test/3");
  }

  @Test
  void aLeaseReservesAWholeBodyAndReturnsWhatItDidNotTake() {
    Desk desk =
        deskOf(FREE.withBytesMax(2_500), "http://a.test/1", "http://a.test/2", "http://a.test/3");
    Lease first = desk.lease();
    Lease second = desk.lease();
    desk.nothingMayStart();

    desk.finish(first, new Usage(true, true, 400));

    assertThat(desk.lease().bodyBytesMax()).isEqualTo(1_000);
    assertThat(second.bodyBytesMax()).isEqualTo(1_000);
  }

  @Test
  void whatRemainsOfTheBytesGoesToOneLeaseAlone() {
    Desk desk =
        deskOf(FREE.withBytesMax(1_300), "http://a.test/1", "http://a.test/2", "http://a.test/3");
    Lease first = desk.lease();
    desk.nothingMayStart();
    desk.finish(first, new Usage(true, true, 1_000));

    Lease last = desk.lease();
    assertThat(last.bodyBytesMax()).isEqualTo(300);
    desk.nothingMayStart();
    desk.frontier.snooze(last, desk.now, new Usage(true, false, 300), desk.now);

    desk.nothingMayStart();
    assertThat(desk.frontier.ending()).isEqualTo(Ending.BYTES_MAX);
    assertThat(desk.frontier.counts().wireBytes()).isEqualTo(1_300);
  }

  @Test
  void usingMoreThanReservedIsABrokenInvariant() {
    Desk desk = deskOf(FREE.withBytesMax(5_000), "http://a.test/1");
    Lease lease = desk.lease();

    assertThatThrownBy(() -> desk.finish(lease, new Usage(true, true, 1_001)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1001")
        .hasMessageContaining("http://a.test/1");
  }

  @Test
  void aRequestForAUrlThatWasOnlyToBeFinishedIsABrokenInvariant() {
    Desk desk = deskOf(FREE, "http://a.test/1");
    desk.frontier.prepared(desk.preparation(), false, Usage.NONE, desk.now);
    Lease lease = desk.lease();

    assertThatThrownBy(() -> desk.finish(lease, Desk.ERROR))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("http://a.test/1");
  }

  @Test
  void leasesAndPreparationsTogetherStayWithinTheConcurrency() {
    Desk desk = deskOf(FrontierLimits.of(1_000, 2), "http://a.test/1");
    Lease lease = desk.lease();
    desk.admit("http://b.test/1", "http://c.test/1");
    desk.preparation();

    desk.nothingMayStart();
    assertThat(desk.frontier.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
    desk.finish(lease);

    desk.preparation();
  }

  @Test
  void zeroPagesOrBytesEndACrawlBeforeItBegins() {
    assertThat(deskOf(FREE.withPagesMax(0), "http://a.test/1").frontier.ending())
        .isEqualTo(Ending.PAGES_MAX);
    assertThat(deskOf(FREE.withBytesMax(0), "http://a.test/1").frontier.ending())
        .isEqualTo(Ending.BYTES_MAX);
    Desk desk = deskOf(FREE.withPagesPerHostMax(0), "http://a.test/1");
    assertThat(desk.frontier.ending()).isEqualTo(Ending.DRAINED);
    desk.nothingMayStart();
  }

  @Test
  void limitsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> FREE.withBytesMax(-1)).hasMessage("bytesMax is -1; must be 0 or more");
    assertThatThrownBy(() -> FrontierLimits.of(0, 1)).hasMessageContaining("bodyBytesMax 0");
    assertThatThrownBy(() -> FrontierLimits.of(1, 0)).hasMessageContaining("leasesMax 0");
  }
}
