package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailboxTest {
  private static final long LONG = Duration.ofMinutes(5).toNanos();

  @Test
  @Timeout(60)
  void everyTaskOfManyWritersRunsOnceInEachWritersOrder() throws InterruptedException {
    Mailbox mailbox = new Mailbox();
    int writers = 4;
    int each = 20_000;
    List<List<Integer>> ran = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      List<Integer> mine = new ArrayList<>();
      ran.add(mine);
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  int number = i;
                  mailbox.execute(() -> mine.add(number));
                }
              }));
    }
    threads.forEach(Thread::start);
    while (ran.stream().mapToInt(List::size).sum() < writers * each) {
      if (!mailbox.drain(100)) {
        mailbox.await(LONG);
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (List<Integer> mine : ran) {
      assertThat(mine).isSorted().doesNotHaveDuplicates().hasSize(each);
    }
  }

  @Test
  @Timeout(60)
  void aTaskWakesAReaderThatWaits() throws InterruptedException {
    Mailbox mailbox = new Mailbox();
    CountDownLatch ran = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              while (ran.getCount() > 0) {
                mailbox.await(LONG);
                mailbox.drain(1);
              }
            });
    reader.start();
    while (reader.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    mailbox.execute(ran::countDown);
    ran.await();
    reader.join();
    assertThat(reader.isAlive()).isFalse();
  }

  @Test
  void drainStopsAtItsMost() {
    Mailbox mailbox = new Mailbox();
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      mailbox.execute(() -> ran.add(number));
    }
    assertThat(mailbox.drain(3)).isTrue();
    assertThat(ran).containsExactly(0, 1, 2);
    assertThat(mailbox.drain(3)).isTrue();
    assertThat(mailbox.drain(3)).isFalse();
  }
}
