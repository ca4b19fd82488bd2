package dev.weft.fetch;

import dev.weft.page.Answer;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;

/** How one request ended: an answer, of whatever status, or a failure. */
public sealed interface FetchOutcome {
  /** How long its steps took. */
  FetchTimings timings();

  /** Headers came and the body was read as far as its limits allowed. */
  record Answered(Answer answer) implements FetchOutcome {
    @Override
    public FetchTimings timings() {
      return answer.timings();
    }
  }

  /** No usable answer; {@code message} says what, the value and the limit, for people. */
  record Failed(FetchFailure reason, String message, FetchTimings timings)
      implements FetchOutcome {}
}
