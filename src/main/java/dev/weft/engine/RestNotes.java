package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.url.HostName;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rests of hosts that outlive the process, because the server asked for them or keeps failing.
 * Monotonic time ends with the process, so a rest is noted by the time of day; whatever that does
 * between two runs, a rest never grows.
 */
final class RestNotes {
  static final String REST = "rest/";

  /** A shorter rest is over before another process has begun. */
  private static final long NOTED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Notes notes;
  private final Clock clock;

  /** When rests that are noted end, in the order in which they were; those over are forgotten. */
  private final LinkedHashMap<HostName, Long> resting = new LinkedHashMap<>();

  RestNotes(Notes notes, Clock clock) {
    this.notes = notes;
    this.clock = clock;
  }

  /** Gives hosts what is left of the rests that earlier runs noted. */
  void restore(Frontier frontier) {
    long wall = clock.wall().toEpochMilli();
    for (Map.Entry<String, String> note : notes.recovered(REST).entrySet()) {
      String[] times = note.getValue().split(" ", -1);
      long noted = Long.parseLong(times[0]);
      long until = Long.parseLong(times[1]);
      HostName host = HostName.parse(note.getKey()).orElseThrow();
      long left = until - Math.max(noted, wall);
      if (left > 0) {
        long untilNanos = clock.nanos() + Duration.ofMillis(left).toNanos();
        resting.put(host, untilNanos);
        frontier.restHost(host, untilNanos);
      } else {
        notes.remove(REST + host);
      }
    }
  }

  /** Notes that a host rests until then. */
  void rests(HostName host, long untilNanos) {
    long left = untilNanos - clock.nanos();
    if (left >= NOTED_NANOS) {
      long wall = clock.wall().toEpochMilli();
      forgetOld();
      resting.remove(host);
      resting.put(host, untilNanos);
      notes.put(REST + host, wall + " " + (wall + Duration.ofNanos(left).toMillis()));
    }
  }

  /** Notes that a host needs no rest any more. */
  void works(HostName host) {
    if (resting.remove(host) != null) {
      notes.remove(REST + host);
    }
  }

  /** Forgets rests that are over, and where too many are noted the oldest, in notes alone. */
  private void forgetOld() {
    Iterator<Map.Entry<HostName, Long>> oldest = resting.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<HostName, Long> rest = oldest.next();
      if (rest.getValue() > clock.nanos() && resting.size() < Limits.NOTED_RESTS_MAX) {
        return;
      }
      oldest.remove();
      notes.remove(REST + rest.getKey());
    }
  }
}
