package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class SeenSetTest {
  private static final long SEED = 20_261;

  @Test
  void addingManyAtOnceIsAddingEach() {
    SplittableRandom random = new SplittableRandom(3);
    long[] many = random.longs(50_000).toArray();
    many[7] = 0;
    many[8] = many[9];
    SeenSet set = new SeenSet();
    set.add(many[100]);

    set.addAll(many, 40_000);

    assertThat(set.size()).isEqualTo(39_999);
    for (int i = 0; i < many.length; i++) {
      assertThat(set.contains(many[i])).isEqualTo(i < 40_000);
    }
  }

  @Test
  void aFullSetTakesNoMore() {
    SeenSet set = new SeenSet(1 << 20);
    assertThat(set.isFull()).isFalse();
    set.addAll(new SplittableRandom(4).longs(200_000).toArray(), 200_000);

    assertThat(set.isFull()).isTrue();
    assertThat(set.bytes()).isEqualTo(1 << 20);
    assertThat(set.size()).isBetween(90_000L, 130_000L);
  }

  @Test
  void aSetLaidOutForMoreThanFitIsNotFullAtOnce() {
    SeenSet set = new SeenSet(8 << 20, 50_000_000);
    assertThat(set.isFull()).isFalse();
    SplittableRandom random = new SplittableRandom(4);
    for (int batch = 0; batch < 100; batch++) {
      set.addAll(random.longs(20_000).toArray(), 20_000);
    }

    assertThat(set.isFull()).isTrue();
    assertThat(set.size()).isBetween(700_000L, 1_150_000L);
  }

  @Test
  void zeroIsAFingerprintLikeAnyOther() {
    SeenSet seen = new SeenSet();

    assertThat(seen.contains(0)).isFalse();
    assertThat(seen.add(0)).isTrue();
    assertThat(seen.add(0)).isFalse();
    assertThat(seen.contains(0)).isTrue();
    assertThat(seen.size()).isEqualTo(1);
  }

  @Test
  void agreesWithAHashSetOnRandomFingerprintsThatRepeat() {
    SplittableRandom random = new SplittableRandom(SEED);
    agreesWithAHashSet(600_000, i -> random.nextLong(400_000) * 0x9e3779b97f4a7c15L);
  }

  /** From 25 million entries on two bytes of each are told by its table. */
  @Test
  void agreesWithAHashSetInTablesAsDeepAsThoseOfALargeSet() {
    SplittableRandom random = new SplittableRandom(SEED);
    SeenSet deep = new SeenSet(Long.MAX_VALUE, 0, 16);
    agreesWithAHashSet(deep, 300_000, i -> random.nextLong(200_000) * 0x9e3779b97f4a7c15L);
    SeenSet uneven = new SeenSet(Long.MAX_VALUE, 0, 16);
    agreesWithAHashSet(
        uneven,
        300_000,
        i -> unmix(((random.nextLong(200_000) * 0x9e3779b97f4a7c15L) >>> 16) | (0xabcdL << 48)));
  }

  /** A fingerprint that is mixed to this key, so that all have their first bits in common. */
  private static long unmix(long key) {
    long h = key ^ (key >>> 33);
    h = (h * 0x9cb4b2f8129337dbL) ^ ((h * 0x9cb4b2f8129337dbL) >>> 33);
    h = h * 0x4f74430c22a54005L;
    return h ^ (h >>> 33);
  }

  @Test
  void agreesWithAHashSetOnCountingNumbers() {
    agreesWithAHashSet(300_000, i -> i - 150_000);
  }

  @Test
  void agreesWithAHashSetOnNumbersThatDifferInTheirFirstBitsOnly() {
    agreesWithAHashSet(300_000, i -> i << 44);
  }

  private static void agreesWithAHashSet(int steps, LongUnaryOperator fingerprints) {
    agreesWithAHashSet(new SeenSet(), steps, fingerprints);
  }

  private static void agreesWithAHashSet(SeenSet seen, int steps, LongUnaryOperator fingerprints) {
    Set<Long> model = new HashSet<>();
    for (int i = 0; i < steps; i++) {
      long fingerprint = fingerprints.applyAsLong(i);
      if (seen.contains(fingerprint) != model.contains(fingerprint)
          || seen.add(fingerprint) != model.add(fingerprint)) {
        throw new AssertionError("fingerprint " + fingerprint + " at step " + i + ", seed " + SEED);
      }
    }
    assertThat(seen.size()).isEqualTo(model.size());
    for (long fingerprint : model) {
      assertThat(seen.contains(fingerprint)).isTrue();
    }
  }

  @Test
  void takesAtMostNineBytesForEachUrlOfAMillionAndMore() {
    SeenSet seen = new SeenSet();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 3_000_000; i++) {
      seen.add(random.nextLong());
      if (i > 1_000_000 && i % 10_000 == 0) {
        assertThat(seen.bytes()).as("bytes at %d", i).isLessThan(9L * i);
      }
    }
    assertThat(seen.size()).isEqualTo(3_000_000);
  }

  /**
   * Readers probe while tables grow, split and are recycled: all that was added before the count
   * they read is there, and nothing else ever is.
   */
  @Test
  void readersFindEverythingPublishedAndNothingElseWhileTheSetGrows() throws Exception {
    SeenSet seen = new SeenSet();
    AtomicLong published = new AtomicLong();
    long last = 1_500_000;
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Long>> wrong = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        SplittableRandom random = new SplittableRandom(SEED + reader);
        wrong.add(threads.submit(() -> wrongAnswers(seen, published, last, random)));
      }
      for (long i = 1; i <= last; i++) {
        seen.add(scramble(i));
        published.set(i);
      }
      for (Future<Long> each : wrong) {
        assertThat(each.get()).as("wrong answers, seed %d", SEED).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long wrongAnswers(
      SeenSet seen, AtomicLong published, long last, SplittableRandom random) {
    long wrong = 0;
    long known = 0;
    while (known < last) {
      known = published.get();
      for (int i = 0; known > 0 && i < 200; i++) {
        wrong += seen.contains(scramble(1 + random.nextLong(known))) ? 0 : 1;
        wrong += seen.contains(scramble(last + 1 + random.nextLong(last))) ? 1 : 0;
      }
    }
    return wrong;
  }

  private static long scramble(long i) {
    return i * 0x9e3779b97f4a7c15L;
  }
}
