package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Lease;
import dev.weft.hook.ResponseHook;
import dev.weft.hook.RetryAdvice;
import dev.weft.hook.RetryHook;
import dev.weft.hook.Tried;
import dev.weft.hook.Verdict;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks hooks about the outcome of a try before {@link PageFlow} looks into it; without such hooks
 * it is handed on as it comes. On the threads that deliver outcomes, and on those of hooks.
 */
final class AnswerHooks {
  private final PageFlow flow;
  private final @Nullable HookDesk desk;

  AnswerHooks(PageFlow flow, @Nullable HookDesk desk) {
    this.flow = flow;
    this.desk = desk != null && desk.seesTries() ? desk : null;
  }

  /** Takes an outcome; {@code first} is run before anybody looks into it. */
  void arrived(Lease lease, Flight flight, FetchOutcome outcome, Runnable first) {
    boolean isOwnDoing =
        outcome instanceof FetchOutcome.Failed failed && failed.reason().isOwnDoing();
    if (desk == null || isOwnDoing) {
      flow.arrived(lease, outcome, first);
      return;
    }
    desk.ask(
        () -> verdict(desk, lease, flight, outcome),
        verdict -> go(lease, outcome, first, verdict.refusal()),
        problem -> flow.unread(lease, outcome, problem, first));
  }

  private void go(Lease lease, FetchOutcome outcome, Runnable first, Optional<String> refusal) {
    if (refusal.isPresent()) {
      String code = FetchFailure.SKIPPED_BY_HOOK.code();
      flow.unread(lease, outcome, new Page.PageError(code, refusal.get()), first);
    } else {
      flow.arrived(lease, outcome, first);
    }
  }

  private static Verdict verdict(HookDesk desk, Lease lease, Flight flight, FetchOutcome outcome) {
    flight.advise(advice(desk, lease, outcome));
    if (outcome instanceof FetchOutcome.Answered answered) {
      for (ResponseHook hook : desk.hooks().responses()) {
        Verdict verdict = HookDesk.ask(hook, () -> hook.onResponse(lease.url(), answered.answer()));
        if (verdict.refusal().isPresent()) {
          return verdict;
        }
      }
    }
    return Verdict.YES;
  }

  /** What the first hook says that has something to say. */
  private static RetryAdvice advice(HookDesk desk, Lease lease, FetchOutcome outcome) {
    Tried tried =
        outcome instanceof FetchOutcome.Answered answered
            ? new Tried(lease.url(), lease.attempts() + 1, answered.answer(), null)
            : new Tried(
                lease.url(), lease.attempts() + 1, null, ((FetchOutcome.Failed) outcome).reason());
    for (RetryHook hook : desk.hooks().retries()) {
      RetryAdvice advice = HookDesk.ask(hook, () -> hook.afterTry(tried));
      if (advice != RetryAdvice.USUAL) {
        return advice;
      }
    }
    return RetryAdvice.USUAL;
  }
}
