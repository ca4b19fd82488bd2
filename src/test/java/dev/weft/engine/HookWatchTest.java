package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.hook.Hooks;
import dev.weft.hook.ScopeHook;
import dev.weft.hook.Verdict;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
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

  @Test
  void aHookThatWasOftenLateIsAskedAgainOnceInAWhileUntilItIsInTime() {
    CountDownLatch works = new CountDownLatch(1);
    ScopeHook hook =
        (url, hops) -> {
          asked.incrementAndGet();
          works.await(); // Heeds being interrupted.
          return Verdict.YES;
        };
    try (HookDesk desk = desk(hook, Duration.ofMillis(50))) {
      for (int i = 0; i < HookWatch.LATE_IN_ROW_MAX; i++) {
        assertThat(ask(desk, hook)).contains("took longer than its limit of 50ms");
      }
      assertThat(ask(desk, hook)).contains("is not asked for now");
      assertThat(asked).hasValue(HookWatch.LATE_IN_ROW_MAX);

      works.countDown();
      String last = ask(desk, hook);
      while (!last.isEmpty()) {
        assertThat(last).contains("is not asked for now");
        last = ask(desk, hook);
      }
      assertThat(ask(desk, hook)).isEmpty();
    }
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
