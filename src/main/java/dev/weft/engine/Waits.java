package dev.weft.engine;

import dev.weft.frontier.HostPace;
import dev.weft.frontier.HostWait;
import dev.weft.politeness.HostTrouble;
import dev.weft.politeness.Pace;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a host waits for, in words. */
final class Waits {
  private Waits() {}

  static String sentence(
      HostWait wait, Pace pace, HostTrouble trouble, @Nullable HostPace perAddress) {
    return switch (wait.reason()) {
      case TURN -> "its turn, it may be asked now";
      case BUDGET -> "what is left of max-pages or max-bytes, which requests in flight hold";
      case DELAY -> "its delay of " + delay(pace) + " after the last answer";
      case REST -> rest(trouble);
      case RETRY -> "the retries of URLs that failed";
      case POSTPONED -> "the next try for its robots.txt or its address" + failures(trouble);
      case PREPARING -> "its robots.txt and its address, which are being asked for";
      case IN_FLIGHT -> "an answer, " + pace.inFlightMax() + " in flight are as many as may be";
      case ADDRESS -> "its network address, " + shared(perAddress);
      case STORE -> "its next URLs from the state";
      case PLACE -> "a place in memory, where as many hosts are as may be";
      case HOST_PAGES -> "nothing, it has all the pages that max-pages-per-host allows";
    };
  }

  private static String delay(Pace pace) {
    String source =
        switch (pace.source()) {
          case USER -> "--delay";
          case OWN_SITE -> "--own-site";
          case ROBOTS -> "robots.txt";
          case THROTTLE -> "the throttle, as it answers slowly or fails";
        };
    return seconds(Duration.ofNanos(pace.delayNanos())) + " (" + source + ")";
  }

  private static String rest(HostTrouble trouble) {
    if (trouble.busyInRow() > 0) {
      return "the end of its Retry-After, it said that it is busy" + failures(trouble);
    }
    return trouble.failuresInRow() > 0
        ? "the end of a rest" + failures(trouble)
        : "the end of a rest that an earlier run or request gave it";
  }

  private static String failures(HostTrouble trouble) {
    int row = trouble.failuresInRow() + trouble.busyInRow();
    return row == 0
        ? ""
        : ", after " + row + " failures in a row (" + trouble.failuresMax() + " give it up)";
  }

  private static String shared(@Nullable HostPace address) {
    return address == null
        ? "which other hosts use"
        : address.inFlightMax()
            + " in flight there at most, "
            + seconds(Duration.ofNanos(address.delayNanos()))
            + " after an answer";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9).replaceAll("\\.?0+$", "")
        + " s";
  }
}
