package dev.weft.engine;

import dev.weft.hook.Hook;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread that hooks are asked on, one call after another, each watched over. */
final class HookThread extends Thread {
  private final HookWatch watch;

  /** Ends the question that is being asked; this thread's. */
  private @Nullable Consumer<Throwable> otherwise;

  HookThread(Runnable task, String name, HookWatch watch) {
    super(task, name);
    this.watch = watch;
  }

  /** Takes the question whose calls come now; {@code otherwise} ends it if one takes too long. */
  static void begin(Consumer<Throwable> otherwise) {
    current().otherwise = otherwise;
  }

  /** Calls a hook; whatever it throws, or null, becomes a {@link HookException}. */
  static <T> T call(Hook hook, Callable<T> question) {
    HookThread thread = current();
    HookWatch.Call call = thread.begun(hook);
    T answer;
    try {
      answer = Objects.requireNonNull(question.call(), "the hook gave null");
    } catch (Throwable e) {
      boolean wasLate = thread.watch.end(call);
      throw new HookException(hook, wasLate ? thread.watch.late() : e);
    }
    if (thread.watch.end(call)) {
      throw new HookException(hook, thread.watch.late());
    }
    return answer;
  }

  private HookWatch.Call begun(Hook hook) {
    try {
      return watch.begin(hook, Objects.requireNonNull(otherwise));
    } catch (InterruptedException e) {
      // The desk is closed.
      interrupt();
      throw new HookException(hook, e);
    }
  }

  private static HookThread current() {
    if (Thread.currentThread() instanceof HookThread thread) {
      return thread;
    }
    throw new IllegalStateException("a hook is asked on " + Thread.currentThread());
  }
}
