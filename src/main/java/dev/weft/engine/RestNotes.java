package dev.weft.engine;

import dev.weft.frontier.Frontier;
import dev.weft.url.HostName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
  private final Set<HostName> resting = new HashSet<>();

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
        resting.add(host);
        frontier.restHost(host, clock.nanos() + Duration.ofMillis(left).toNanos());
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
      resting.add(host);
      notes.put(REST + host, wall + " " + (wall + Duration.ofNanos(left).toMillis()));
    }
  }

  /** Notes that a host needs no rest any more. */
  void works(HostName host) {
    if (!resting.isEmpty() && resting.remove(host)) {
      notes.remove(REST + host);
    }
  }
}
