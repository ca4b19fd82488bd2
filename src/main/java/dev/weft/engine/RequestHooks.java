package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.frontier.Lease;
import dev.weft.hook.RequestDraft;
import dev.weft.hook.RequestHook;
import dev.weft.hook.Verdict;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows each request for a page to hooks before it is made; without such hooks it is made at once.
 * One that they refuse, or that one of them throws over, is none: it takes no time of its host and
 * is counted nowhere. The loop's, which also hears of what may be made.
 */
final class RequestHooks {
  private final @Nullable HookDesk desk;
  private final PageFlow flow;
  private final Executor loop;

  RequestHooks(@Nullable HookDesk desk, PageFlow flow, Executor loop) {
    this.desk = desk == null || desk.hooks().requests().isEmpty() ? null : desk;
    this.flow = flow;
    this.loop = loop;
  }

  /** Has {@code send} run on the loop, now or later, or the lease arrive without a request. */
  void look(Lease lease, Flight flight, FetchRequest request, Consumer<FetchRequest> send) {
    if (desk == null) {
      send.accept(request);
      return;
    }
    flight.asks(
        desk.ask(
            () -> looked(desk, request),
            looked -> go(lease, flight, looked, send),
            problem -> end(lease, reason(problem), String.valueOf(problem.getMessage()))));
  }

  /** A request as the hooks want it; {@code refusal} says why it is not to be made. */
  private record Looked(FetchRequest request, @Nullable String refusal) {}

  private static Looked looked(HookDesk desk, FetchRequest request) {
    RequestDraft draft = new RequestDraft(request.url(), request.method(), request.headers());
    for (RequestHook hook : desk.hooks().requests()) {
      Verdict verdict = HookDesk.ask(hook, () -> hook.onRequest(draft));
      if (verdict.refusal().isPresent()) {
        return new Looked(request, verdict.refusal().get());
      }
    }
    return new Looked(request.withHeaders(draft.headers()), null);
  }

  private void go(Lease lease, Flight flight, Looked looked, Consumer<FetchRequest> send) {
    if (looked.refusal() != null) {
      end(lease, FetchFailure.SKIPPED_BY_HOOK, looked.refusal());
      return;
    }
    loop.execute(
        () -> {
          if (flight.isCancelled()) {
            end(lease, FetchFailure.CANCELLED, "cancelled");
          } else {
            send.accept(looked.request());
          }
        });
  }

  private static FetchFailure reason(Throwable problem) {
    return problem instanceof HookDesk.GivenUp ? FetchFailure.CANCELLED : FetchFailure.HOOK_FAILED;
  }

  private void end(Lease lease, FetchFailure reason, String message) {
    flow.arrived(lease, new FetchOutcome.Failed(reason, message, FetchTimings.NONE), () -> {});
  }
}
