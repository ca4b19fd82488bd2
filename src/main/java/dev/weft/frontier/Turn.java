package dev.weft.frontier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What takes turns with others of its kind: a host, or the hosts of one address together. */
abstract class Turn extends Schedule.Entry {
  /** Whose turn it is here at this time; null if no host may go. */
  abstract @Nullable HostGate first(long nowNanos);

  /** Up to {@code max} hosts, those that may go first. */
  abstract List<HostGate> list(int max);
}
