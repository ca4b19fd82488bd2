package dev.weft.bench.jmh;

import dev.weft.frontier.SeenSet;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether a link is known, at random, among so many that are; time a question. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class SeenSetBench {
  @Param({"100000", "10000000"})
  int size;

  private SeenSet seen = new SeenSet();
  private final SplittableRandom random = new SplittableRandom(3);

  @Setup
  public void fill() {
    seen = new SeenSet();
    for (int i = 0; i < size; i++) {
      seen.add(fingerprint(i));
    }
  }

  @Benchmark
  public boolean known() {
    return seen.contains(fingerprint(random.nextInt(size)));
  }

  @Benchmark
  public boolean unknown() {
    return seen.contains(fingerprint(size + (long) random.nextInt(Integer.MAX_VALUE)));
  }

  /** Numbers spread as fingerprints are (the last steps of SplitMix64). */
  private static long fingerprint(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
