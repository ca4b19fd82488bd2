package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Disposition;
import dev.weft.report.NextDue;
import dev.weft.url.HostName;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StatusTest {
  private static final HostName HOST = HostName.parse("a.test").orElseThrow();
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.250Z");

  @Test
  void whatGoesOverTheSocketComesBack() throws IOException {
    for (Optional<NextDue> due :
        List.of(
            Optional.of(new NextDue(HOST, "delay", Optional.of(AT))),
            Optional.of(new NextDue(HOST, "inFlight", Optional.<Instant>empty())),
            Optional.<NextDue>empty())) {
      Status status =
          new Status(7, Map.of(Disposition.FETCHED, 3L), 3, 4_000, 12, 2, 5, due, due.isEmpty());

      assertThat(Status.read(status.text())).isEqualTo(withAll(status));
    }
  }

  /** Every disposition is told, those that did not occur as 0. */
  private static Status withAll(Status status) {
    Map<Disposition, Long> finished = new EnumMap<>(Disposition.class);
    for (Disposition disposition : Disposition.values()) {
      finished.put(disposition, status.finished().getOrDefault(disposition, 0L));
    }
    return new Status(
        status.epoch(),
        finished,
        status.pages(),
        status.wireBytes(),
        status.queued(),
        status.inFlight(),
        status.hosts(),
        status.nextDue(),
        status.atEnd());
  }

  @Test
  void fieldsThatAreNotKnownArePassedOver() throws IOException {
    Status status =
        Status.read("{\"later\": {\"a\": [1]}, \"queued\": 3, \"nextDue\": null, \"x\": \"y\"}");

    assertThat(status.queued()).isEqualTo(3);
    assertThat(status.nextDue()).isEmpty();
  }
}
