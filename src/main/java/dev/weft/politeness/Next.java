package dev.weft.politeness;

import java.util.OptionalLong;

/** What becomes of a URL after a try, and whether its host must rest. */
public sealed interface Next {
  /** The time before which the host must get no request at all; empty if it need not rest. */
  OptionalLong hostRestUntilNanos();

  /** This try was the last: its result is the URL's disposition. */
  record Finish(OptionalLong hostRestUntilNanos) implements Next {
    /** The host need not rest. */
    public static final Finish AT_ONCE = new Finish(OptionalLong.empty());
  }

  /** The URL is to be tried again, not before {@code untilNanos}. */
  record RetryAt(long untilNanos, OptionalLong hostRestUntilNanos) implements Next {}
}
