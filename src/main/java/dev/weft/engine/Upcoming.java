package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.frontier.HostWait;
import dev.weft.report.NextDue;
import java.time.Instant;
import java.util.Optional;

/** What a crawl does next, as its frontier sees it. */
final class Upcoming {
  private Upcoming() {}

  /**
   * The host that is due first; empty if no URL waits.
   *
   * @param notBeforeNanos when leasing begins at all
   */
  static Optional<NextDue> of(Frontier frontier, Clock clock, long notBeforeNanos) {
    long now = clock.nanos();
    Instant wall = clock.wall();
    return frontier.waiting(1, now).stream()
        .findFirst()
        .map(
            first ->
                new NextDue(
                    first.host(),
                    code(first.reason()),
                    first.dueNanos().stream()
                        .mapToObj(
                            due ->
                                wall.plusNanos(Math.max(now, Math.max(due, notBeforeNanos)) - now))
                        .findFirst()));
  }

  private static String code(HostWait.Reason reason) {
    return switch (reason) {
      case TURN -> "turn";
      case BUDGET -> "budget";
      case DELAY -> "delay";
      case REST -> "rest";
      case RETRY -> "retry";
      case POSTPONED -> "postponed";
      case PREPARING -> "preparing";
      case IN_FLIGHT -> "inFlight";
      case ADDRESS -> "address";
      case STORE -> "store";
      case PLACE -> "place";
      case HOST_PAGES -> "hostPages";
    };
  }
}
