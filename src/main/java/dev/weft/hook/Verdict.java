package dev.weft.hook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hook's yes, or its no with the reason. */
public final class Verdict {
  /** Let it go on. */
  public static final Verdict YES = new Verdict(null);

  /** What fits into a line of the summary. */
  private static final int REASON_CHARS_MAX = 200;

  private final @Nullable String reason;

  private Verdict(@Nullable String reason) {
    this.reason = reason;
  }

  /** No, for this reason, which is told in records and the summary; cut at 200 characters. */
  public static Verdict no(String reason) {
    return new Verdict(
        reason.length() <= REASON_CHARS_MAX ? reason : reason.substring(0, REASON_CHARS_MAX));
  }

  /** Why not; empty for a yes. */
  public Optional<String> refusal() {
    return Optional.ofNullable(reason);
  }
}
