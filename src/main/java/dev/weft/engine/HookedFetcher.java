package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.hook.RequestDraft;
import dev.weft.hook.RequestHook;
import dev.weft.hook.Verdict;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fetcher that shows each request to the hooks before another fetcher makes it, which it does not
 * own. A request that they refuse, or that one throws over, ends without one byte sent.
 */
final class HookedFetcher implements Fetcher {
  private final Fetcher fetcher;
  private final HookDesk desk;

  HookedFetcher(Fetcher fetcher, HookDesk desk) {
    this.fetcher = fetcher;
    this.desk = desk;
  }

  @Override
  public int lanes() {
    return fetcher.lanes();
  }

  @Override
  public boolean isShortOfMemory() {
    return fetcher.isShortOfMemory();
  }

  @Override
  public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
    Waiting waiting = new Waiting(done);
    waiting.asked =
        desk.ask(
            () -> look(request),
            waiting::start,
            problem -> waiting.fail(reason(problem), problem.getMessage()));
    return waiting;
  }

  private static FetchFailure reason(Throwable problem) {
    return problem instanceof HookDesk.GivenUp ? FetchFailure.CANCELLED : FetchFailure.HOOK_FAILED;
  }

  /** A request as the hooks want it; {@code refusal} says why it is not to be made. */
  private record Looked(FetchRequest request, @Nullable String refusal) {}

  private Looked look(FetchRequest request) {
    RequestDraft draft = new RequestDraft(request.url(), request.method(), request.headers());
    for (RequestHook hook : desk.hooks().requests()) {
      Verdict verdict = HookDesk.ask(hook, () -> hook.onRequest(draft));
      if (verdict.refusal().isPresent()) {
        return new Looked(request, verdict.refusal().get());
      }
    }
    return new Looked(request.withHeaders(draft.headers()), null);
  }

  @Override
  public void close() {}

  /** A request before and after it was looked at. */
  private final class Waiting implements Fetch {
    private final Consumer<FetchOutcome> done;
    private volatile HookDesk.@Nullable Asked asked;
    private @Nullable Fetch started;
    private boolean cancelled;

    Waiting(Consumer<FetchOutcome> done) {
      this.done = done;
    }

    void start(Looked looked) {
      if (looked.refusal() != null) {
        fail(FetchFailure.SKIPPED_BY_HOOK, looked.refusal());
        return;
      }
      Fetch fetch = fetcher.fetch(looked.request(), done);
      if (isCancelledOnce(fetch)) {
        fetch.cancel();
      }
    }

    void fail(FetchFailure reason, @Nullable String message) {
      done.accept(new FetchOutcome.Failed(reason, String.valueOf(message), FetchTimings.NONE));
    }

    private synchronized boolean isCancelledOnce(Fetch fetch) {
      started = fetch;
      return cancelled;
    }

    @Override
    public void cancel() {
      Fetch open;
      synchronized (this) {
        cancelled = true;
        open = started;
      }
      HookDesk.Asked question = asked;
      if (open != null) {
        open.cancel();
      } else if (question != null) {
        question.giveUp();
      }
    }
  }
}
