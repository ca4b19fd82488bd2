package dev.weft.engine;

import dev.weft.hook.Hook;
import dev.weft.hook.Hooks;
import dev.weft.page.FetchFailure;
import dev.weft.page.Page;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Where hooks are asked: on threads of their own, {@code weft-hook-N}, so that what blocks there
 * holds up nobody else. A question waits in line behind others; there are at most a few for each
 * lease. Every question ends once: in its answer, in what went wrong, in its time being over (see
 * {@link HookWatch}), or in being given up, which needs no thread, so that a hook that never
 * returns can neither hold a crawl up nor keep it from ending. Any thread.
 */
final class HookDesk implements AutoCloseable {
  /** Blocking code, such as a query of a database, leaves most of its threads idle. */
  private static final int THREADS_MAX = 32;

  private static final long IDLE_SECONDS = 5;

  /** How long hooks may take to heed being interrupted. */
  private static final long CLOSE_MILLIS = 1_000;

  private final Hooks hooks;
  private final HookWatch watch;
  private final Set<Question<?>> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger threadsMade = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS_MAX,
          THREADS_MAX,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          this::thread);
  private volatile boolean abandoned;

  /** Why a question was given up: nobody waits for its answer any more. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super("given up", null, false, false);
    }
  }

  /** A question that can be given up. */
  interface Asked {
    /** Ends the question now, unless it has ended; on the thread that calls. */
    void giveUp();
  }

  HookDesk(Hooks hooks) {
    this.hooks = hooks;
    this.watch = new HookWatch(hooks, this::addThreads);
    threads.allowCoreThreadTimeOut(true);
  }

  /** Makes up for threads that calls which do not return keep, or takes those away again. */
  private synchronized void addThreads(int more) {
    int count = threads.getCorePoolSize() + more;
    if (more > 0) {
      threads.setMaximumPoolSize(count);
      threads.setCorePoolSize(count);
    } else {
      threads.setCorePoolSize(count);
      threads.setMaximumPoolSize(count);
    }
  }

  private Thread thread(Runnable task) {
    Thread thread = new HookThread(task, "weft-hook-" + threadsMade.incrementAndGet(), watch);
    // One that heeds no interrupt must not keep the program from ending.
    thread.setDaemon(true);
    return thread;
  }

  Hooks hooks() {
    return hooks;
  }

  /** Whether a hook looks at links or at URLs. */
  boolean seesLinks() {
    return !hooks.outlinks().isEmpty() || !hooks.scopes().isEmpty();
  }

  /** Whether a hook looks at the outcome of tries. */
  boolean seesTries() {
    return !hooks.responses().isEmpty() || !hooks.retries().isEmpty();
  }

  /** The hooks that stall and that questions wait for just now, by class and jar. */
  List<String> awaited() {
    return watch.awaited();
  }

  /** Asks one hook, within a question; what goes wrong becomes a {@link HookException}. */
  static <T> T ask(Hook hook, Callable<T> question) {
    return HookThread.call(hook, question);
  }

  /**
   * Asks: {@code then} is run with the answer on the hook's thread, {@code otherwise} there, or
   * where its time is found to be over or it is given up.
   */
  <T> Asked ask(Callable<T> question, Consumer<T> then, Consumer<Throwable> otherwise) {
    Question<T> asked = new Question<>(question, then, otherwise);
    open.add(asked);
    if (abandoned) {
      asked.giveUp();
      return asked;
    }
    try {
      threads.execute(asked);
    } catch (RejectedExecutionException e) {
      asked.giveUp();
    }
    return asked;
  }

  /** Asks and waits; what went wrong, {@link GivenUp} too, goes to {@code otherwise}. */
  <T> T await(Callable<T> question, T usual, Consumer<Throwable> otherwise) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    ask(
        question,
        answer::complete,
        problem -> {
          otherwise.accept(problem);
          answer.complete(usual);
        });
    return answer.join();
  }

  /** Gives up all questions, those to come too, and interrupts the hooks. */
  void abandon() {
    abandoned = true;
    List.copyOf(open).forEach(Question::giveUp);
    threads.shutdownNow();
  }

  /** Abandons what there is; waits a little for the threads to end. */
  @Override
  public void close() {
    abandon();
    watch.close();
    try {
      boolean isOver = threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      assert isOver || threads.isShutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Question<T> implements Runnable, Asked {
    private final Callable<T> question;
    private final Consumer<T> then;
    private final Consumer<Throwable> otherwise;
    private final AtomicBoolean over = new AtomicBoolean();

    Question(Callable<T> question, Consumer<T> then, Consumer<Throwable> otherwise) {
      this.question = question;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    public void run() {
      if (over.get()) {
        return;
      }
      HookThread.begin(this::end);
      T answer;
      try {
        answer = question.call();
      } catch (Throwable e) {
        end(e);
        return;
      }
      if (over.compareAndSet(false, true)) {
        open.remove(this);
        then.accept(answer);
      }
    }

    private void end(Throwable problem) {
      if (over.compareAndSet(false, true)) {
        open.remove(this);
        otherwise.accept(problem);
      }
    }

    @Override
    public void giveUp() {
      end(new GivenUp());
    }
  }

  /** The code and text of what went wrong when a hook was asked, for a record. */
  static Page.PageError error(Throwable problem, String ours) {
    if (problem instanceof GivenUp) {
      return new Page.PageError(FetchFailure.CANCELLED.code(), "cancelled");
    }
    boolean isHooks = problem instanceof HookException;
    String code = isHooks ? FetchFailure.HOOK_FAILED.code() : ours;
    String message = isHooks ? String.valueOf(problem.getMessage()) : problem.toString();
    return new Page.PageError(code, message);
  }
}
