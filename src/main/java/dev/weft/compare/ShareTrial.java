package dev.weft.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * State that several threads share: a map behind a lock, or owned by one thread that is sent what
 * to do, each change alone or many at once.
 */
final class ShareTrial {
  static final String KIND = "share";

  /** Variants, by the word on the command line. */
  static final String LOCK = "lock";

  static final String OWNER = "owner";
  static final String BATCHES = "batches";

  /** How many changes are handed over at once. */
  static final int BATCH = 100;

  static final int CHANGES = 4_000_000;

  private static final int KEYS = 1_000;

  /** Hand-overs that wait: more than the owner takes in a time slice, and little memory. */
  private static final int QUEUE_MAX = 1_024;

  private final int threads;

  /** Its threads stay when they are done, or what the system counted of them would go with them. */
  private final ExecutorService pool = Executors.newCachedThreadPool();

  private ShareTrial(int threads) {
    this.threads = threads;
  }

  /** {@code VARIANT THREADS}. */
  static Figures run(List<String> arguments) throws Exception {
    ShareTrial trial = new ShareTrial(Integer.parseInt(arguments.get(1)));
    Meter.Work work =
        switch (arguments.get(0)) {
          case LOCK -> trial::lock;
          case OWNER -> trial::owner;
          case BATCHES -> trial::batches;
          default -> throw new IllegalArgumentException("no variant " + arguments.get(0));
        };
    work.run();
    return Meter.measure(CHANGES, work);
  }

  private long lock() throws Exception {
    Map<Integer, Long> counts = new HashMap<>();
    ReentrantLock lock = new ReentrantLock();
    inThreads(
        number -> {
          for (int i = number; i < CHANGES; i += threads) {
            lock.lock();
            try {
              counts.merge(i % KEYS, 1L, Long::sum);
            } finally {
              lock.unlock();
            }
          }
        });
    return missing(counts);
  }

  private long owner() throws Exception {
    BlockingQueue<Integer> mailbox = new ArrayBlockingQueue<>(QUEUE_MAX);
    Future<Map<Integer, Long>> owner =
        pool.submit(
            () -> {
              Map<Integer, Long> counts = new HashMap<>();
              for (int i = 0; i < CHANGES; i++) {
                counts.merge(mailbox.take(), 1L, Long::sum);
              }
              return counts;
            });
    inThreads(
        number -> {
          for (int i = number; i < CHANGES; i += threads) {
            mailbox.put(i % KEYS);
          }
        });
    return missing(owner.get());
  }

  private long batches() throws Exception {
    BlockingQueue<int[]> mailbox = new ArrayBlockingQueue<>(QUEUE_MAX);
    Future<Map<Integer, Long>> owner = pool.submit(() -> count(mailbox));
    inThreads(
        number -> {
          int[] batch = new int[BATCH];
          int filled = 0;
          for (int i = number; i < CHANGES; i += threads) {
            batch[filled++] = i % KEYS;
            if (filled == BATCH) {
              mailbox.put(batch);
              batch = new int[BATCH];
              filled = 0;
            }
          }
          mailbox.put(Arrays.copyOf(batch, filled));
        });
    return missing(owner.get());
  }

  private static Map<Integer, Long> count(BlockingQueue<int[]> mailbox)
      throws InterruptedException {
    Map<Integer, Long> counts = new HashMap<>();
    for (int taken = 0; taken < CHANGES; ) {
      int[] batch = mailbox.take();
      for (int key : batch) {
        counts.merge(key, 1L, Long::sum);
      }
      taken += batch.length;
    }
    return counts;
  }

  private static long missing(Map<Integer, Long> counts) {
    return CHANGES - counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private interface Part {
    void run(int number) throws InterruptedException;
  }

  private void inThreads(Part part) throws Exception {
    List<Callable<Boolean>> parts =
        IntStream.range(0, threads).mapToObj(number -> once(part, number)).toList();
    for (Future<Boolean> done : pool.invokeAll(parts)) {
      done.get();
    }
  }

  private static Callable<Boolean> once(Part part, int number) {
    return () -> {
      part.run(number);
      return true;
    };
  }
}
