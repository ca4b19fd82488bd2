package dev.weft.hook;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link RetryHook} wants to be done with a URL after a try. */
public final class RetryAdvice {
  /** What the retry table says. */
  public static final RetryAdvice USUAL = new RetryAdvice(null, false);

  /** This try was the last, whatever the retry table says. */
  public static final RetryAdvice GIVE_UP = new RetryAdvice(null, true);

  private final @Nullable Duration wait;
  private final boolean givesUp;

  private RetryAdvice(@Nullable Duration wait, boolean givesUp) {
    this.wait = wait;
    this.givesUp = givesUp;
  }

  /**
   * Another try, not before this time has passed nor before its host may be asked again. There are
   * at most 20 tries, and none of a request that may not be repeated.
   */
  public static RetryAdvice again(Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("wait is " + wait + "; must be 0s or more");
    }
    return new RetryAdvice(wait, false);
  }

  /** How long to wait at least before another try, if one is wanted. */
  public Optional<Duration> pause() {
    return Optional.ofNullable(wait);
  }

  /** Whether there is to be no other try. */
  public boolean givesUp() {
    return givesUp;
  }
}
