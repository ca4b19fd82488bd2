package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.hook.Hooks;
import dev.weft.hook.ScopeHook;
import dev.weft.hook.Verdict;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hook that does not keep its time, asked at a desk. */
@Timeout(60)
final class HookWatchTest {
  private static final CrawlUrl URL = CrawlUrl.parse("http://example.com/").orElseThrow();

  private final AtomicInteger asked = new AtomicInteger();

  /** Asks a hook at a desk, waits for the end, and gives what went wrong, or "". */
  private static String ask(HookDesk desk, ScopeHook hook) {
    String[] problem = {""};
    desk.await(
        () -> HookDesk.ask(hook, () -> hook.onUrl(URL, 0)),
        Verdict.YES,
        thrown -> problem[0] = String.valueOf(thrown.getMessage()));
    return problem[0];
  }

  private static HookDesk desk(ScopeHook hook, Duration timeMax) {
    return new HookDesk(Hooks.of(List.of(hook)).within(timeMax));
  }

  /** Asks a hook as often as makes it one that stalls; it must be late each time. */
  private static void stall(HookDesk desk, ScopeHook hook) {
    for (int i = 0; i < HookWatch.LATE_IN_ROW_MAX; i++) {
      assertThat(ask(desk, hook)).contains("took longer than its limit of");
    }
  }

  @Test
  void whatAHookThatStallsWouldBeAskedWaitsUntilItIsInTime() throws InterruptedException {
    CountDownLatch works = new CountDownLatch(1);
    ScopeHook hook =
        (url, hops) -> {
          works.await(); // Heeds being interrupted.
          return Verdict.YES;
        };
    int many = 100;
    CountDownLatch answered = new CountDownLatch(many);
    Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    try (HookDesk desk = desk(hook, Duration.ofMillis(200))) {
      stall(desk, hook);
      works.countDown();
      for (int i = 0; i < many; i++) {
        desk.ask(
            () -> HookDesk.ask(hook, () -> hook.onUrl(URL, 0)),
            verdict -> answered.countDown(),
            problem -> {
              problems.add(problem);
              answered.countDown();
            });
      }
      assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void aHookThatStallsForLongIsAwaitedNoMoreButIsAskedAgainOnceInAWhile() {
    CountDownLatch works = new CountDownLatch(1);
    ScopeHook hook =
        (url, hops) -> {
          asked.incrementAndGet();
          works.await(); // Heeds being interrupted.
          return Verdict.YES;
        };
    try (HookDesk desk = desk(hook, Duration.ofMillis(50))) {
      stall(desk, hook);
      String last = ask(desk, hook);
      while (!last.contains("is not asked for now")) {
        last = ask(desk, hook);
      }
      assertThat(asked)
          .hasValueLessThanOrEqualTo(HookWatch.LATE_IN_ROW_MAX + HookWatch.AWAITED_LIMITS);

      works.countDown();
      while (!last.isEmpty()) {
        assertThat(last).contains("is not asked for now");
        last = ask(desk, hook);
      }
      assertThat(ask(desk, hook)).isEmpty();
    }
  }

  @Test
  void whatWaitsForAHookEndsWithTheDesk() {
    CountDownLatch never = new CountDownLatch(1);
    ScopeHook hook =
        (url, hops) -> {
          never.await();
          return Verdict.YES;
        };
    AtomicInteger ended = new AtomicInteger();
    try (HookDesk desk = desk(hook, Duration.ofMillis(200))) {
      stall(desk, hook);
      for (int i = 0; i < 100; i++) {
        desk.ask(
            () -> HookDesk.ask(hook, () -> hook.onUrl(URL, 0)),
            verdict -> {},
            problem -> ended.incrementAndGet());
      }
      while (desk.awaited().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(desk.awaited()).singleElement().asString().contains("HookWatchTest");
    }

    assertThat(ended).hasValue(100);
    while (isAnyThreadWaiting()) {
      Thread.onSpinWait();
    }
  }

  private static boolean isAnyThreadWaiting() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getMethodName().equals("awaitTurn"));
  }

  @Test
  void aLateCallInterruptsNothingThatComesAfterOnItsThread() throws InterruptedException {
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch later = new CountDownLatch(200);
    ScopeHook hook =
        (url, hops) -> {
          if (asked.incrementAndGet() % 4 == 0) {
            new CountDownLatch(1).await();
          } else if (Thread.interrupted()) {
            interrupted.incrementAndGet();
          }
          return Verdict.YES;
        };
    try (HookDesk desk = desk(hook, Duration.ofMillis(5))) {
      for (int i = 0; i < 200; i++) {
        desk.ask(
            () -> HookDesk.ask(hook, () -> hook.onUrl(URL, 0)),
            verdict -> later.countDown(),
            problem -> later.countDown());
      }
      assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(interrupted).hasValue(0);
  }
}
